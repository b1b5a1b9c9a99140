/** Tokens before the next one that are compared at most. */
const longestMatch = 3;

/**
 * Raises what goes on in a text as what has been written does: a pointer to the text beside the model's own distribution (See, Liu and Manning 2017), without the training. Small models know what they should repeat, and drift away from it.
 */
export class Copying {
  readonly #tokens: readonly number[];
  readonly #bonus: number;
  readonly #places = new Map<number, number[]>();
  /** Of each place, that it has been copied: nothing is copied twice. */
  readonly #copied: Uint8Array;

  /**
   * @param tokens of the text
   * @param bonus what is added to the logit for each of the last tokens, three at most, that stand in the text before it too
   * @param ends whether a token ends a sentence: there the model is free to stop
   */
  constructor(tokens: readonly number[], bonus: number, ends: (token: number) => boolean) {
    this.#tokens = tokens;
    this.#bonus = bonus;
    this.#copied = new Uint8Array(tokens.length);
    for (const [place, token] of tokens.slice(0, -1).entries()) {
      if (ends(token)) continue;
      const places = this.#places.get(token);
      if (places === undefined) this.#places.set(token, [place]);
      else places.push(place);
    }
  }

  /** @param written all tokens so far, those of the prompt first */
  raise(logits: Float32Array, written: readonly number[]): void {
    const lengths = new Map<number, number>();
    for (const place of this.#places.get(written.at(-1) ?? -1) ?? []) {
      if (this.#copied[place + 1] === 1) continue;
      const next = this.#tokens[place + 1]!;
      lengths.set(next, Math.max(lengths.get(next) ?? 0, this.#matched(place, written)));
    }
    for (const [token, length] of lengths) logits[token] = logits[token]! + this.#bonus * length;
  }

  /** @param token what comes after `written` */
  advance(written: readonly number[], token: number): void {
    let best: { readonly place: number; readonly length: number } | undefined;
    for (const place of this.#places.get(written.at(-1) ?? -1) ?? []) {
      if (this.#tokens[place + 1] !== token || this.#copied[place + 1] === 1) continue;
      const length = this.#matched(place, written);
      if (length > (best?.length ?? 0)) best = { place, length };
    }
    if (best !== undefined) this.#copied[best.place + 1] = 1;
  }

  /** How many tokens up to a place are the last that were written. */
  #matched(place: number, written: readonly number[]): number {
    let length = 1;
    while (length < longestMatch && place >= length && this.#tokens[place - length] === written.at(-1 - length))
      length++;
    return length;
  }
}
