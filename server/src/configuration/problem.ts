/** Something wrong in a configuration file. Lines and columns count from 1, columns in UTF-16 units. */
export interface ConfigurationProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A configuration that cannot be used; every problem found is listed. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ path, line, column, message }) => `${path}:${line}:${column} ${message}`).join('\n'));
  }
}
