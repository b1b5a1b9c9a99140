import { differingWords, type MeasuredSentence } from './lengthHandling';

/** What was measured on pairs of our own making (models/build/intercepts), for one model. Natural logarithms. */
export interface InterceptTable {
  /** Writers put frequent words for rarer ones: so much of a word's log frequency is taken off where one word stands for another. */
  readonly replaced: number;
  /** What a word is given back. */
  readonly byWord: Readonly<Record<string, number>>;
  /** The same of all words not listed. */
  readonly others: number;
}

/** A sentence with one word more is less probable for that alone. How such sentences are compared. */
export class InsertionIntercepts {
  private readonly byWord: ReadonlyMap<string, number>;

  constructor(private readonly table: InterceptTable) {
    this.byWord = new Map(Object.entries(table.byWord));
  }

  /**
   * What words are given back before the sentence with them is compared with one without: set where missing and superfluous words are told right
   * equally often. For a stretch of several words, the sum of theirs.
   */
  of(words: readonly string[]): number {
    return words.reduce((sum, word) => sum + (this.byWord.get(word) ?? this.table.others), 0);
  }

  /** How much better the first sentence is, with what the length and the frequency of the words they do not share are worth taken off. */
  advantage(first: MeasuredSentence, second: MeasuredSentence): number {
    const difference = first.logProbability - second.logProbability;
    const [onlyFirst, onlySecond] = differingWords(first.words, second.words);
    if (onlyFirst.length === onlySecond.length)
      return difference - this.table.replaced * (first.logUnigrams - second.logUnigrams);
    return difference + this.of(onlyFirst) - this.of(onlySecond);
  }
}
