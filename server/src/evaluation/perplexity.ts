import { SENTENCE_END_ID, SENTENCE_START_ID, UNKNOWN_ID } from '../lm/ngram/vocabulary';
import { REFERENCE } from '../lm/ngram/vocabularyForm';
import type { WordModel } from '../lm/wordModel';

export interface Perplexity {
  readonly sentences: number;
  /** Scored tokens in the vocabulary, sentence ends among them. */
  readonly tokens: number;
  readonly outOfVocabulary: number;
  /** Share of `tokens` and `outOfVocabulary` together. */
  readonly outOfVocabularyRate: number;
  /** Per token of the vocabulary, sentence ends counted, placeholders not. */
  readonly perplexity: number;
  /** The same with the words outside the vocabulary, each with the probability of `<unk>`. */
  readonly perplexityWithUnknown: number;
}

/** Adds up the log probabilities of sentences under an n-gram model. */
export class PerplexityMeter {
  readonly #model: WordModel;
  #sentences = 0;
  #tokens = 0;
  #unknown = 0;
  #logProbability = 0;
  #unknownLogProbability = 0;

  constructor(model: WordModel) {
    this.#model = model;
  }

  /** @param words model words of one sentence (see `modelSentences`), without sentence markers; none are no sentence */
  add(words: readonly string[]): void {
    if (words.length === 0) return;
    const model = this.#model;
    const ids = new Uint32Array(words.length + 2);
    ids[0] = SENTENCE_START_ID;
    for (let i = 0; i < words.length; i++) ids[i + 1] = model.idOf(words[i]!);
    ids[words.length + 1] = SENTENCE_END_ID;
    for (let position = 1; position < ids.length; position++) {
      if (words[position - 1] === REFERENCE) continue;
      const logProbability = model.logProbabilityAt(ids, position);
      if (ids[position] === UNKNOWN_ID) {
        this.#unknown++;
        this.#unknownLogProbability += logProbability;
      } else {
        this.#tokens++;
        this.#logProbability += logProbability;
      }
    }
    this.#sentences++;
  }

  /** Perplexities are NaN as long as no token was scored. */
  result(): Perplexity {
    const all = this.#tokens + this.#unknown;
    return {
      sentences: this.#sentences,
      tokens: this.#tokens,
      outOfVocabulary: this.#unknown,
      outOfVocabularyRate: all === 0 ? 0 : this.#unknown / all,
      perplexity: Math.exp(-this.#logProbability / this.#tokens),
      perplexityWithUnknown: Math.exp(-(this.#logProbability + this.#unknownLogProbability) / all),
    };
  }
}
