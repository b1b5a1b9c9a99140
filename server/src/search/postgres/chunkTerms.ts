import type { Chunk } from '../chunk';
import type { Stem } from '../index/stemming';
import { termsOf } from '../index/terms';

/** A term that stands in a chunk more often counts as often as this. */
export const mostCount = 255;

/** A chunk's terms, as its row and its postings have them. */
export interface ChunkTerms {
  /** Of all terms, one that is repeated as often as it stands there. */
  readonly length: number;
  /** How often each term stands in the chunk. */
  readonly counts: ReadonlyMap<string, number>;
  /** Of 1 + ln of the counts of stems, the Euclidean norm. */
  readonly norm: number;
}

export const chunkTerms = ({ headings, text }: Pick<Chunk, 'headings' | 'text'>, stem: Stem): ChunkTerms => {
  const terms = termsOf(`${headings.join('\n')}\n${text}`);
  const counts = new Map<string, number>();
  const stems = new Map<string, number>();
  for (const term of terms) {
    addOne(counts, term);
    addOne(stems, stem(term));
  }
  let squares = 0;
  for (const count of stems.values()) squares += (1 + Math.log(count)) ** 2;
  return { length: terms.length, counts, norm: Math.sqrt(squares) };
};

const addOne = (counts: Map<string, number>, name: string): void => {
  counts.set(name, Math.min(mostCount, (counts.get(name) ?? 0) + 1));
};
