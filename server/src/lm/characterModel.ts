/** Symbols: 0 a word's edge, 1 to 26 the letters, 27 anything else. */
const EDGE = 0;
const OTHER = 27;
const SYMBOLS = 28;
/** How many characters share the symbol OTHER: letters with accents, other scripts, digits, apostrophes. */
const LOG_OTHERS = Math.log(200);

/** Length of a list of trigram counts: that of letters a, b, c stands at (a * 28 + b) * 28 + c. */
export const TRIGRAMS = SYMBOLS ** 3;

/** How often each trigram of letters comes in the words, edges included. */
export function countTrigrams(words: Iterable<string>): Uint16Array {
  const counts = new Uint16Array(TRIGRAMS);
  for (const word of words) {
    let a = EDGE;
    let b = EDGE;
    for (let i = 0; i <= word.length; i++) {
      const c = i < word.length ? symbolOf(word.charCodeAt(i)) : EDGE;
      const at = (a * SYMBOLS + b) * SYMBOLS + c;
      if (counts[at]! < 0xffff) counts[at]!++;
      a = b;
      b = c;
    }
  }
  return counts;
}

/**
 * How words are spelt: a letter trigram with Witten-Bell smoothing (Witten and Bell 1991), case folded. It gives an unknown word
 * a probability of its own, so that P(word) = P(unknown | context) P(spelling | unknown) sums to one over all strings.
 */
export class CharacterModel {
  readonly #counts: Uint16Array;
  /** P(c | b) at b * SYMBOLS + c. */
  readonly #bigrams: Float64Array;
  /** Natural log of P(c | a, b) at (a * SYMBOLS + b) * SYMBOLS + c, in the rows that a word asked for. */
  readonly #logTrigrams = new Float64Array(TRIGRAMS);
  readonly #known = new Uint8Array(SYMBOLS ** 2);

  private constructor(counts: Uint16Array) {
    const unigrams = new Float64Array(SYMBOLS);
    const bigrams = new Float64Array(SYMBOLS ** 2);
    for (let a = 0; a < TRIGRAMS; a += bigrams.length)
      for (let i = 0; i < bigrams.length; i++) bigrams[i]! += counts[a + i]!;
    for (let i = 0; i < bigrams.length; i++) unigrams[i % SYMBOLS]! += bigrams[i]!;
    const probabilities = new Float64Array(SYMBOLS).fill(1 / SYMBOLS);
    interpolate(unigrams, probabilities);
    for (let b = 0; b < SYMBOLS; b++) {
      const row = bigrams.subarray(b * SYMBOLS, (b + 1) * SYMBOLS);
      const shorter = probabilities.slice();
      interpolate(row, shorter);
      row.set(shorter);
    }
    this.#counts = counts;
    this.#bigrams = bigrams;
  }

  static fromWords(words: Iterable<string>): CharacterModel {
    return new CharacterModel(countTrigrams(words));
  }

  /** @param counts as `countTrigrams` makes them */
  static fromCounts(counts: Uint16Array): CharacterModel {
    return new CharacterModel(counts);
  }

  /** Natural logarithm of the probability of this spelling, its end included. */
  logProbability(word: string): number {
    let sum = 0;
    let a = EDGE;
    let b = EDGE;
    for (let i = 0; i <= word.length; i++) {
      const c = i < word.length ? symbolOf(word.charCodeAt(i)) : EDGE;
      const history = a * SYMBOLS + b;
      if (this.#known[history] === 0) this.#smooth(history);
      sum += this.#logTrigrams[history * SYMBOLS + c]!;
      if (c === OTHER) sum -= LOG_OTHERS;
      a = b;
      b = c;
    }
    return sum;
  }

  /** Makes the log probabilities of the letters after two others. */
  #smooth(history: number): void {
    const start = history * SYMBOLS;
    const back = (history % SYMBOLS) * SYMBOLS;
    const row = this.#logTrigrams.subarray(start, start + SYMBOLS);
    row.set(this.#bigrams.subarray(back, back + SYMBOLS));
    interpolate(this.#counts.subarray(start, start + SYMBOLS), row);
    for (let c = 0; c < SYMBOLS; c++) row[c] = Math.log(row[c]!);
    this.#known[history] = 1;
  }
}

function symbolOf(code: number): number {
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? lower - 96 : OTHER;
}

/**
 * Witten-Bell, in place of the shorter history's probabilities: a history gives its number of distinct successors as weight to
 * those of the shorter one.
 */
function interpolate(counts: Uint16Array | Float64Array, probabilities: Float64Array): void {
  let total = 0;
  let distinct = 0;
  for (let c = 0; c < SYMBOLS; c++) {
    total += counts[c]!;
    if (counts[c]! > 0) distinct++;
  }
  distinct = Math.max(1, distinct);
  for (let c = 0; c < SYMBOLS; c++) probabilities[c] = (counts[c]! + distinct * probabilities[c]!) / (total + distinct);
}
