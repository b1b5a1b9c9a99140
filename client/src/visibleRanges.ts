import { Disposable, type DocumentSelector, languages, type TextEditor, window } from 'vscode';
import { type VisibleRangesParams, visibleRangesMethod } from '../../server/src/shared/protocol';
import { DebouncedByKey } from './debouncedByKey';
import type { SurprisalClient } from './surprisalClient';

/** Scrolling settles before the server is told. */
const settleMs = 100;

/** Tells the server what is in view, so that a large document is judged there first. */
export const reportVisibleRanges = (client: SurprisalClient, selector: DocumentSelector): Disposable => {
  const report = (editor: TextEditor): void => {
    if (!client.isRunning || languages.match(selector, editor.document) === 0) return;
    // A document in several editors: what is in view in any of them.
    const params: VisibleRangesParams = {
      textDocument: { uri: editor.document.uri.toString() },
      ranges: window.visibleTextEditors
        .filter(({ document }) => document === editor.document)
        .flatMap(({ visibleRanges }) => visibleRanges)
        .map(({ start, end }) => ({
          start: { line: start.line, character: start.character },
          end: { line: end.line, character: end.character },
        })),
    };
    client.notify(visibleRangesMethod, params);
  };
  const settled = new DebouncedByKey<TextEditor>(settleMs, report);
  const reportAll = (): void => {
    for (const editor of window.visibleTextEditors) report(editor);
  };
  return Disposable.from(
    settled,
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => settled.trigger(textEditor)),
    window.onDidChangeVisibleTextEditors(reportAll),
    client.onDidStart(reportAll),
  );
};
