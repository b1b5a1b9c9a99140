import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeAll, untilFlagged } from '../support/documents';

/** One file that lies nowhere on this machine. */
class OneFile implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(private content: Uint8Array) {}

  stat({ path }: vscode.Uri): vscode.FileStat {
    if (path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (path !== '/letter.md') throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.content.length };
  }

  readDirectory = (): [string, vscode.FileType][] => [['letter.md', vscode.FileType.File]];

  readFile = (): Uint8Array => this.content;

  writeFile(_uri: vscode.Uri, content: Uint8Array): void {
    this.content = content;
  }

  watch = (): vscode.Disposable => new vscode.Disposable(() => undefined);
  createDirectory = (): void => undefined;
  delete = (): void => undefined;
  rename = (): void => undefined;
}

describe('a document of a virtual file system', () => {
  const uri = vscode.Uri.parse('vscode-vfs://surprisal-test/letter.md');
  let registration: vscode.Disposable;

  before(() => {
    const content = new TextEncoder().encode('It has no mistaeks.\n');
    registration = vscode.workspace.registerFileSystemProvider('vscode-vfs', new OneFile(content));
  });
  afterEach(closeAll);
  after(() => registration.dispose());

  it('is checked as any other, and the workspace dictionary, which needs files, is not offered', async () => {
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    await untilFlagged(document, ['mistaeks']);
    const titles = (await actionsAt(editor, 'mistaeks')).map(({ title }) => title);
    assert.ok(titles.includes('Change to “mistakes”'));
    assert.ok(titles.includes('Add “mistaeks” to your dictionary'));
    assert.ok(!titles.some((title) => title.includes('workspace')), titles.join(', '));
  });
});
