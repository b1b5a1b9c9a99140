import { type Run, RunReader, type RunStore, RunWriter } from './runStore';
import type { Vocabulary } from './vocabulary';
import { UNKNOWN } from './vocabularyForm';

/** A Map can hold 2^24 words; what appears after so many others is rare enough to be unknown. */
const MAXIMUM_DISTINCT_WORDS = 12_000_000;

/**
 * A corpus read once: sentences are spooled as provisional word numbers (by first appearance) while words are counted, and
 * are read back with a vocabulary's numbers once that is known.
 */
export class SentenceSpool {
  readonly #run: Run;
  readonly #writer: RunWriter;
  readonly #provisionalIds = new Map([[UNKNOWN, 0]]);
  readonly #frequencies: number[] = [0];
  #tokens = 0;
  #sentences = 0;

  constructor(store: RunStore) {
    this.#run = store.create();
    this.#writer = new RunWriter(this.#run);
  }

  /** Tokens added, sentence ends not counted, each once whatever its weight. */
  get tokens(): number {
    return this.#tokens;
  }

  get sentences(): number {
    return this.#sentences;
  }

  /** Adds a sentence (model words, without sentence markers) as if it stood `weight` times in the corpus. */
  add(words: readonly string[], weight = 1): void {
    if (words.length === 0 || weight === 0) return;
    this.#writer.write(words.length);
    this.#writer.write(weight);
    for (const word of words) {
      let id = this.#provisionalIds.get(word);
      if (id === undefined && this.#frequencies.length >= MAXIMUM_DISTINCT_WORDS) id = 0;
      if (id === undefined) {
        id = this.#frequencies.length;
        this.#provisionalIds.set(word, id);
        this.#frequencies.push(0);
      }
      this.#frequencies[id]! += weight;
      this.#writer.write(id);
    }
    this.#tokens += words.length;
    this.#sentences++;
  }

  *frequencies(): IterableIterator<readonly [string, number]> {
    for (const [word, id] of this.#provisionalIds) yield [word, this.#frequencies[id]!];
  }

  /** Calls `visit` with each sentence's word numbers in the vocabulary (the array is reused) and its weight. */
  forEach(vocabulary: Vocabulary, visit: (ids: Uint32Array, weight: number) => void): void {
    this.#writer.flush();
    const renumbered = new Uint32Array(this.#frequencies.length);
    for (const [word, id] of this.#provisionalIds) renumbered[id] = vocabulary.idOf(word);
    const reader = new RunReader(this.#run);
    let ids = new Uint32Array(256);
    while (!reader.atEnd()) {
      const length = reader.next();
      const weight = reader.next();
      if (length > ids.length) ids = new Uint32Array(length * 2);
      for (let i = 0; i < length; i++) ids[i] = renumbered[reader.next()]!;
      visit(ids.subarray(0, length), weight);
    }
  }

  delete(): void {
    this.#run.delete();
  }
}
