import type { InferenceClient } from '../../inference/client';
import { parseQuery } from '../../search/query/parseQuery';
import { type RerankedHit, reranked } from '../../search/query/reranking';

/**
 * Hits put in order once more by the neural model. Where it cannot answer they stay as they are, and it is told why.
 * @throws the signal's reason
 */
export const rankedAgain = async <Hit extends RerankedHit>(
  query: string,
  hits: readonly Hit[],
  model: InferenceClient,
  tell: (message: string) => void,
  signal?: AbortSignal,
): Promise<readonly Hit[]> => {
  try {
    // Its start is not counted: an editor has it running.
    await model.load(signal && { signal });
    const answer = await reranked(parseQuery(query).text, hits, model, { signal });
    if (answer.incomplete !== undefined) tell(answer.incomplete);
    return answer.hits;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'UnavailableError')) throw error;
    tell(error.message);
    return hits;
  }
};
