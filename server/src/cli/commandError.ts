/** Exit codes of every command. */
export const exitCodes = { nothingFound: 0, findings: 1, error: 2, closedPipe: 141 } as const;

/** What the user is told in one line, without a stack trace: what is wrong and what to do. Ends the command with code 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Ends the command with an error's own message: for errors that are written for the user. */
export const asCommandError = (error: unknown): never => {
  throw new CommandError((error as Error).message, { cause: error });
};
