import {
  type CancellationToken,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  type Position,
} from 'vscode-languageserver/node';
import { caretPlace } from '../../completion/caretPlace';
import { documentParts, offeredParts, partPlace } from '../../completion/documentParts';
import { type DomainWords, withDomainWords } from '../../completion/domainWords';
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
    const { completions, relatedWords } = services;
    const parts = await ownParts(services, uri, position);
    if (parts !== undefined) return parts;
    const caret = await completions.caretAt(uri, position, token, false);
    if (caret === undefined || !caret.settings.words) return none;
    const place = caretPlace(caret.prose.before);
    const completer = await completions.completer();
    const { typed } = place;
    const start = { line: position.line, character: position.character - typed.length };
    const range = { start, end: position };
    const { limits } = caret.settings;
    const domain: DomainWords = (words, prefix) => relatedWords.of(uri, { words, prefix }, LISTED);
    const likeliest = completer.complete(place, LISTED, limits);
    const suggestions = await withDomainWords(likeliest, place, domain, LISTED, limits);
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

/** Keys of the front matter and headings that the workspace's other documents have; undefined elsewhere. */
const ownParts = async (
  { completions, workspaceParts, sessions, pathOf }: Services,
  uri: string,
  position: Position,
): Promise<CompletionList | undefined> => {
  const session = sessions.get(uri);
  if (session === undefined || !['markdown', 'mdx'].includes(session.document.languageId)) return undefined;
  const text = session.document.getText();
  const place = partPlace(text, session.document.offsetAt(position));
  if (place === undefined || !(await completions.settingsFor(uri)).words) return undefined;
  const others = new Map(await workspaceParts.all());
  // What is open counts as it is now.
  for (const other of sessions.values()) {
    const path = pathOf(other.uri) ?? other.uri;
    if (other.document.languageId === 'markdown') others.set(path, documentParts(other.document.getText()));
  }
  others.delete(pathOf(uri) ?? uri);
  const offered = offeredParts(place, documentParts(text), others.values(), LISTED);
  // A heading may be a new one.
  if (offered.length === 0) return place.kind === 'keys' ? none : undefined;
  const start = { line: position.line, character: position.character - place.typed.length };
  const isKey = place.kind === 'keys';
  return {
    isIncomplete: true,
    items: offered.map((part, index) => ({
      label: part,
      kind: isKey ? CompletionItemKind.Property : CompletionItemKind.Text,
      sortText: String(index).padStart(2, '0'),
      filterText: place.typed,
      textEdit: { range: { start, end: position }, newText: isKey ? `${part}: ` : part },
    })),
  };
};
