/** Symbols: 0 a word's edge, 1 to 26 the letters, 27 anything else. */
const EDGE = 0;
const OTHER = 27;
const SYMBOLS = 28;
/** How many characters share the symbol OTHER: letters with accents, other scripts, digits, apostrophes. */
const LOG_OTHERS = Math.log(200);

/**
 * How words are spelt: a letter trigram with Witten-Bell smoothing (Witten and Bell 1991), case folded. It gives an unknown word
 * a probability of its own, so that P(word) = P(unknown | context) P(spelling | unknown) sums to one over all strings.
 */
export class CharacterModel {
  /** Natural log of P(c | a, b) at (a * SYMBOLS + b) * SYMBOLS + c. */
  private readonly logTrigrams: Float64Array;

  private constructor(logTrigrams: Float64Array) {
    this.logTrigrams = logTrigrams;
  }

  static fromWords(words: Iterable<string>): CharacterModel {
    const unigrams = new Float64Array(SYMBOLS);
    const bigrams = new Float64Array(SYMBOLS ** 2);
    const trigrams = new Float64Array(SYMBOLS ** 3);
    for (const word of words) {
      let a = EDGE;
      let b = EDGE;
      for (let i = 0; i <= word.length; i++) {
        const c = i < word.length ? symbolOf(word.charCodeAt(i)) : EDGE;
        unigrams[c]!++;
        bigrams[b * SYMBOLS + c]!++;
        trigrams[(a * SYMBOLS + b) * SYMBOLS + c]!++;
        a = b;
        b = c;
      }
    }
    const uniform = new Float64Array(SYMBOLS).fill(1 / SYMBOLS);
    const first = interpolate(unigrams, uniform);
    const second = interpolate(bigrams, first);
    return new CharacterModel(interpolate(trigrams, second).map(Math.log));
  }

  /** Natural logarithm of the probability of this spelling, its end included. */
  logProbability(word: string): number {
    let sum = 0;
    let a = EDGE;
    let b = EDGE;
    for (let i = 0; i <= word.length; i++) {
      const c = i < word.length ? symbolOf(word.charCodeAt(i)) : EDGE;
      sum += this.logTrigrams[(a * SYMBOLS + b) * SYMBOLS + c]!;
      if (c === OTHER) sum -= LOG_OTHERS;
      a = b;
      b = c;
    }
    return sum;
  }
}

function symbolOf(code: number): number {
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? lower - 96 : OTHER;
}

/** Witten-Bell: each history gives its number of distinct successors as weight to the shorter history's distribution. */
function interpolate(counts: Float64Array, shorter: Float64Array): Float64Array {
  const probabilities = new Float64Array(counts.length);
  for (let history = 0; history < counts.length; history += SYMBOLS) {
    const row = counts.subarray(history, history + SYMBOLS);
    const total = row.reduce((sum, count) => sum + count, 0);
    const distinct = Math.max(
      1,
      row.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
    );
    const back = history % shorter.length;
    for (let c = 0; c < SYMBOLS; c++) {
      probabilities[history + c] = (row[c]! + distinct * shorter[back + c]!) / (total + distinct);
    }
  }
  return probabilities;
}
