import assert from 'node:assert/strict';
import type { Diagnostic, DiagnosticCollection, Uri } from 'vscode';
import { loadClientModule } from '../../support/clientModule';

interface FindingCollection {
  readonly pulled: DiagnosticCollection;
  readonly pushed: DiagnosticCollection;
  judge(uri: Uri, version: number, unchanged: boolean): void;
  hide(hidden: boolean): void;
  dispose(): void;
}

type Listener = (event: object) => void;

const at = (character: number) => ({ line: 0, character });
const finding = (message: string, start: number, end: number) =>
  ({ message, range: { start: at(start), end: at(end) } }) as unknown as Diagnostic;
const uriOf = (text: string) => ({ scheme: 'file', toString: () => text }) as unknown as Uri;

/** The collection in a window with one editor, whose caret stands behind "teh". */
const openCollection = (revealDelayMs: number) => {
  const uri = uriOf('file:///a.md');
  const shown = new Map<string, readonly Diagnostic[]>();
  const listeners = new Map<string, Listener>();
  const on = (name: string) => (listener: Listener) => {
    listeners.set(name, listener);
    return { dispose() {} };
  };
  const document = { uri, version: 2, isDirty: false, positionAt: at };
  const editor = { document, selections: [{ active: at(7) }] };
  const vscode = {
    Disposable: { from: () => ({ dispose() {} }) },
    Uri: { parse: uriOf },
    languages: {
      match: () => 10,
      createDiagnosticCollection: () => ({
        get: (of: Uri) => shown.get(of.toString()),
        set: (of: Uri, findings: readonly Diagnostic[]) => shown.set(of.toString(), findings),
        delete: (of: Uri) => shown.delete(of.toString()),
        dispose() {},
      }),
    },
    window: {
      visibleTextEditors: [editor],
      onDidChangeTextEditorSelection: on('selection'),
      onDidChangeVisibleTextEditors: on('editors'),
    },
    workspace: {
      getConfiguration: () => ({
        get: (name: string, standard: unknown) => (name === 'findings.revealDelay' ? revealDelayMs : standard),
      }),
      onDidChangeTextDocument: on('change'),
      onDidCloseTextDocument: on('close'),
      onDidSaveTextDocument: on('save'),
      textDocuments: [document],
    },
  };
  const module = loadClientModule<{ FindingCollection: new (selector: object) => FindingCollection }>(
    'client/src/findingCollection.ts',
    vscode,
  );
  const collection = new module.FindingCollection([]);
  return {
    collection,
    uri,
    document,
    save: () => listeners.get('save')!(document),
    type: () => listeners.get('change')!({ document, contentChanges: [{ rangeOffset: 6, rangeLength: 0, text: 'h' }] }),
    messages: (of = uri) => shown.get(of.toString())?.map(({ message }) => message) ?? [],
  };
};

/** Waits for something that a timer brings about. */
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

describe('the findings in the editor', () => {
  const report = [finding('teh', 4, 7), finding('wrod', 20, 24)];

  it('are held back under the caret, survive an answer without change, and come by themselves', async () => {
    const { collection, uri, type, messages } = openCollection(80);
    type();
    collection.judge(uri, 2, false);
    collection.pulled.set(uri, report);
    assert.deepEqual(messages(), ['wrod']);
    collection.judge(uri, 2, true);
    assert.deepEqual(messages(), ['wrod']);
    await until(() => messages().length === 2);
    assert.deepEqual(messages(), ['teh', 'wrod']);
    collection.dispose();
  });

  it('of a file are those that were asked for; once nobody asks any more, those that the workspace check sent', () => {
    const { collection, uri, messages } = openCollection(0);
    collection.pushed.set(uri, [finding('old', 0, 3)]);
    assert.deepEqual(messages(), ['old']);
    collection.pulled.set(uri, report);
    assert.deepEqual(messages(), ['teh', 'wrod']);
    collection.pushed.set(uri, [finding('older', 0, 3)]);
    assert.deepEqual(messages(), ['teh', 'wrod']);
    collection.pulled.delete(uri);
    assert.deepEqual(messages(), ['older']);
  });

  it('of a file that the workspace check found follow what was saved of it', () => {
    const { collection, uri, document, save, messages } = openCollection(0);
    collection.pushed.set(uri, [finding('old', 0, 3)]);
    document.isDirty = true;
    collection.judge(uri, 2, false);
    collection.pulled.set(uri, report);
    document.isDirty = false;
    save();
    collection.pulled.delete(uri);
    assert.deepEqual(messages(), ['teh', 'wrod']);
  });

  it('of a file whose changes were thrown away are those of before', () => {
    const { collection, uri, document, messages } = openCollection(0);
    collection.pushed.set(uri, [finding('old', 0, 3)]);
    document.isDirty = true;
    collection.judge(uri, 2, false);
    collection.pulled.set(uri, report);
    collection.pulled.delete(uri);
    assert.deepEqual(messages(), ['old']);
  });

  it('vanish while Surprisal is paused and are there again afterwards', () => {
    const { collection, uri, messages } = openCollection(0);
    const other = uriOf('file:///b.md');
    collection.pulled.set(uri, report);
    collection.pushed.set(other, [finding('old', 0, 3)]);
    collection.hide(true);
    assert.deepEqual([...messages(), ...messages(other)], []);
    collection.hide(false);
    assert.deepEqual([...messages(), ...messages(other)], ['teh', 'wrod', 'old']);
  });
});
