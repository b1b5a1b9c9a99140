import { type BackoffLevel, type BackoffModel, lastWords } from './backoffModel';

/** Decides for the n-grams of an order, from `order` n down to 2: sets `keep[i]` to 0 for those to drop. Protected ones stay. */
export type ThinningRule = (order: number, level: BackoffLevel, keep: Uint8Array, isProtected: Uint8Array) => void;

/**
 * A model without the n-grams that a rule drops. The contexts and suffixes of kept n-grams are protected, so what a back-off model
 * needs stays whole. Back-off weights are as before.
 */
export function thin(model: BackoffModel, rule: ThinningRule): BackoffModel {
  const keeps: Uint8Array[] = [];
  let isProtected = new Uint8Array(model.levels[model.order - 1]!.logProbability.length);
  for (let order = model.order; order >= 2; order--) {
    const level = model.levels[order - 1]!;
    const keep = new Uint8Array(isProtected.length).fill(1);
    rule(order, level, keep, isProtected);
    const protectedBelow = new Uint8Array(model.levels[order - 2]!.logProbability.length);
    for (let i = 0; i < keep.length; i++) {
      if (isProtected[i]) keep[i] = 1;
      if (!keep[i]) continue;
      protectedBelow[level.context[i]!] = 1;
      protectedBelow[level.suffix[i]!] = 1;
    }
    keeps[order - 1] = keep;
    isProtected = protectedBelow;
  }
  const levels: BackoffLevel[] = [model.levels[0]!];
  let renumbered: Uint32Array | undefined;
  for (let order = 2; order <= model.order; order++) {
    const level = model.levels[order - 1]!;
    const keep = keeps[order - 1]!;
    const kept = (_: number, i: number): boolean => keep[i] === 1;
    const below = renumbered;
    const renumber = (indices: Uint32Array): Uint32Array => (below ? indices.map((index) => below[index]!) : indices);
    levels.push({
      firstWord: level.firstWord.filter(kept),
      suffix: renumber(level.suffix.filter(kept)),
      context: renumber(level.context.filter(kept)),
      logProbability: level.logProbability.filter(kept),
      logBackoff: level.logBackoff.filter(kept),
      ...(level.raw && { raw: level.raw.filter(kept) }),
    });
    let next = 0;
    renumbered = Uint32Array.from(keep, (k) => (k ? next++ : 0));
  }
  return { ...model, levels };
}

/** Without n-grams that say nothing: those that end in a word never predicted and are no context or suffix of another. */
export function dropUnpredicted(model: BackoffModel, contextOnly: ReadonlySet<number>): BackoffModel {
  return thin(model, (order, _, keep) => {
    const words = lastWords(model, order);
    for (let i = 0; i < keep.length; i++) if (contextOnly.has(words[i]!)) keep[i] = 0;
  });
}
