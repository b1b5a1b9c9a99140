const prefix = 'onLanguage:';

/** Schemes of documents that are checked: files, new ones, those of virtual file systems, and cells of notebooks. */
export const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-notebook-cell'] as const;

/** The languages served, as the manifest names them in its activation events: VS Code's language identifiers. */
export const languagesServed = (activationEvents: readonly string[]): readonly string[] =>
  activationEvents.filter((event) => event.startsWith(prefix)).map((event) => event.slice(prefix.length));

export interface ServedDocuments {
  readonly scheme: string;
  readonly language: string;
}

/** A document selector, for VS Code and for the protocol. */
export const documentsServed = (languages: readonly string[]): ServedDocuments[] =>
  languages.flatMap((language) => schemes.map((scheme) => ({ scheme, language })));
