import { scanAdjustedCounts } from './adjustedCounts';
import type { BackoffLevel, BackoffModel } from './backoffModel';
import { buildCountTrie, type CountTrie } from './countTrie';
import { type Discounts, estimateDiscounts, fallbackDiscounts } from './discounts';
import type { CountedNgrams } from './ngramCounter';
import { SuffixTrieCursor } from './suffixTrieCursor';
import { SENTENCE_START_ID, type Vocabulary } from './vocabulary';

export interface KneserNeyOptions {
  /** One number an order: n-grams seen that many times or fewer are dropped. Absent: none. */
  readonly cutOffs?: readonly number[];
  /** Discounts an order instead of estimates. */
  readonly discounts?: readonly Discounts[];
  /** Words that are contexts but never predicted, `<s>` always among them. */
  readonly contextOnly?: ReadonlySet<number>;
}

export interface KneserNeyResult {
  readonly model: BackoffModel;
  /** Used for orders 1 to n. */
  readonly discounts: readonly Discounts[];
  /** Orders whose counts gave no estimate: they use {@link fallbackDiscounts}. */
  readonly fallbackOrders: readonly number[];
}

/**
 * Interpolated modified Kneser-Ney (Chen and Goodman 1998, section 4.1.6), estimated as KenLM's lmplz does: unigrams are
 * interpolated with the uniform distribution over all words but those never predicted; n-grams under the cut-offs give
 * their whole count to the interpolation weight of their context, so each distribution still sums to 1.
 *
 * Two scans of the counts: the first keeps the n-grams of the model and estimates the discounts, the second sums up
 * each context's counts, those of dropped n-grams included. Memory is proportional to the model, not to the text.
 */
export function trainKneserNey(
  counts: CountedNgrams,
  vocabulary: Vocabulary,
  options: KneserNeyOptions = {},
): KneserNeyResult {
  const { order } = counts;
  const cutOffs = options.cutOffs ?? new Array<number>(order).fill(0);
  const contextOnly = new Set(options.contextOnly ?? []).add(SENTENCE_START_ID);
  const trie = buildCountTrie(counts, vocabulary.size, cutOffs, contextOnly);
  const fallbackOrders: number[] = [];
  const discounts = trie.countsOfCounts.map((countsOfCounts, i) => {
    const estimate = options.discounts?.[i] ?? estimateDiscounts(countsOfCounts);
    if (!estimate) fallbackOrders.push(i + 1);
    return estimate ?? fallbackDiscounts;
  });
  const contexts = sumContexts(counts, trie, cutOffs, discounts, contextOnly);
  const levels = interpolate(trie, contexts, discounts, contextOnly);
  return { model: { order, vocabulary, levels, events: trie.events }, discounts, fallbackOrders };
}

/** For the n-grams of one order: what is known of the words that follow them. */
interface ContextSums {
  /** Adjusted counts of all that follow. */
  readonly total: Float64Array;
  /** Counts taken away by discounts and cut-offs. */
  readonly freed: Float64Array;
}

interface Contexts {
  /** Index 0 is the empty context. */
  readonly sums: readonly ContextSums[];
  /** Context number of each kept n-gram, for orders 1 to n. */
  readonly contextOf: readonly Uint32Array[];
}

function sumContexts(
  counts: CountedNgrams,
  trie: CountTrie,
  cutOffs: readonly number[],
  discounts: readonly Discounts[],
  contextOnly: ReadonlySet<number>,
): Contexts {
  const { order: highest, levels } = trie;
  const sums = Array.from({ length: highest }, (_, length) => {
    const size = length === 0 ? 1 : levels[length - 1]!.raw.length;
    return { total: new Float64Array(size), freed: new Float64Array(size) };
  });
  const contextOf = levels.map((level, i) => new Uint32Array(i === 0 ? 0 : level.raw.length));
  const nextIndex = new Uint32Array(highest + 1);
  const cursor = new SuffixTrieCursor(levels);

  scanAdjustedCounts(counts, (order, reversed, raw, adjusted) => {
    const kept = order === 1 || raw > cutOffs[order - 1]!;
    const context = order === 1 ? 0 : cursor.find(reversed, 1, order - 1);
    if (kept && order > 1) contextOf[order - 1]![nextIndex[order]!++] = context;
    if (context < 0 || contextOnly.has(reversed[0]!)) return;
    const { total, freed } = sums[order - 1]!;
    total[context]! += adjusted;
    freed[context]! += kept ? discounts[order - 1]![Math.min(adjusted, 3) - 1]! : adjusted;
  });
  return { sums, contextOf };
}

function interpolate(
  trie: CountTrie,
  { sums, contextOf }: Contexts,
  discounts: readonly Discounts[],
  contextOnly: ReadonlySet<number>,
): BackoffLevel[] {
  const { order: highest, levels } = trie;
  const vocabularySize = levels[0]!.raw.length;
  // <unk> is never seen as a prediction, but takes its share of the uniform distribution.
  const predicted = vocabularySize - [...contextOnly].filter((id) => id !== 0).length;
  let lower = new Float64Array([1 / predicted]);
  let lowerLast = levels[0]!.firstWord;
  const result: BackoffLevel[] = [];
  for (let order = 1; order <= highest; order++) {
    const { firstWord, suffix, raw, adjusted } = levels[order - 1]!;
    const { total, freed } = sums[order - 1]!;
    const context = contextOf[order - 1]!;
    const size = raw.length;
    const probability = new Float64Array(size);
    const last = order === 1 ? firstWord : suffix.map((index) => lowerLast[index]!);
    for (let i = 0; i < size; i++) {
      const word = last[i]!;
      // <s> and other words that are never predicted have probability 0; <unk> has its share of the lower orders.
      if (word !== 0 && contextOnly.has(word)) continue;
      const c = order === 1 ? 0 : context[i]!;
      const count = contextOnly.has(word) ? 0 : adjusted[i]!;
      const sum = total[c]!;
      const own = count > 0 ? (count - discounts[order - 1]![Math.min(count, 3) - 1]!) / sum : 0;
      const weight = sum > 0 ? freed[c]! / sum : 1;
      probability[i] = own + weight * lower[order === 1 ? 0 : suffix[i]!]!;
    }
    const following = sums[order];
    const logBackoff = new Float32Array(size);
    if (following)
      for (let i = 0; i < size; i++)
        if (following.total[i]! > 0) logBackoff[i] = Math.log(following.freed[i]! / following.total[i]!);
    result.push({
      firstWord,
      suffix,
      context,
      raw,
      logBackoff,
      logProbability: Float32Array.from(probability, Math.log),
    });
    lower = probability;
    lowerLast = last;
  }
  return result;
}
