import {
  type CancellationToken,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
} from 'vscode-languageserver/node';
import { caretPlace } from '../../completion/caretPlace';
import { type Services, total } from '../services';

/** Entries of a list that are seen without scrolling. */
const LISTED = 10;

/** Always incomplete: each letter asks again, which takes less than the client would to filter what it has. */
const none: CompletionList = { isIncomplete: true, items: [] };

/** The likeliest words at the caret, best first. */
export const onCompletion = (
  services: Services,
  { textDocument: { uri }, position }: CompletionParams,
  token: CancellationToken,
): Promise<CompletionList> =>
  total<CompletionList>(services, 'completion', none, async () => {
    const { completions } = services;
    const caret = await completions.caretAt(uri, position, token, false);
    if (caret === undefined || !caret.settings.words) return none;
    const place = caretPlace(caret.prose.before);
    const completer = await completions.completer();
    const { typed } = place;
    const start = { line: position.line, character: position.character - typed.length };
    const range = { start, end: position };
    const suggestions = completer.complete(place, LISTED, caret.settings.limits);
    return {
      isIncomplete: true,
      items: suggestions.map(({ text }, index) => ({
        label: text,
        kind: CompletionItemKind.Text,
        // The order is ours, not the alphabet's, and what the client would filter by is right already.
        sortText: String(index).padStart(2, '0'),
        filterText: typed,
        textEdit: { range, newText: text },
      })),
    };
  });
