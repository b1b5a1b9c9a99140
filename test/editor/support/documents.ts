import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { until } from './condition';

export const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

/** Writes a file into the workspace. */
export function write(name: string, text: string): vscode.Uri {
  const uri = vscode.Uri.joinPath(folder(), name);
  writeFileSync(uri.fsPath, text);
  return uri;
}

/** Writes a file into the workspace and shows it. */
export const open = async (name: string, text: string): Promise<vscode.TextEditor> =>
  vscode.window.showTextDocument(await vscode.workspace.openTextDocument(write(name, text)));

/** Saves what is open and closes it. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty && document.uri.scheme === 'file') await document.save();
  }
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** Surprisal's findings as the Problems view has them. */
export const findings = ({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'surprisal');

/** The words that findings stand on, in the order of the text. */
export const flagged = (document: vscode.TextDocument): readonly string[] =>
  findings(document)
    .toSorted((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ range }) => document.getText(range));

/** Waits until these words are flagged and no others. */
export const untilFlagged = (document: vscode.TextDocument, words: readonly string[]): Promise<unknown> =>
  until(`findings on [${words.join(', ')}]`, () => {
    const now = flagged(document);
    if (now.join('\n') === words.join('\n')) return true;
    throw new Error(`they are on [${now.join(', ')}]`);
  });

/** Puts the caret into the first occurrence of a word. */
export function putCaret(editor: vscode.TextEditor, word: string, offset = 1): vscode.Position {
  const start = editor.document.getText().indexOf(word);
  if (start < 0) throw new Error(`There is no ${word} in ${editor.document.uri}.`);
  const position = editor.document.positionAt(start + offset);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

/** What the light bulb offers at a word. */
export async function actionsAt(
  { document }: vscode.TextEditor,
  word: string,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  const start = document.positionAt(document.getText().indexOf(word));
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(start, start.translate(0, word.length)),
    kind.value,
  );
}
