import type { Successor, VocabularyModel } from './vocabularyModel';

/** The `count` likeliest words of a distribution, best first; word 0, `<unk>`, and what is never predicted left out. */
export function likeliest(
  model: Pick<VocabularyModel, 'vocabularySize' | 'distribution'>,
  context: ArrayLike<number>,
  count: number,
): Successor[] {
  const distribution = new Float32Array(model.vocabularySize);
  model.distribution(context, distribution);
  const best: Successor[] = [];
  for (let id = 1; id < distribution.length; id++) {
    const logProbability = distribution[id]!;
    if (logProbability === Number.NEGATIVE_INFINITY) continue;
    if (best.length >= count && logProbability <= best[best.length - 1]!.logProbability) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.logProbability < logProbability) at--;
    best.splice(at, 0, { id, logProbability });
    if (best.length > count) best.pop();
  }
  return best;
}
