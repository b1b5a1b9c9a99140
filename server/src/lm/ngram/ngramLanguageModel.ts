import { segmentSentences } from '../../text/sentences';
import type { Span } from '../../text/span';
import type { Token } from '../../text/token';
import { tokenize } from '../../text/tokens';
import type { Continuation, LanguageModel, ScoreOptions, SentenceScore, TokenScore } from '../languageModel';
import type { OpenVocabulary } from '../openVocabulary';
import { SENTENCE_END_ID, SENTENCE_START_ID, UNKNOWN_ID } from './vocabulary';
import { vocabularyForm } from './vocabularyForm';
import type { VocabularyModel } from './vocabularyModel';

/** What its neighbours are predicted from, and is never predicted itself. */
const isContextOnly = (token: Token | undefined): boolean =>
  token?.kind === 'placeholder' || token?.kind === 'identifier';

/** An n-gram model as a language model of plain text. */
export class NgramLanguageModel implements LanguageModel {
  readonly model: VocabularyModel;
  #distribution: Float32Array | undefined;

  readonly #open: OpenVocabulary | undefined;

  /** @param open gives unknown words a spelling probability each; without it they all share that of `<unk>`. */
  constructor(model: VocabularyModel, open?: OpenVocabulary) {
    this.model = model;
    this.#open = open;
  }

  get id(): string {
    return this.model.id;
  }

  async score(sentences: readonly string[], options: ScoreOptions = {}): Promise<readonly SentenceScore[]> {
    return sentences.map((text) => this.scoreSentence(text, { start: 0, end: text.length }, options));
  }

  /**
   * Scores one sentence, `span` of `text`; offsets of the scores are those of `text`. Placeholders and identifiers are context
   * only: they have no score.
   */
  scoreSentence(text: string, span: Span, options: ScoreOptions = {}): SentenceScore {
    const tokens = tokenize(text, span);
    const scores = this.scoreTokens(tokens, span.end, options).filter((_, index) => !isContextOnly(tokens[index]));
    return { logProbability: scores.reduce((sum, { logProbability }) => sum + logProbability, 0), tokens: scores };
  }

  /** Scores the tokens of a sentence and, last, its end, which is at `end`. Placeholders and identifiers are impossible. */
  scoreTokens(tokens: readonly Token[], end: number, options: ScoreOptions = {}): TokenScore[] {
    const { model } = this;
    const ids = [SENTENCE_START_ID, ...tokens.map((token) => model.idOf(vocabularyForm(token))), SENTENCE_END_ID];
    return ids.slice(1).map((id, index) => {
      const token = tokens[index];
      const position = index + 1;
      const place = { start: token?.start ?? end, end: token?.end ?? end };
      let logProbability = isContextOnly(token) ? Number.NEGATIVE_INFINITY : 0;
      logProbability += model.logProbabilityAt(ids, position);
      const { matchedOrder, contextLength } = model;
      const outOfVocabulary = id === UNKNOWN_ID && token !== undefined;
      if (outOfVocabulary && this.#open !== undefined) logProbability += this.#open.logShare(vocabularyForm(token));
      const ranked =
        !isContextOnly(token) && (typeof options.rank === 'function' ? options.rank(place) : options.rank === true);
      return {
        ...place,
        logProbability,
        matchedOrder,
        contextLength,
        outOfVocabulary,
        ...(ranked && { rank: this.#rank(ids, position) }),
      };
    });
  }

  /** The context is the last sentence of `context`; the likeliest end of it is given as the empty text. */
  async next(context: string, count: number): Promise<readonly Continuation[]> {
    const { model } = this;
    const last = segmentSentences(context, { start: 0, end: context.length }).at(-1) ?? { start: 0, end: 0 };
    const ids = [SENTENCE_START_ID, ...tokenize(context, last).map((token) => model.idOf(vocabularyForm(token)))];
    return model
      .successors(ids, count)
      .map(({ id, logProbability }) => ({ text: id === SENTENCE_END_ID ? '' : model.word(id), logProbability }));
  }

  #rank(ids: readonly number[], position: number): number {
    this.#distribution ??= new Float32Array(this.model.vocabularySize);
    this.model.distribution(ids.slice(Math.max(0, position - this.model.order), position), this.#distribution);
    const own = this.#distribution[ids[position]!]!;
    let rank = 1;
    for (const logProbability of this.#distribution) if (logProbability > own) rank++;
    return rank;
  }
}
