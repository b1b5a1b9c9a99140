import type * as z from 'zod';

/** What a tool may do while it runs. */
export interface ToolRun {
  /** Given when nobody waits for the result any more. */
  readonly signal: AbortSignal;
  /** Tells how far it is, in a few words. */
  readonly tell: (progress: string) => void;
}

/** What a schema describes, read only. Objects may have more fields than those. */
export type Described<Value> = Value extends readonly (infer Item)[]
  ? readonly Described<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value as string extends Name ? never : Name]: Described<Value[Name]> }
    : Value;

/** A tool as assistants see it. None changes anything but what Surprisal keeps for itself, an index say. */
export interface Tool<Input, Output> {
  readonly name: string;
  readonly title: string;
  /** For the model that decides whether to call it. */
  readonly description: string;
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  /** @throws ToolError, and what `McpPorts.messageOf` knows how to tell */
  run(input: Input, run: ToolRun): Promise<Described<Output>>;
  /** The result for whoever reads no structure. */
  text(output: Described<Output>): string;
}

/** What a tool is asked for cannot be done; one line that says what can. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** What a result says beside: what was left out and why, a line each. */
export const withNotes = (text: string, notes: readonly string[]): string =>
  [text, ...notes.map((note) => `Note: ${note}`)].join('\n');
