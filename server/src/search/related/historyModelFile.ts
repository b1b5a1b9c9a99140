import { createHash } from 'node:crypto';
import { CoOccurrence } from '../../learning/item2vec/coOccurrence';
import { ItemVectors } from '../../learning/item2vec/itemVectors';
import { type HistoryFacts, HistoryModel, historyVectors } from './historyModel';

// A line of JSON, then arrays of 32 bits one behind the other in the order of `arraysOf`, little-endian, then the SHA-256 of all before.
interface Header {
  readonly format: 'surprisal-history';
  /** What the model was made with: another way makes another model. */
  readonly madeBy: string;
  readonly facts: HistoryFacts;
  readonly paths: readonly string[];
  /** Numbers of those that are there. */
  readonly present: readonly number[];
  readonly pairs: number;
}

const checksumBytes = 32;
const madeBy = JSON.stringify([1, historyVectors]);
const checksumOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A model as the bytes of a file. */
export const encodeHistoryModel = ({ parts }: HistoryModel): Uint8Array => {
  const { facts, paths, isPresent, together, vectors } = parts;
  const present = [...isPresent.keys()].filter((file) => isPresent[file]);
  const pairs = together.arrays.others.length;
  const header: Header = { format: 'surprisal-history', madeBy, facts, paths, present, pairs };
  const { baskets, starts, others, counts, weights } = together.arrays;
  const arrays = [baskets, starts, others, counts, weights];
  const all = [...arrays, vectors.arrays.vectors, vectors.arrays.contexts, vectors.arrays.rates];
  const content = Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...all.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  ]);
  return Buffer.concat([content, checksumOf(content)]);
};

/** The model of a file; undefined where it is damaged or was made in another way. */
export const decodeHistoryModel = (bytes: Uint8Array): HistoryModel | undefined => {
  const content = bytes.subarray(0, Math.max(0, bytes.length - checksumBytes));
  if (!checksumOf(content).equals(bytes.subarray(content.length))) return undefined;
  const end = content.indexOf(10);
  const header = JSON.parse(Buffer.from(content.subarray(0, end)).toString()) as Header;
  if (header.format !== 'surprisal-history' || header.madeBy !== madeBy) return undefined;
  const { facts, paths, present, pairs } = header;
  const reader = new ArrayReader(Uint8Array.from(content.subarray(end + 1)).buffer);
  const items = paths.length;
  const { dimensions } = historyVectors;
  const together = new CoOccurrence({
    baskets: reader.integers(items),
    starts: reader.integers(items + 1),
    others: reader.integers(pairs),
    counts: reader.integers(pairs),
    weights: reader.floats(pairs),
  });
  const vectors = new ItemVectors(dimensions, {
    vectors: reader.floats(items * dimensions),
    contexts: reader.floats(items * dimensions),
    rates: reader.floats(items),
  });
  const isPresent = new Array<boolean>(items).fill(false);
  for (const file of present) isPresent[file] = true;
  return new HistoryModel({ facts, paths, isPresent, together, vectors });
};

class ArrayReader {
  private offset = 0;

  constructor(private readonly buffer: ArrayBufferLike) {}

  integers(length: number): Uint32Array {
    return new Uint32Array(this.buffer, this.take(length), length);
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.buffer, this.take(length), length);
  }

  private take(length: number): number {
    const { offset } = this;
    this.offset += 4 * length;
    return offset;
  }
}
