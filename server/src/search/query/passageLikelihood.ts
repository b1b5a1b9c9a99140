import type { TokenScore } from '../../lm/languageModel';
import type { SearchHit } from '../folderSearch';
import { passageText } from '../index/passageText';
import { bestPassage } from './bestPassage';
import type { LikelihoodModel } from './reranking';

export interface JudgeOptions {
  /** Passages that are not judged by then are not judged. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is read of a hit. */
export type JudgedHit = Pick<SearchHit, 'headings' | 'snippet' | 'marked'>;

export interface PassageLikelihoods {
  /** Of the first hits, each token of the query after the passage, without the end: whether a query goes on says nothing about the passage. */
  readonly tokens: readonly (readonly TokenScore[])[];
  /** Why there are fewer than hits, in one sentence. */
  readonly incomplete?: string;
}

/** How much of each passage is read: two tokens more cost about 5 ms of a processor. */
const passageTokens = 96;
const defaultWithinMs = 1500;

const promptAlone = 'Question:';

/** As Sachan et al. (2022) put it to language models that follow instructions. */
const promptFor = (passage: string): string =>
  `Passage: ${passage}\n\nPlease write a question based on this passage.\n${promptAlone}`;

/**
 * How likely a query is after each of some passages (Ponte and Croft 1998; by neural models Sachan et al. 2022, "Improving Passage Retrieval with Zero-Shot Question Generation").
 * @throws the signal's reason
 */
export const passageLikelihoods = async (
  query: string,
  hits: readonly JudgedHit[],
  model: LikelihoodModel,
  { withinMs = defaultWithinMs, signal }: JudgeOptions = {},
): Promise<PassageLikelihoods> => {
  const stop = new AbortController();
  const giveUp = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', giveUp, { once: true });
  const timer = Number.isFinite(withinMs) ? setTimeout(giveUp, withinMs) : undefined;
  try {
    signal?.throwIfAborted();
    // One request a passage: the model can stop between them.
    const judged = await Promise.allSettled(
      hits.map(({ headings, snippet, marked }) => {
        const passage = passageText({ headings }, bestPassage(snippet, marked, passageTokens));
        return queryTokens(query, promptFor(passage), model, stop.signal);
      }),
    );
    signal?.throwIfAborted();
    const failed = judged.findIndex(({ status }) => status === 'rejected');
    const tokens = judged
      .slice(0, failed < 0 ? judged.length : failed)
      .map((outcome) => (outcome as PromiseFulfilledResult<readonly TokenScore[]>).value);
    if (failed < 0) return { tokens };
    const { reason } = judged[failed] as PromiseRejectedResult;
    const incomplete = stop.signal.aborted
      ? `${tokens.length} of ${judged.length} passages were judged in time.`
      : (reason as Error).message;
    return { tokens, incomplete };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
};

/** The same tokens after no passage: what of their likelihood is not the passage's doing. */
export const likelihoodWithoutPassage = (
  query: string,
  model: LikelihoodModel,
  signal?: AbortSignal,
): Promise<readonly TokenScore[]> => queryTokens(query, promptAlone, model, signal);

const queryTokens = async (
  query: string,
  leftContext: string,
  model: LikelihoodModel,
  signal: AbortSignal | undefined,
): Promise<readonly TokenScore[]> => {
  const [scores] = await model.scoreCandidates([{ sentence: query, leftContext, edits: [] }], signal && { signal });
  return scores!.sentence.tokens.slice(0, -1);
};

/** Mean log probability of tokens, natural logarithm. */
export const meanLogProbability = (tokens: readonly TokenScore[]): number =>
  tokens.reduce((sum, { logProbability }) => sum + logProbability, 0) / (tokens.length || 1);
