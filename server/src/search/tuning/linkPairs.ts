import { posix } from 'node:path';
import type { StoredChunk } from '../searchStore';
import { couldBeAsked, type OutlinedFile, plainText, type QueryPair } from './filePairs';

const link = /(?<!!)\[([^[\]\n]{4,200})\]\(<?([^()\s<>]+?)(?:#([^()\s<>]*))?>?(?:\s+"[^"\n]*")?\)/g;

const external = /^[a-z][\w+.-]*:|^\/\//i;

/**
 * Texts of links in Markdown, each with the passage that it leads to.
 * @param chunksOf the passages of another file, which are none where it is not indexed
 */
export const linkPairs = (
  { path, languageId, text, chunks }: OutlinedFile,
  chunksOf: (path: string) => readonly StoredChunk[],
): QueryPair[] => {
  if (languageId !== 'markdown' && languageId !== 'mdx') return [];
  const pairs: QueryPair[] = [];
  for (const match of text.matchAll(link)) {
    const [, shown, target, anchor] = match as unknown as [string, string, string, string | undefined];
    const query = plainText(shown);
    if (external.test(target) || !couldBeAsked(query, 2) || /[/\\]/.test(query)) continue;
    const targetPath = pathFrom(path, target);
    const found = targetPath === path ? [] : chunksOf(targetPath);
    const passage = anchor === undefined ? found[0] : found.find(({ headings }) => slugOf(headings.at(-1)) === anchor);
    if (passage === undefined) continue;
    // The passage that the link stands in says the same words, and is no wrong answer.
    const own = chunks.filter(({ start, end }) => start <= match.index && match.index < end).map(({ key }) => key);
    pairs.push({
      ...{ kind: 'link', query, key: passage.key, path: targetPath, languageId: passage.languageId },
      related: own,
    });
  }
  return pairs;
};

const pathFrom = (path: string, target: string): string => {
  const decoded = decoding(target);
  return decoded.startsWith('/') ? decoded.slice(1) : posix.normalize(posix.join(posix.dirname(path), decoded));
};

const decoding = (target: string): string => {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
};

/** As GitHub makes the anchor of a heading. */
const slugOf = (heading: string | undefined): string =>
  (heading ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
