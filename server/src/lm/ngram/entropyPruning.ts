import type { BackoffLevel, BackoffModel } from './backoffModel';
import { thin } from './thinning';

/**
 * Entropy pruning (Stolcke 1998): drops each n-gram whose loss, by itself, would raise the model's perplexity by less than
 * `threshold` (relative, e.g. 1e-8), and computes the back-off weights anew. The probability of a history is its share
 * of the counts: Kneser-Ney's own lower orders are made for backing off and misjudge histories (Chelba et al. 2010).
 * Throws a RangeError for a model without counts.
 */
export function pruneByEntropy(model: BackoffModel, threshold: number): BackoffModel {
  if (model.events === 0 || model.levels.some((level) => !level.raw))
    throw new RangeError('Entropy pruning needs the counts of the training text: prune when training');
  const limit = Math.log1p(threshold);
  const thinned = thin(model, (order, level, keep, isProtected) => {
    const lower = model.levels[order - 2]!;
    const { seen, seenLower } = contextMasses(level, lower);
    const { context, suffix, logProbability } = level;
    for (let i = 0; i < keep.length; i++) {
      if (isProtected[i]) continue;
      const c = context[i]!;
      const logP = logProbability[i]!;
      if (logP === Number.NEGATIVE_INFINITY) {
        keep[i] = 0;
        continue;
      }
      const logLower = lower.logProbability[suffix[i]!]!;
      const p = Math.exp(logP);
      const left = rest(seen[c]!);
      const leftLower = rest(seenLower[c]!);
      const logBackoff = Math.log(left / leftLower);
      const logBackoffWithout = Math.log((left + p) / (leftLower + Math.exp(logLower)));
      const loss = p * (logP - logLower - logBackoffWithout) + left * (logBackoff - logBackoffWithout);
      if ((lower.raw![c]! / model.events) * loss < limit) keep[i] = 0;
    }
  });
  return withBackoffs(thinned);
}

/** What rounding may leave of a distribution whose every word was seen. */
const rest = (mass: number): number => Math.max(1 - mass, 1e-9);

/** For each context: the probability of the words listed after it, and what the lower order gives the same words. */
function contextMasses(level: BackoffLevel, lower: BackoffLevel) {
  const seen = new Float64Array(lower.logProbability.length);
  const seenLower = new Float64Array(lower.logProbability.length);
  for (let i = 0; i < level.context.length; i++) {
    seen[level.context[i]!]! += Math.exp(level.logProbability[i]!);
    seenLower[level.context[i]!]! += Math.exp(lower.logProbability[level.suffix[i]!]!);
  }
  return { seen, seenLower };
}

/** With back-off weights that make each context's distribution sum to 1. */
function withBackoffs(model: BackoffModel): BackoffModel {
  const levels = model.levels.map((level, i) => {
    const following = model.levels[i + 1];
    if (!following) return level;
    const { seen, seenLower } = contextMasses(following, level);
    const logBackoff = Float32Array.from(seen, (mass, c) =>
      mass > 0 ? Math.log(rest(mass) / rest(seenLower[c]!)) : 0,
    );
    return { ...level, logBackoff };
  });
  return { ...model, levels };
}
