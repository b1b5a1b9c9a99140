/** A store that cannot be used, or not for this. Its message is one line for who runs the command, and never holds a password. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
