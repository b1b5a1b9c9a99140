/** A store that cannot be used, or not for this. Its message is one line for who runs the command, and never holds a password. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** The server does not take the password, or wants one and was given none. */
export class StorePasswordError extends StoreError {
  override readonly name = 'StorePasswordError';
}
