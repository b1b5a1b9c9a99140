import * as z from 'zod/mini';
import { checksum } from '../../lexicon/checksum';
import { Correction } from './correction';

/** "SRPA". */
const MAGIC = 0x41505253;
const VERSION = 1;
/** Numbers before the facts: magic, version, checksum of all that follows it, bytes of the facts. */
const HEADER = 4;

const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.minimum(0));

const factsSchema = z.object({
  /** Id of the model whose vectors it is for: an adapter is never applied to those of another. */
  embedder: z.string(),
  dimensions: z.int().check(z.minimum(1), z.maximum(100_000)),
  /** 0 for a D of its own entries. */
  rank: count,
  /** ISO 8601. */
  trained: z.string(),
  pairs: z.object({ training: count, validation: count, test: count }),
  /** Recall@10 on the test part, and how likely a difference as large is without any. */
  test: z.object({ before: share, after: share, p: share }),
});

/** What is known of an adapter without applying it. */
export type AdapterFacts = z.infer<typeof factsSchema>;

export interface StoredAdapter {
  readonly facts: AdapterFacts;
  readonly correction: Correction;
}

/** A file that is no adapter, or not whole. */
export class AdapterFormatError extends Error {
  override readonly name = 'AdapterFormatError';
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Little endian: header, facts in JSON, padded with spaces to four bytes, and parameters as float32. */
export const encodeAdapter = ({ facts, correction }: StoredAdapter): Uint8Array => {
  const json = encoder.encode(JSON.stringify(facts));
  const jsonBytes = Math.ceil(json.length / 4) * 4;
  const numbers = new Int32Array(HEADER + jsonBytes / 4 + correction.parameters.length);
  const bytes = new Uint8Array(numbers.buffer);
  bytes.fill(0x20, HEADER * 4, HEADER * 4 + jsonBytes);
  bytes.set(json, HEADER * 4);
  new Float32Array(numbers.buffer, HEADER * 4 + jsonBytes).set(correction.parameters);
  numbers.set([MAGIC, VERSION, 0, jsonBytes]);
  numbers[2] = checksum(numbers.subarray(3));
  return bytes;
};

/** @throws AdapterFormatError */
export const decodeAdapter = (bytes: Uint8Array): StoredAdapter => {
  if (bytes.length < HEADER * 4 || bytes.length % 4 !== 0) throw new AdapterFormatError('the file is not whole');
  const own = bytes.slice();
  const numbers = new Int32Array(own.buffer);
  const [magic, version, sum, jsonBytes] = numbers as unknown as [number, number, number, number];
  if (magic !== MAGIC) throw new AdapterFormatError('the file is no adapter');
  if (version !== VERSION) throw new AdapterFormatError('the adapter was written by another version');
  if (sum >>> 0 !== checksum(numbers.subarray(3))) throw new AdapterFormatError('the file is damaged');
  const facts = readFacts(decoder.decode(own.subarray(HEADER * 4, HEADER * 4 + jsonBytes)));
  const correction = new Correction(facts.dimensions, facts.rank === 0 ? undefined : facts.rank);
  const parameters = new Float32Array(own.buffer, HEADER * 4 + jsonBytes);
  if (parameters.length !== correction.parameters.length || !parameters.every(Number.isFinite))
    throw new AdapterFormatError('the adapter has other numbers than it says');
  correction.parameters.set(parameters);
  return { facts, correction };
};

const readFacts = (json: string): AdapterFacts => {
  try {
    return factsSchema.parse(JSON.parse(json));
  } catch (error) {
    throw new AdapterFormatError('the adapter does not say what it is for', { cause: error });
  }
};
