import { createHash } from 'node:crypto';
import { type Chunk, type ChunkKey, chunkKey } from '../../server/src/search/chunk';
import { chunkingVersion } from '../../server/src/search/chunking/chunkingVersion';
import { BestHits } from '../../server/src/search/index/bestHits';
import type { IndexedFile } from '../../server/src/search/searchStore';

export interface SyntheticCorpusOptions {
  readonly passages: number;
  readonly dimensions: number;
  /** Words of a passage. */
  readonly words?: number;
}

export interface SyntheticFile {
  readonly file: IndexedFile;
  readonly chunks: readonly Chunk[];
}

const passagesOfFile = 100;
const clusterSize = 100;
/** Of the space in which a cluster's passages lie around its middle. */
const latentDimensions = 32;

const vocabulary = 50_000;
const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';

/** A word for a number, of syllables; no two numbers have the same. A number's passage has one of its own beyond the vocabulary, beside those of all. */
export const wordAt = (number: number): string => {
  let word = '';
  for (let rest = number + 1; rest > 0; rest = Math.floor(rest / 70))
    word += consonants[rest % 14]! + vowels[Math.floor((rest % 70) / 14)]!;
  return `${word}x`;
};

/** Marsaglia's xorshift: the same numbers for the same seed, from 0 to 1. */
const generator = (seed: number): (() => number) => {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

/** By Box and Muller. */
const gaussian = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * Passages of invented words by Zipf's law, with vectors that an embedder might have made: to embed a million takes hours. Those of a hundred passages lie around a
 * middle of their own, in 32 directions of all. Everything follows from a passage's number, so that nothing need be kept.
 */
export const syntheticCorpus = ({ passages, dimensions, words = 60 }: SyntheticCorpusOptions) => {
  const random = generator(1);
  const directions = Float32Array.from({ length: latentDimensions * dimensions }, () => gaussian(random));

  const numbers = new Map<ChunkKey, number>();

  const textOf = (passage: number): string => {
    const draw = generator(passage + 1000);
    for (let skip = 0; skip < 8; skip++) draw();
    const drawn = Array.from({ length: words }, () => wordAt(Math.floor(vocabulary ** draw())));
    return `${wordAt(vocabulary + passage)} ${drawn.join(' ')}`;
  };

  /** Of length 1, from a cluster's middle and `spread` of something else. */
  const around = (cluster: number, seed: number, spread: number): Float32Array => {
    const middle = generator(cluster * 31 + 7);
    const other = generator(seed);
    for (let skip = 0; skip < 8; skip++) {
      middle();
      other();
    }
    const vector = new Float32Array(dimensions);
    for (let latent = 0; latent < latentDimensions; latent++) {
      const weight = gaussian(middle) + spread * gaussian(other);
      for (let at = 0; at < dimensions; at++) vector[at]! += weight * directions[latent * dimensions + at]!;
    }
    let squares = 0;
    for (let at = 0; at < dimensions; at++) {
      vector[at]! += 0.3 * gaussian(other);
      squares += vector[at]! ** 2;
    }
    return vector.map((value) => value / Math.sqrt(squares));
  };

  const vectorOf = (passage: number): Float32Array =>
    around(Math.floor(passage / clusterSize), passage * 2 + 100_003, 0.5);

  const keyOf = (passage: number): ChunkKey => chunkKey([], textOf(passage));

  const fileAt = (number: number): SyntheticFile => {
    const path = `${number % 100}/${number}.md`;
    const first = number * passagesOfFile;
    let start = 0;
    const chunks = Array.from({ length: Math.min(passagesOfFile, passages - first) }, (_, at) => {
      const text = textOf(first + at);
      const chunk = {
        key: chunkKey([], text),
        headings: [],
        start,
        end: start + text.length,
        startLine: at + 1,
        endLine: at + 1,
        text,
      };
      numbers.set(chunk.key, first + at);
      start = chunk.end + 1;
      return chunk;
    });
    const contentHash = createHash('sha256').update(path).digest('hex');
    return {
      file: { path, contentHash, bytes: start, modifiedMs: 0, languageId: 'markdown', chunkingVersion },
      chunks,
    };
  };

  return {
    textOf,
    keyOf,
    vectorOf,
    *files(): Generator<SyntheticFile> {
      for (let number = 0; number * passagesOfFile < passages; number++) yield fileAt(number);
    },
    /** Of passages whose files were made. */
    vectorsOf: (keys: readonly ChunkKey[]): Float32Array => {
      const rows = new Float32Array(keys.length * dimensions);
      for (const [at, key] of keys.entries()) rows.set(vectorOf(numbers.get(key)!), at * dimensions);
      return rows;
    },
    /** Vectors as questions about the passages would have: near a cluster, and none of its passages. */
    queries: (count: number): readonly Float32Array[] => {
      const clusters = Math.ceil(passages / clusterSize);
      return Array.from({ length: count }, (_, at) => around((at * 7919) % clusters, at * 2 + 50_000_017, 0.5));
    },
    /** Of each query the keys of the passages that are nearest indeed, by comparison with all; of some files, by their numbers. */
    nearest: (
      queries: readonly Float32Array[],
      count: number,
      inFile: (file: number) => boolean = () => true,
    ): ChunkKey[][] => {
      const best = queries.map(() => new BestHits(count, (a, b) => a < b));
      for (let passage = 0; passage < passages; passage++) {
        if (!inFile(Math.floor(passage / passagesOfFile))) continue;
        const vector = vectorOf(passage);
        for (const [at, query] of queries.entries()) best[at]!.add(passage, product(vector, query));
      }
      return best.map((hits) => hits.sorted().map(({ chunk }) => keyOf(chunk)));
    },
  };
};

const product = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
};
