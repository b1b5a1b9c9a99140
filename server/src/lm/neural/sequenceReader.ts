import type { DecoderBody } from './decoderBody';
import type { KeyValueCache } from './keyValueCache';

/** Reads sequences from their beginning, of which the cache mostly holds nearly all. */
export class SequenceReader {
  readonly #body: DecoderBody;
  readonly #cache: KeyValueCache;

  constructor(body: DecoderBody, cache: KeyValueCache) {
    this.#body = body;
    this.#cache = cache;
  }

  /**
   * The hidden row after the last of `tokens`, which begin with the prefix.
   * @returns a view into the cache, good until the next call
   */
  async read(tokens: readonly number[]): Promise<Float32Array> {
    let { sequence, length } = this.#cache.find(tokens);
    if (length < tokens.length) {
      sequence = this.#cache.extend(sequence, length, tokens.length);
      await this.#body.append(sequence, tokens.slice(length));
    } else this.#cache.touch(sequence);
    return sequence.hidden(tokens.length - 1);
  }
}
