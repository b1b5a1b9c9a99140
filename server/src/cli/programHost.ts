/** What only the process's entry can do: this bundle runs from a code cache, where nothing can be imported. */
export interface ProgramHost {
  startLanguageServer(): Promise<unknown>;
}
