import {
  type ClientCapabilities,
  CodeActionKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.surprisal`;

/** Whether a client asks for findings; to the others they are sent. */
export const pulls = ({ textDocument }: ClientCapabilities): boolean => textDocument?.diagnostic !== undefined;

/**
 * What the server can do.
 * @param commands those of code actions that the client does not perform itself
 * @param pulled whether the client asks for findings
 */
export const serverCapabilities = (commands: readonly string[], pulled: boolean): ServerCapabilities => ({
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: 'markdown' }] }] },
  ...(pulled && {
    diagnosticProvider: { identifier: 'surprisal', interFileDependencies: false, workspaceDiagnostics: false },
  }),
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: true },
  hoverProvider: true,
  completionProvider: {},
  inlineCompletionProvider: {},
  executeCommandProvider: { commands: [...commands] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});
