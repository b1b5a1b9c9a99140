import type { CharacterModel } from './characterModel';

/** Natural logarithms of words' relative frequencies; undefined for a word that the lexicon does not hold. */
export type WordFrequency = (word: string) => number | undefined;

/** Half of what a model calls unknown is taken to be in the lexicon, half to be new strings. */
const LOG_HALF = Math.log(0.5);
/** Unknown words are at least this share of running text, whatever the model's own count. */
const LEAST_LOG_UNKNOWN = Math.log(0.005);

/**
 * Splits the probability of the unknown word among strings, so that words outside the vocabulary can be compared with those inside:
 * P(string | unknown) = 1/2 P(string in the lexicon's frequencies) + 1/2 P(spelling).
 */
export class OpenVocabulary {
  private readonly logUnknown: number;
  /** Made at the first unknown word: not every text has one. */
  private spelling: CharacterModel | undefined;

  /** @param makeSpelling how words are spelt, unknown ones like known ones */
  constructor(
    private readonly makeSpelling: () => CharacterModel,
    private readonly frequency: WordFrequency,
    logUnigramUnknown: number,
  ) {
    this.logUnknown = Math.max(LEAST_LOG_UNKNOWN, logUnigramUnknown);
  }

  /** Natural logarithm of P(word | the word is outside the vocabulary). */
  logShare(word: string): number {
    this.spelling ??= this.makeSpelling();
    const spelt = LOG_HALF + this.spelling.logProbability(word);
    const frequency = this.frequency(word);
    if (frequency === undefined) return spelt;
    const listed = LOG_HALF + Math.min(0, frequency - this.logUnknown);
    return Math.max(spelt, listed) + Math.log1p(Math.exp(-Math.abs(spelt - listed)));
  }
}
