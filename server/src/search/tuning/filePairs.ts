import type { ChunkKey } from '../chunk';
import type { StoredChunk } from '../searchStore';

export const pairKinds = ['heading', 'documentation', 'link', 'commit', 'opened'] as const;
/**
 * Where a pair is from: a heading or title and its paragraphs; documentation and the code that it is of; the text of a link and what it leads to; the subject of a commit and what it changed last; a
 * search and the hit that was opened.
 */
export type PairKind = (typeof pairKinds)[number];

/** What somebody might ask, and the passage that answers it. */
export interface QueryPair {
  readonly kind: PairKind;
  readonly query: string;
  readonly key: ChunkKey;
  /** Of the passage. */
  readonly path: string;
  /** Of the passage. */
  readonly languageId: string;
  /** Passages that may be as right. */
  readonly related: readonly ChunkKey[];
}

/** A file that is indexed, with the passages that it was cut into. */
export interface OutlinedFile {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly chunks: readonly StoredChunk[];
}

/** Pairs of one file. */
export interface FilePairs {
  readonly pairs: readonly QueryPair[];
  /** Of passages that hold their query what is left without it, as it is embedded: to find a text by its own words would teach nothing. */
  readonly reduced: ReadonlyMap<ChunkKey, string>;
}

/** Characters beside white space that a passage has at least without its query. */
const leastLeft = 60;

/** Whether enough is left of a passage. */
export const isEnough = (text: string): boolean => text.replace(/\s+/g, '').length >= leastLeft;

const longestQuery = 200;

/** Whether a text could be asked: some words, and not a paragraph of them. */
export const couldBeAsked = (text: string, fewestWords: number): boolean =>
  text.length < longestQuery &&
  (text.match(/\p{L}[\p{L}\p{N}'’-]*/gu)?.filter((word) => word.length > 1).length ?? 0) >= fewestWords;

/** A text without links, tags, and the marks of code and emphasis, on one line. */
export const plainText = (text: string): string =>
  text
    .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g, '')
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/\{@\w+\s+([^{}|]*?)(?:\|[^{}]*)?\}/g, '$1')
    .replace(/:\w+:`([^`]*)`/g, '$1')
    .replace(/<[^<>]*>/g, '')
    .replace(/[`*]|(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The passages of a section that is cut in several, and those that share text with it. */
export const relatedTo = (chunk: StoredChunk, chunks: readonly StoredChunk[], bySection: boolean): ChunkKey[] =>
  chunks
    .filter((other) => {
      if (other.key === chunk.key) return false;
      if (other.start < chunk.end && chunk.start < other.end) return true;
      return (
        bySection &&
        chunk.headings.length > 0 &&
        other.headings.length === chunk.headings.length &&
        other.headings.every((heading, level) => heading === chunk.headings[level])
      );
    })
    .map(({ key }) => key);
