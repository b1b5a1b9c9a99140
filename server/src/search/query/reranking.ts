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
  `Passage: ${passage}\n\nPlease write a question based on this passage.\nQuestion:`;

/**
 * Puts the first hits in a new order, by the likelihood of the query after each of them (Ponte and Croft 1998; by neural models Sachan et al. 2022, "Improving Passage Retrieval with
 * Zero-Shot Question Generation"): its mean log probability a token and the score that the hit came with, each mapped to 0 to 1 among those that are judged, have equal shares. Scores of
 * hits stay as they are.
 * @throws the signal's reason
 */
export const reranked = async <Hit extends RerankedHit>(
  query: string,
  hits: readonly Hit[],
  model: LikelihoodModel,
  { withinMs = defaultWithinMs, signal }: RerankOptions = {},
): Promise<Reranked<Hit>> => {
  const stop = new AbortController();
  const giveUp = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', giveUp, { once: true });
  const timer = Number.isFinite(withinMs) ? setTimeout(giveUp, withinMs) : undefined;
  try {
    signal?.throwIfAborted();
    // One request a passage: the model can stop between them.
    const judged = await Promise.allSettled(
      hits.slice(0, rerankedHits).map((hit) => likelihood(query, hit, model, stop.signal)),
    );
    signal?.throwIfAborted();
    const failed = judged.findIndex(({ status }) => status === 'rejected');
    const likelihoods = judged
      .slice(0, failed < 0 ? judged.length : failed)
      .map((outcome) => (outcome as PromiseFulfilledResult<number>).value);
    const first = interpolated(hits.slice(0, likelihoods.length), likelihoods);
    const answer = [...first, ...hits.slice(likelihoods.length)];
    if (failed < 0) return { hits: answer };
    const { reason } = judged[failed] as PromiseRejectedResult;
    const incomplete = stop.signal.aborted
      ? `${likelihoods.length} of ${judged.length} passages were judged in time.`
      : (reason as Error).message;
    return { hits: answer, incomplete };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
};

/** Mean log probability of the query's tokens after a passage, natural logarithm. */
const likelihood = async (
  query: string,
  { headings, snippet, marked }: RerankedHit,
  model: LikelihoodModel,
  signal: AbortSignal,
): Promise<number> => {
  const passage = passageText({ headings }, bestPassage(snippet, marked, passageTokens));
  const [scores] = await model.scoreCandidates([{ sentence: query, leftContext: promptFor(passage), edits: [] }], {
    signal,
  });
  // Without the end: whether a query goes on says nothing about the passage.
  const tokens = scores!.sentence.tokens.slice(0, -1);
  return tokens.reduce((sum, { logProbability }) => sum + logProbability, 0) / (tokens.length || 1);
};

const interpolated = <Hit extends RerankedHit>(hits: readonly Hit[], likelihoods: readonly number[]): Hit[] => {
  const scores = minMax(hits.map(({ score }) => score));
  const likely = minMax(likelihoods);
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
