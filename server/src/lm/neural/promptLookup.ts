/**
 * Cost of a run by how many drafted tokens it reads behind the one that it has to, as a multiple of none: processor time with 300 tokens
 * cached (19.5 to 22.7 ms, 26 to 28.6, 31.7, 32.6 to 33.8). Reading weights is most of it.
 */
const RUN_COSTS = [1, 1.3, 1.5, 1.58];
/** Share of drafted tokens that came, by how many tokens before them matched (1, 2, 3, 4 or more), before there is experience. */
const FIRST_RATES = [0.15, 0.4, 0.6, 0.75];
/** What that is worth in drafts seen. */
const FIRST_WEIGHT = 6;
/** Older experience fades: a text may begin to repeat itself, or stop. */
const MEMORY = 0.95;
const FORGETTING = 0.01;

/**
 * Guesses the next tokens of a text from what followed the last time that its last tokens stood there (prompt lookup decoding). The
 * guess is checked in the same run that reads the last token, and saves a run where it is right; each token is drawn as without it.
 */
export class PromptLookup {
  readonly #right = FIRST_RATES.map((rate) => rate * FIRST_WEIGHT);
  readonly #seen = FIRST_RATES.map(() => FIRST_WEIGHT);
  #matched = 0;

  /** @param most tokens that may be drafted */
  draft(tokens: readonly number[], most: number): readonly number[] {
    let best = -1;
    let longest = 0;
    for (let end = tokens.length - 1; end > 0 && longest < FIRST_RATES.length; end--) {
      let length = 0;
      while (
        length < FIRST_RATES.length &&
        length < end &&
        tokens[end - 1 - length] === tokens[tokens.length - 1 - length]
      )
        length++;
      if (length > longest) [longest, best] = [length, end];
    }
    this.#matched = longest;
    if (longest === 0) return [];
    const count = this.#worthwhile(longest);
    if (count === 0) this.#forget(longest - 1);
    return tokens.slice(best, best + Math.min(most, count));
  }

  /** Says whether the first token of the last draft came. */
  learn(right: boolean): void {
    const index = this.#matched - 1;
    this.#right[index] = this.#right[index]! * MEMORY + (right ? 1 : 0);
    this.#seen[index] = this.#seen[index]! * MEMORY + 1;
  }

  /** What is not tried any more gets its first rate back by and by. */
  #forget(index: number): void {
    this.#right[index]! += FORGETTING * (FIRST_RATES[index]! * FIRST_WEIGHT - this.#right[index]!);
    this.#seen[index]! += FORGETTING * (FIRST_WEIGHT - this.#seen[index]!);
  }

  /** How many drafted tokens give the most text for the time. */
  #worthwhile(matched: number): number {
    const rate = this.#right[matched - 1]! / this.#seen[matched - 1]!;
    let best = 0;
    let written = 1;
    let fastest = 1;
    for (let count = 1; count < RUN_COSTS.length; count++) {
      written += rate ** count;
      if (written / RUN_COSTS[count]! <= fastest) continue;
      fastest = written / RUN_COSTS[count]!;
      best = count;
    }
    return best;
  }
}
