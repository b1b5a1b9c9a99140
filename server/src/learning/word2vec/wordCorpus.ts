import { GrowableUint32Array } from '../../lm/ngram/growableUint32Array';
import { endOfSentence } from './trainingKernel';
import { WordVocabulary } from './vocabulary';

/** A text as a training reads it. */
export interface WordCorpus {
  readonly vocabulary: WordVocabulary;
  /** Numbers of words, and `endOfSentence` after each sentence. */
  readonly tokens: Uint32Array;
}

/** A longer sentence is read as several, each without what stands beyond its ends. */
export const longestSentence = 10_000;

/** Takes sentences as they come, and counts their words. */
export class WordCorpusBuilder {
  private readonly numbers = new Map<string, number>();
  private readonly words: string[] = [];
  private readonly counts: number[] = [];
  private readonly tokens = new GrowableUint32Array(65_536);

  /** How many words were added. */
  added = 0;

  /** How many different words were added. */
  get size(): number {
    return this.words.length;
  }

  addSentence(words: Iterable<string>): void {
    let length = 0;
    for (const word of words) {
      this.tokens.push(this.numberOf(word));
      this.added++;
      if (++length % longestSentence === 0) this.tokens.push(endOfSentence);
    }
    if (length % longestSentence > 0) this.tokens.push(endOfSentence);
  }

  private numberOf(word: string): number {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.words.length;
      this.numbers.set(word, number);
      this.words.push(word);
      this.counts.push(0);
    }
    this.counts[number]!++;
    return number;
  }

  /** The sentences without words that come less than so often; those with fewer than two words left are left out, since they say nothing. */
  build(minimumCount: number): WordCorpus {
    const { words, counts } = this;
    const kept = words
      .map((_, number) => number)
      .filter((number) => counts[number]! >= minimumCount)
      .sort((a, b) => counts[b]! - counts[a]! || (words[a]! < words[b]! ? -1 : 1));
    const renumbered = new Uint32Array(words.length).fill(endOfSentence);
    kept.forEach((old, number) => {
      renumbered[old] = number;
    });
    const vocabulary = new WordVocabulary(
      kept.map((number) => words[number]!),
      Uint32Array.from(kept, (number) => counts[number]!),
    );
    return { vocabulary, tokens: this.renumber(renumbered) };
  }

  private renumber(numbers: Uint32Array): Uint32Array {
    const tokens = this.tokens.view();
    const out = new Uint32Array(tokens.length);
    let length = 0;
    let start = 0;
    for (const token of tokens) {
      if (token !== endOfSentence) {
        const number = numbers[token]!;
        if (number !== endOfSentence) out[length++] = number;
      } else if (length - start < 2) length = start;
      else {
        out[length++] = endOfSentence;
        start = length;
      }
    }
    return out.subarray(0, length);
  }
}
