/** Says to the user in one line why a constraint cannot be used. */
export class ConstraintError extends Error {
  override readonly name = 'ConstraintError';
}
