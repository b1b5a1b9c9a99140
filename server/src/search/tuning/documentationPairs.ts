import type { Parsers } from '../../text/markup/parsers';
import { type CommentText, commentTextsOf, type SourceComment } from '../../text/markup/sourceCode/commentsLines';
import { commentsOf } from '../../text/markup/sourceCode/sourceCode';
import { sourceLanguages } from '../../text/markup/sourceCode/sourceCodeGrammars';
import type { Span } from '../../text/span';
import type { ChunkKey } from '../chunk';
import { passageText } from '../index/passageText';
import type { StoredChunk } from '../searchStore';
import {
  couldBeAsked,
  type FilePairs,
  isEnough,
  type OutlinedFile,
  plainText,
  type QueryPair,
  relatedTo,
} from './filePairs';

/** A comment by which something is documented. */
interface Documentation extends Span {
  readonly query: string;
}

/** Whether documentation in files of this language makes pairs. */
export const hasDocumentation = (languageId: string): boolean => Object.hasOwn(sourceLanguages, languageId);

/**
 * First sentences of documentation, each with the passage of the code that it is of, from which all of it is taken.
 * @param parsers the language's own
 */
export const documentationPairs = (file: OutlinedFile, parsers: Parsers): FilePairs => {
  const { path, languageId, text, chunks } = file;
  const pairs: QueryPair[] = [];
  const reduced = new Map<ChunkKey, string>();
  const language = hasDocumentation(languageId) ? sourceLanguages[languageId]! : undefined;
  const comments = language && commentsOf(text, language, parsers[language.grammar]);
  if (comments === undefined) return { pairs, reduced };
  const documented = documentationOf(text, comments);
  for (const chunk of chunks) {
    const inside = documented.filter(({ start, end }) => start >= chunk.start && end <= chunk.end);
    if (inside.length === 0) continue;
    const code = without(text, chunk, inside);
    if (!isEnough(code)) continue;
    // What documents a declaration that is cut in several is about all of its passages.
    const related = relatedTo(chunk, chunks, isFirstOf(chunk, chunks) && inside.length === 1);
    for (const { query } of inside)
      pairs.push({ kind: 'documentation', query, key: chunk.key, path, languageId, related });
    reduced.set(chunk.key, passageText(chunk, code));
  }
  return { pairs, reduced };
};

/** Whether it is the first passage under its headings. */
const isFirstOf = (chunk: StoredChunk, chunks: readonly StoredChunk[]): boolean =>
  chunks.find(({ headings }) => headings.join('\n') === chunk.headings.join('\n')) === chunk;

/** What begins a declaration, in languages whose comments do not tell documentation from others. */
const declaration =
  /^\s*(?:(?:export|default|public|private|protected|static|async|abstract|pub(?:\([^)]*\))?|inline|extern)\s+)*(?:func|function|def|fn|type|class|struct|module|interface|enum|trait|var|const|let|impl)\b|^\s*[\w-]+\s*\(\)\s*\{/;

const documentationOf = (text: string, comments: readonly SourceComment[]): Documentation[] =>
  commentTextsOf(text, comments).flatMap((comment) => {
    const parts = partsOf(comment, comments);
    if (parts.length === 0) return [];
    const [start, end] = [parts[0]!.start, parts.at(-1)!.end];
    const follows = text.slice(end, text.indexOf('\n', text.indexOf('\n', end) + 1) + 1 || undefined);
    // A module's docstring is about the whole file.
    const isOfFile = parts[0]!.docstring && !/^[^#\s]/m.test(text.slice(0, start));
    const documents = comment.documentation || declaration.test(follows.replace(/^[^\n]*\n/, ''));
    const query = firstSentence(text, comment);
    const isAsked = !isOfFile && documents && couldBeAsked(query, 4);
    return isAsked ? [{ start, end, query }] : [];
  });

/** The comments that a text is made of: one block, or lines. */
const partsOf = ({ lines }: CommentText, comments: readonly SourceComment[]): SourceComment[] => {
  const [first, last] = [lines[0]!, lines.at(-1)!];
  return comments.filter(({ start, end }) => start <= last.end && first.start <= end);
};

/** What begins the list of parameters and results. */
const tag = /^(?:[@\\:]\w|(?:Args|Arguments|Parameters|Returns|Raises|Yields|Example|Examples|Usage):?$)/;

/** Up to the first full stop, empty line or tag. */
const firstSentence = (text: string, { lines }: CommentText): string => {
  const taken: string[] = [];
  for (const { start, end } of lines) {
    const line = text.slice(start, end).trim();
    if (line === '' && taken.length === 0) continue;
    if (line === '' || tag.test(line)) break;
    taken.push(line);
  }
  const [sentence = ''] = plainText(taken.join(' ')).split(/(?<=[.!?])\s/);
  return sentence.replace(/[.:]+$/, '');
};

/** The text of a passage without some spans of the file, and without the lines that are empty then. */
const without = (text: string, { start, end }: Span, spans: readonly Span[]): string => {
  let left = '';
  let from = start;
  for (const span of spans) {
    left += text.slice(from, span.start);
    from = Math.max(from, span.end);
  }
  return (left + text.slice(from, end)).replace(/\n(?:[^\S\n]*\n)+/g, '\n').trim();
};
