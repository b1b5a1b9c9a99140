import { printDebug } from '../console';

/** Errors whose message is for whoever asked. */
const told = new Set(['CommandError', 'ToolError', 'UnavailableError']);

/** An error as a tool tells it, on one line. */
export const toolMessage = (error: unknown): string => {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  printDebug(error);
  const line = message.replace(/\s*\n\s*/g, ' ').trim();
  return told.has(name) ? line : `unexpected: ${line}`;
};
