import * as l10n from '@vscode/l10n';
import { UnavailableError } from '../../inference/inferenceErrors';
import { parseQuery } from '../../search/query/parseQuery';
import { reranked } from '../../search/query/reranking';
import type { RerankParams, RerankResult } from '../../shared/searchProtocol';
import type { NeuralClient } from '../neuralClient';

/**
 * Orders the first hits once more. What cannot be judged in time, or where there is no model, stays as it is.
 * @throws QueryError
 * @throws the signal's reason
 */
export const rerankHits = async (
  neuralClient: Pick<NeuralClient, 'get'>,
  { query, hits }: RerankParams,
  signal: AbortSignal,
): Promise<RerankResult> => {
  const order = [...hits.keys()];
  const model = await neuralClient.get(() => true);
  if (model === undefined) return { order, incomplete: l10n.t('The neural model is off, or cannot run here.') };
  try {
    // Its start is not counted: once it runs, it answers in time.
    await model.load();
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    return { order, incomplete: error.message };
  }
  signal.throwIfAborted();
  const judged = order.map((place) => ({ ...hits[place]!, snippet: hits[place]!.text, place }));
  const { hits: ranked, incomplete } = await reranked(parseQuery(query).text, judged, model, { signal });
  return { order: ranked.map(({ place }) => place), ...(incomplete !== undefined && { incomplete }) };
};
