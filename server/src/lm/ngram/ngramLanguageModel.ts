import { segmentSentences } from '../../text/sentences';
import type { Span } from '../../text/span';
import { tokenize } from '../../text/tokens';
import type { Continuation, LanguageModel, ScoreOptions, SentenceScore, TokenScore } from '../languageModel';
import type { OpenVocabulary } from '../openVocabulary';
import type { NgramModel } from './ngramModel';
import { SENTENCE_END_ID, SENTENCE_START_ID, UNKNOWN_ID } from './vocabulary';
import { vocabularyForm } from './vocabularyForm';

/** An n-gram model as a language model of plain text. */
export class NgramLanguageModel implements LanguageModel {
  readonly model: NgramModel;
  #distribution: Float32Array | undefined;

  readonly #open: OpenVocabulary | undefined;

  /** @param open gives unknown words a spelling probability each; without it they all share that of `<unk>`. */
  constructor(model: NgramModel, open?: OpenVocabulary) {
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
    const { model } = this;
    const tokens = tokenize(text, span);
    const ids = [SENTENCE_START_ID, ...tokens.map((token) => model.idOf(vocabularyForm(token))), SENTENCE_END_ID];
    const scores: TokenScore[] = [];
    let sum = 0;
    for (let position = 1; position < ids.length; position++) {
      const token = tokens[position - 1];
      if (token?.kind === 'placeholder' || token?.kind === 'identifier') continue;
      let logProbability = model.logProbabilityAt(ids, position);
      const { matchedOrder } = model;
      const unknown = ids[position] === UNKNOWN_ID && token !== undefined;
      if (unknown && this.#open !== undefined) logProbability += this.#open.logShare(vocabularyForm(token));
      sum += logProbability;
      const place = { start: token?.start ?? span.end, end: token?.end ?? span.end };
      const ranked = typeof options.rank === 'function' ? options.rank(place) : options.rank === true;
      scores.push({
        ...place,
        logProbability,
        matchedOrder,
        outOfVocabulary: unknown,
        ...(ranked && { rank: this.#rank(ids, position) }),
      });
    }
    return { logProbability: sum, tokens: scores };
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
