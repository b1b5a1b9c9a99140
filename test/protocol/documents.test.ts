import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeNotebookDocumentNotification,
  DidChangeWorkspaceFoldersNotification,
  DidOpenNotebookDocumentNotification,
} from 'vscode-languageserver-protocol/node';
import { type CheckResult, checkWorkspaceMethod } from '../../server/src/shared/protocol';
import { ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const text = 'It has no mistaeks.\n';

const folderOf = (configuration?: object): string => {
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
  writeFileSync(join(folder, 'letter.md'), text);
  if (configuration !== undefined) writeFileSync(join(folder, '.surprisal.json'), JSON.stringify(configuration));
  return folder;
};

describe('documents of every kind', () => {
  withUserFolder();
  let client: ProtocolClient;
  beforeEach(async () => {
    client = await ProtocolClient.start();
  });
  afterEach(() => client.stop());

  it('Markdown cells of a notebook are documents of their own, and follow its changes', async () => {
    const notebook = 'file:///notes.ipynb';
    const prose = 'vscode-notebook-cell:/notes.ipynb#prose';
    const code = 'vscode-notebook-cell:/notes.ipynb#code';
    await client.connection.sendNotification(DidOpenNotebookDocumentNotification.type, {
      notebookDocument: {
        uri: notebook,
        notebookType: 'jupyter-notebook',
        version: 1,
        cells: [
          { kind: 1, document: prose },
          { kind: 2, document: code },
        ],
      },
      cellTextDocuments: [{ uri: prose, languageId: 'markdown', version: 1, text }],
    });
    assert.equal((await client.diagnostics(prose)).length, 1);
    assert.deepEqual(await client.diagnostics(code), []);
    const range = { start: { line: 0, character: 10 }, end: { line: 0, character: 18 } };
    await client.connection.sendNotification(DidChangeNotebookDocumentNotification.type, {
      notebookDocument: { uri: notebook, version: 2 },
      change: {
        cells: {
          textContent: [{ document: { uri: prose, version: 2 }, changes: [{ range, text: 'mistakes' }] }],
        },
      },
    });
    assert.deepEqual(await client.diagnostics(prose), []);
  });

  it('cells of a notebook follow the configuration of its folder', async () => {
    const path = join(folderOf({ words: ['mistaeks'] }), 'notes.ipynb');
    const cell = `vscode-notebook-cell:${path}#prose`;
    const uri = pathToFileURL(path).href;
    await client.connection.sendNotification(DidOpenNotebookDocumentNotification.type, {
      notebookDocument: { uri, notebookType: 'jupyter-notebook', version: 1, cells: [{ kind: 1, document: cell }] },
      cellTextDocuments: [{ uri: cell, languageId: 'markdown', version: 1, text }],
    });
    assert.deepEqual(await client.diagnostics(cell), []);
  });

  it('follow configurations that are made, changed and taken away, though the client cannot watch files', async () => {
    const poor = await ProtocolClient.start({ capabilities: { textDocument: { diagnostic: {} } } });
    const folder = folderOf();
    const configuration = join(folder, '.surprisal.json');
    const uri = pathToFileURL(join(folder, 'letter.md')).href;
    await poor.open(uri, text);
    const count = async () => (await poor.diagnostics(uri)).length;
    assert.equal(await count(), 1);
    writeFileSync(join(folder, 'base.json'), '{ "words": ["mistaeks"] }');
    writeFileSync(configuration, '{ "extends": "./base.json" }');
    assert.equal(await count(), 0);
    writeFileSync(join(folder, 'base.json'), '{ "words": ["others"] }');
    assert.equal(await count(), 1);
    writeFileSync(configuration, '{ "words": ["mistaeks"] }');
    assert.equal(await count(), 0);
    rmSync(configuration);
    assert.equal(await count(), 1);
    await poor.stop();
  });

  it('virtual and untitled ones are proofread without a look at the disk', async () => {
    for (const uri of [
      'untitled:Untitled-1',
      'vscode-vfs://github/owner/repository/README.md',
      'file://host/share/a.md',
    ]) {
      await client.open(uri, text);
      assert.equal((await client.diagnostics(uri)).length, 1, uri);
    }
  });

  it('each follows the configuration of its own folder', async () => {
    const [one, other] = [folderOf({ words: ['mistaeks'] }), folderOf()].map(
      (folder) => pathToFileURL(join(folder, 'letter.md')).href,
    );
    await client.open(one!, text);
    await client.open(other!, text);
    assert.equal((await client.diagnostics(one!)).length, 0);
    assert.equal((await client.diagnostics(other!)).length, 1);
  });

  it('a folder that is added to the workspace is checked with the others', async () => {
    const folders = [folderOf(), folderOf()].map((folder) => ({ uri: pathToFileURL(folder).href, name: 'folder' }));
    const check = () => client.connection.sendRequest<CheckResult>(checkWorkspaceMethod, {});
    assert.equal((await check()).files, 0);
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: folders, removed: [] },
    });
    assert.equal((await check()).files, 2);
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [], removed: [folders[0]!] },
    });
    assert.equal((await check()).files, 1);
  });

  it('source code is proofread in its comments alone', async () => {
    const uri = 'untitled:a.ts';
    const source = "const mistaeks = 'mistaeks'; // It has no mistaeks in it, nor an othre.\n";
    await client.open(uri, source, 'typescript');
    const found = (await client.diagnostics(uri)).map(({ range }) => range.start.character);
    assert.deepEqual(found, [source.indexOf('othre')]);
  });
});
