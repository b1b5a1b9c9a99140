import type { ChunkKey } from '../chunk';
import { passageText } from '../index/passageText';
import {
  couldBeAsked,
  type FilePairs,
  isEnough,
  type OutlinedFile,
  plainText,
  type QueryPair,
  relatedTo,
} from './filePairs';

const languages = new Set(['markdown', 'mdx', 'asciidoc', 'latex', 'tex', 'restructuredtext', 'html']);

/** Lines of a passage in which its heading is looked for: headings above it may stand there too. */
const headLines = 8;

/** Whether headings of files of this language make pairs. */
export const hasHeadings = (languageId: string): boolean => languages.has(languageId);

/** Headings and titles, each with the first passage below it, from which it is taken. */
export const headingPairs = ({ path, languageId, text, chunks }: OutlinedFile): FilePairs => {
  const pairs: QueryPair[] = [];
  const reduced = new Map<ChunkKey, string>();
  if (!hasHeadings(languageId)) return { pairs, reduced };
  for (const chunk of chunks) {
    const title = chunk.headings.at(-1);
    const query = title === undefined ? '' : plainText(title).replace(/^[\d.]+\s+/, '');
    if (title === undefined || !couldBeAsked(query, 2)) continue;
    const body = withoutHeading(text.slice(chunk.start, chunk.end), title);
    if (body === undefined || !isEnough(body)) continue;
    pairs.push({ kind: 'heading', query, key: chunk.key, path, languageId, related: relatedTo(chunk, chunks, true) });
    reduced.set(chunk.key, passageText({ headings: chunk.headings.slice(0, -1) }, body));
  }
  return { pairs, reduced };
};

const adornment = /^\s*([=\-~^"'`#*+.:_])\1{2,}\s*$/;

/** A passage without the lines of its heading; undefined where it does not begin with that. */
const withoutHeading = (text: string, title: string): string | undefined => {
  const lines = text.split('\n');
  const at = lines.slice(0, headLines).findIndex((line) => isHeadingLine(line, title));
  if (at < 0) return undefined;
  const from = at > 0 && adornment.test(lines[at - 1]!) ? at - 1 : at;
  const to = adornment.test(lines[at + 1] ?? '') ? at + 2 : at + 1;
  return [...lines.slice(0, from), ...lines.slice(to)].join('\n').trim();
};

/** The title, and besides it marks, tags or a command alone. */
const isHeadingLine = (line: string, title: string): boolean =>
  line.includes(title) &&
  !/[\p{L}\p{N}]/u.test(line.replace(title, '').replace(/<[^<>]*>|\\\w+|\{#[^{}]*\}|\btitle:/g, ''));
