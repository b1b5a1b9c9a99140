import { capitalize } from '../lexicon/letterCase';
import { segmentSentences } from '../text/sentences';
import type { Span } from '../text/span';
import type { Token } from '../text/token';
import { tokenize } from '../text/tokens';
import type { Continuation, LanguageModel, SentenceScore, TokenScore } from './languageModel';
import { wordScores } from './neural/wordScores';
import type { NgramLanguageModel } from './ngram/ngramLanguageModel';
import type { WrittenForms, WrittenShares } from './writtenForms';

/** The neural model's weights. They depend on what stands before a word and not on the word, or probabilities would not sum to one. */
export interface NeuralWeights {
  /** By the length of the context that the n-gram model knows: 0, 1, ..., the last one also for longer ones. */
  readonly byContextLength: readonly number[];
  /** After a mark that ends sentences: to a neural model, which reads texts, they go on. */
  readonly afterStop: number;
}

/** What was learnt of two models together (models/build/mixture). */
export interface MixtureSettings {
  readonly neuralWeights: NeuralWeights;
  readonly written: WrittenShares;
}

/** A word as it is written, under two models: natural logarithms. */
export interface WordUnderBoth extends Span {
  /** -Infinity for identifiers, which the n-gram model never predicts. */
  readonly ngram: number;
  /** Absent where the neural model could not be asked. */
  readonly neural?: number;
  readonly contextLength: number;
  readonly afterStop: boolean;
  readonly outOfVocabulary: boolean;
}

/** Natural logarithm of weight e^a + (1 - weight) e^b. */
export function mixLinearly(a: number, b: number, weight: number): number {
  const first = Math.log(weight) + a;
  const second = Math.log(1 - weight) + b;
  const greater = Math.max(first, second);
  if (greater === Number.NEGATIVE_INFINITY) return greater;
  return greater + Math.log1p(Math.exp(Math.min(first, second) - greater));
}

const isStop = (token: Token | undefined): boolean =>
  token?.kind === 'punctuation' && /^[.!?\u2026]+$/.test(token.form);

/** How many likely words of each model are compared for each that is asked for. */
const considered = 8;

/**
 * An n-gram model and a neural one, mixed linearly for each word as it is written. Neither predicts quite the same: subwords add up to words
 * (`wordScores`), small letters and `<num>` are written in some way (`WrittenForms`), and words outside the n-gram model's vocabulary have their
 * share of `<unk>` (`OpenVocabulary`). What only the neural model predicts, such as identifiers, has its weight of it. Masked stretches have no score.
 */
export class MixedLanguageModel implements LanguageModel {
  readonly id: string;

  /**
   * @param ngram with an open vocabulary
   * @param onMissing is told why the neural model does not answer; the n-gram model then answers alone. Without it calls fail.
   */
  constructor(
    private readonly ngram: NgramLanguageModel,
    private readonly neural: LanguageModel,
    private readonly written: WrittenForms,
    private readonly neuralWeights: NeuralWeights,
    private readonly onMissing?: (error: unknown) => void,
  ) {
    this.id = `${ngram.id}+${neural.id}`;
  }

  /** Tokens are words; there are no ranks among all words as they could be written. */
  async score(sentences: readonly string[]): Promise<readonly SentenceScore[]> {
    return (await this.words(sentences)).map((words) => {
      const tokens = words.map((word): TokenScore => {
        const { start, end, contextLength, outOfVocabulary } = word;
        return { start, end, logProbability: this.mix(word), contextLength, outOfVocabulary };
      });
      return { logProbability: tokens.reduce((sum, { logProbability }) => sum + logProbability, 0), tokens };
    });
  }

  /** The words of sentences with what each model gives them. */
  async words(sentences: readonly string[]): Promise<readonly (readonly WordUnderBoth[])[]> {
    const scores = await this.ifAvailable(this.neural.score(sentences, { boundaries: true }));
    return sentences.map((text, index) => (scores ? this.wordsOf(text, scores[index]!) : this.wordsOfNgram(text)));
  }

  /** A word's log probability under the mixture, natural logarithm. */
  mix(word: WordUnderBoth): number {
    return word.neural === undefined ? word.ngram : mixLinearly(word.neural, word.ngram, this.weight(word));
  }

  /**
   * A word that only one model has among its likeliest counts as impossible to the other, which makes it improbable by no more than the
   * last of the other's list. The end of the sentence is left out.
   */
  async next(context: string, count: number): Promise<readonly Continuation[]> {
    const last = segmentSentences(context, { start: 0, end: context.length }).at(-1) ?? { start: 0, end: 0 };
    const tokens = tokenize(context, last);
    const { contextLength } = this.ngram.scoreTokens(tokens, last.end).at(-1)!;
    const isFirst = !tokens.some(({ kind }) => kind === 'word');
    const [byNgram, byNeural] = await Promise.all([
      this.ngram.next(context, considered * count),
      this.ifAvailable(this.neural.next(context, considered * count)),
    ]);
    const weight = byNeural && this.weight({ contextLength: contextLength!, afterStop: isStop(tokens.at(-1)) });
    const probabilities = new Map<string, number>();
    for (const { text: form, logProbability } of byNgram) {
      if (form === '' || form.startsWith('<')) continue;
      for (const text of new Set([form, capitalize(form)])) {
        const share = this.written.logShare({ kind: 'word', form: text }, isFirst);
        probabilities.set(text, (1 - (weight ?? 0)) * Math.exp(logProbability + share));
      }
    }
    for (const { text, logProbability } of byNeural ?? [])
      probabilities.set(text, (probabilities.get(text) ?? 0) + weight! * Math.exp(logProbability));
    return [...probabilities]
      .sort((a, b) => b[1] - a[1])
      .slice(0, count)
      .map(([text, probability]) => ({ text, logProbability: Math.log(probability) }));
  }

  private async ifAvailable<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
    const { onMissing } = this;
    if (onMissing === undefined) return answer;
    return answer.catch((error: unknown) => {
      onMissing(error);
      return undefined;
    });
  }

  private weight({ contextLength, afterStop }: Pick<WordUnderBoth, 'contextLength' | 'afterStop'>): number {
    const { byContextLength, afterStop: weight } = this.neuralWeights;
    return afterStop ? weight : byContextLength[Math.min(contextLength, byContextLength.length - 1)]!;
  }

  /** @param neural its subwords, with boundaries */
  wordsOf(text: string, neural: SentenceScore): WordUnderBoth[] {
    const { tokens, word } = this.read(text);
    return (
      wordScores(text, tokens, neural.tokens)
        // Whatever is glued to a masked stretch is masked with it.
        .filter(({ words }) => words.length === 0 || words.some((index) => tokens[index]!.kind !== 'placeholder'))
        .map(({ start, end, words, logProbability }) => ({ ...word(words, start, end), neural: logProbability }))
    );
  }

  private wordsOfNgram(text: string): WordUnderBoth[] {
    const { tokens, word } = this.read(text);
    return [
      ...tokens.map(({ start, end }, index) => word([index], start, end)),
      word([], text.length, text.length),
    ].filter(({ ngram }) => ngram > Number.NEGATIVE_INFINITY);
  }

  /** The tokens of a sentence, and what the n-gram model has to say of some of them together; of none: the end. */
  private read(text: string) {
    const tokens = tokenize(text, { start: 0, end: text.length });
    const scores = this.ngram.scoreTokens(tokens, text.length);
    const first = tokens.findIndex(({ kind }) => kind === 'word');
    const word = (indices: readonly number[], start: number, end: number): WordUnderBoth => {
      const own = indices.length === 0 ? scores.slice(-1) : indices.map((index) => scores[index]!);
      return {
        start,
        end,
        ngram:
          own.reduce((sum, score) => sum + score.logProbability, 0) +
          indices.reduce((sum, index) => sum + this.written.logShare(tokens[index]!, index === first), 0),
        contextLength: own[0]!.contextLength!,
        afterStop: isStop(tokens[(indices[0] ?? tokens.length) - 1]),
        outOfVocabulary: own.some(({ outOfVocabulary }) => outOfVocabulary === true),
      };
    };
    return { tokens, word };
  }
}
