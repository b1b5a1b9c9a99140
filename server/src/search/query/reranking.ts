import type { CandidateRequest, CandidateScores } from '../../lm/languageModel';
import type { SearchHit } from '../folderSearch';
import { passageText } from '../index/passageText';
import { bestPassage } from './bestPassage';

/** What re-ranking asks of a causal model. A request may be given up. */
export interface LikelihoodModel {
  scoreCandidates(
    requests: readonly CandidateRequest[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly CandidateScores[]>;
}

export interface RerankOptions {
  /** Passages that are not judged by then keep their places. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is read of a hit. */
export type RerankedHit = Pick<SearchHit, 'headings' | 'snippet' | 'marked' | 'score'>;

export interface Reranked<Hit extends RerankedHit = SearchHit> {
  readonly hits: readonly Hit[];
  /** Why hits are in the order in which they came, or some of them; in one sentence. */
  readonly incomplete?: string;
}

/** Passages that are judged, and how much of each is read: two tokens more cost about 5 ms of a processor. */
export const rerankedHits = 8;
const passageTokens = 96;
const defaultWithinMs = 1500;

/** As Sachan et al. (2022) put it to language models that follow instructions. */
const promptFor = (passage: string): string =>
  `Passage: ${passage}\n\nPlease write a question based on this passage.\n${promptAlone}`;
const promptAlone = 'Question:';

/** Nats: of a query's token no more counts, so that one rare name does not decide alone. */
const mostGain = 3;

/**
 * Puts the first hits in a new order, by how much likelier a passage makes the query (Ponte and Croft 1998; by neural models Sachan et al. 2022, "Improving Passage Retrieval with
 * Zero-Shot Question Generation"): what its tokens gain in log probability over the query alone, 0 to `mostGain` nats each, in the mean, and the score that the hit came with, each mapped to
 * 0 to 1 among those that are judged, have equal shares. Scores of hits stay as they are.
 * @throws the signal's reason
 */
export const reranked = async <Hit extends RerankedHit>(
  query: string,
  hits: readonly Hit[],
  model: LikelihoodModel,
  { withinMs = defaultWithinMs, signal }: RerankOptions = {},
): Promise<Reranked<Hit>> => {
  if (hits.length === 0) return { hits };
  const stop = new AbortController();
  const giveUp = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', giveUp, { once: true });
  const timer = Number.isFinite(withinMs) ? setTimeout(giveUp, withinMs) : undefined;
  try {
    signal?.throwIfAborted();
    // One request a passage: the model can stop between them.
    const alone = tokensAfter(promptAlone, query, model, stop.signal);
    const judged = await Promise.allSettled(
      hits.slice(0, rerankedHits).map(async (hit) => {
        const [before, after] = await Promise.all([alone, tokensAfter(promptOf(hit), query, model, stop.signal)]);
        return meanGain(before, after);
      }),
    );
    signal?.throwIfAborted();
    const failed = judged.findIndex(({ status }) => status === 'rejected');
    const gains = judged
      .slice(0, failed < 0 ? judged.length : failed)
      .map((outcome) => (outcome as PromiseFulfilledResult<number>).value);
    const first = interpolated(hits.slice(0, gains.length), gains);
    const answer = [...first, ...hits.slice(gains.length)];
    if (failed < 0) return { hits: answer };
    const { reason } = judged[failed] as PromiseRejectedResult;
    const incomplete = stop.signal.aborted
      ? `${gains.length} of ${judged.length} passages were judged in time.`
      : (reason as Error).message;
    return { hits: answer, incomplete };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
};

const promptOf = ({ headings, snippet, marked }: RerankedHit): string =>
  promptFor(passageText({ headings }, bestPassage(snippet, marked, passageTokens)));

/** Log probabilities of the query's tokens after a prompt, natural logarithm; without the end: whether a query goes on says nothing about the passage. */
const tokensAfter = async (
  prompt: string,
  query: string,
  model: LikelihoodModel,
  signal: AbortSignal,
): Promise<readonly number[]> => {
  const [scores] = await model.scoreCandidates([{ sentence: query, leftContext: prompt, edits: [] }], { signal });
  return scores!.sentence.tokens.slice(0, -1).map(({ logProbability }) => logProbability);
};

const meanGain = (before: readonly number[], after: readonly number[]): number =>
  after.reduce((sum, own, index) => sum + Math.min(mostGain, Math.max(0, own - before[index]!)), 0) /
  (after.length || 1);

const interpolated = <Hit extends RerankedHit>(hits: readonly Hit[], gains: readonly number[]): Hit[] => {
  const scores = minMax(hits.map(({ score }) => score));
  const likely = minMax(gains);
  return hits
    .map((hit, rank) => ({ hit, rank, value: scores[rank]! + likely[rank]! }))
    .sort((a, b) => b.value - a.value || a.rank - b.rank)
    .map(({ hit }) => hit);
};

/** Equal values say nothing. */
const minMax = (values: readonly number[]): number[] => {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((value) => (range > 0 ? (value - least) / range : 0));
};
