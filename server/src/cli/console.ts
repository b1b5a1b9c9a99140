import { exitCodes } from './commandError';

/** A message for the user: one line on standard error. */
export const printMessage = (message: string): void => {
  process.stderr.write(`surprisal: ${printable(message)}\n`);
};

/** Text with everything that a terminal would obey, rather than show, made visible: control characters, bidirectional overrides. */
export const printable = (text: string): string =>
  text.replace(/[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/gu, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });

/**
 * A reader that has seen enough (`| head`) closes the pipe. That ends the program without a word, with the status that a
 * shell gives to programs that SIGPIPE ended: the report is not whole, so neither 0 nor 1 would be true.
 */
export const endQuietlyOnClosedPipe = (): void => {
  // Nobody may be listening to messages any more, and there is nobody left to tell.
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.closedPipe);
    printMessage(`standard output cannot be written (${error.code}); make room or send it elsewhere`);
    process.exit(exitCodes.error);
  });
};

/** The stack of an error, where the user asked for it with SURPRISAL_DEBUG=1. */
export const printDebug = (error: unknown): void => {
  const { SURPRISAL_DEBUG: debug } = process.env;
  if (debug !== undefined && debug !== '' && debug !== '0')
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
};
