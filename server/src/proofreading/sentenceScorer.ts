import type { ModelWord } from '../lm/ngram/modelWords';
import { UNKNOWN_ID } from '../lm/ngram/vocabulary';
import { REFERENCE, SENTENCE_END, SENTENCE_START } from '../lm/ngram/vocabularyForm';
import type { OpenVocabulary } from '../lm/openVocabulary';
import type { WordModel } from '../lm/wordModel';

/**
 * The n-gram scores of one sentence, and of that sentence with some of its words replaced. Words are scored when they are asked
 * for, and of an edit only the positions that it can change: the new words and the order - 1 words after them.
 */
export class SentenceScorer {
  /** No typed array: V8 allocates those of more than 64 bytes outside its heap, one by one. */
  private readonly ids: number[];
  /** By position; NaN where nobody has asked yet. */
  private scores: number[] | undefined;

  /** @param words the sentence's tokens, without sentence marks. */
  constructor(
    private readonly model: WordModel,
    private readonly open: OpenVocabulary,
    private readonly words: readonly ModelWord[],
  ) {
    const ids = [model.idOf(SENTENCE_START)];
    for (let i = 0; i < words.length; i++) ids.push(words[i]!.id);
    ids.push(model.idOf(SENTENCE_END));
    this.ids = ids;
  }

  /** Natural logarithm of P(word at `index` | the words before); 0 for a masked stretch. */
  logProbability(index: number): number {
    this.scores ??= new Array<number>(this.ids.length).fill(Number.NaN);
    const position = index + 1;
    const known = this.scores[position]!;
    if (!Number.isNaN(known)) return known;
    const score = this.score(this.ids, position, this.words[index]);
    this.scores[position] = score;
    return score;
  }

  /**
   * Log probability of the sentence with the words [first, last) replaced, less that without (natural logarithm). Where it is sure to be
   * less than `least`, that is all it says: -Infinity.
   */
  gain(first: number, last: number, replacement: readonly ModelWord[], least = Number.NEGATIVE_INFINITY): number {
    const reach = this.model.order - 1;
    const end = Math.min(last + reach, this.words.length + 1);
    let gain = 0;
    for (let index = first; index < end; index++) gain -= this.logProbability(index);
    const historyStart = Math.max(0, first + 1 - reach);
    const changed: number[] = [];
    for (let position = historyStart; position <= first; position++) changed.push(this.ids[position]!);
    for (let i = 0; i < replacement.length; i++) changed.push(replacement[i]!.id);
    for (let position = last + 1; position <= end; position++) changed.push(this.ids[position]!);
    const firstScored = first + 1 - historyStart;
    for (let position = firstScored; position < changed.length; position++) {
      // No word can add to the gain: its log probability is at most 0.
      if (gain < least) return Number.NEGATIVE_INFINITY;
      const offset = position - firstScored;
      const word = offset < replacement.length ? replacement[offset] : this.words[last + offset - replacement.length];
      gain += this.score(changed, position, word);
    }
    return gain;
  }

  /** `word` is undefined at the end of the sentence. */
  private score(ids: readonly number[], position: number, word: ModelWord | undefined): number {
    const id = ids[position]!;
    if (word?.word === REFERENCE) return 0;
    const score = this.model.logProbabilityAt(ids, position);
    return id === UNKNOWN_ID && word !== undefined ? score + this.open.logShare(word.word) : score;
  }
}
