import { type PairedDifference, pairedBootstrap } from '../pairedBootstrap';
import type { QueryAdapter } from './queryAdapter';
import { foundWithin, meanOf, meanReciprocalRank, ranksOf } from './ranks';
import { guardTolerance, recallDepth } from './trainAdapter';
import { pairCount, type TrainingPairs } from './trainingPairs';

/** Above this an adapter may be no better than none. */
const significance = 0.05;

/** Recall with and without an adapter over the same pairs. */
export interface RecallComparison {
  readonly pairs: number;
  /** Ranks up to this count. */
  readonly depth: number;
  readonly before: number;
  readonly after: number;
}

export interface TestComparison extends RecallComparison {
  /** Of recall, by a paired bootstrap over pairs. */
  readonly bootstrap: PairedDifference;
  readonly reciprocalRankBefore: number;
  readonly reciprocalRankAfter: number;
}

/** Pairs by which an adapter is guarded against what it loses elsewhere. */
export interface GuardSet {
  readonly name: string;
  readonly pairs: TrainingPairs;
  /** Rows of length 1, among which each pair's passage is ranked. */
  readonly passages: Float32Array;
  /** Of the recall that must not fall. */
  readonly depth: number;
}

export interface Verdict {
  readonly accepted: boolean;
  readonly test: TestComparison;
  readonly guards: readonly (RecallComparison & { readonly name: string })[];
  /** Why it was accepted or not. */
  readonly reason: 'better' | 'nothingLearnt' | 'noPairs' | 'notBetter' | 'notSignificant' | 'guardFell';
}

/** Judges an adapter on pairs that its training has not seen: it must find more of them, by more than chance, and no guard may fall by more than .005. */
export const judgeAdapter = (
  adapters: { readonly before: QueryAdapter; readonly after: QueryAdapter; readonly isNone: boolean },
  test: { readonly pairs: TrainingPairs; readonly passages: Float32Array },
  guards: readonly GuardSet[],
): Verdict => {
  const ranks = [adapters.before, adapters.after].map((adapter) => ranksOf(adapter, test.pairs, test.passages));
  const [before, after] = ranks as [Int32Array, Int32Array];
  const compared = { ...compare(before, after, recallDepth), ...testOf(before, after) };
  const guarded = guards
    .filter(({ pairs }) => pairCount(pairs) > 0)
    .map(({ name, pairs, passages, depth }) => ({
      name,
      ...compare(ranksOf(adapters.before, pairs, passages), ranksOf(adapters.after, pairs, passages), depth),
    }));
  const fell = guarded.some(hasFallen);
  const reason = adapters.isNone
    ? 'nothingLearnt'
    : compared.pairs === 0
      ? 'noPairs'
      : compared.after <= compared.before
        ? 'notBetter'
        : compared.bootstrap.p >= significance
          ? 'notSignificant'
          : fell
            ? 'guardFell'
            : 'better';
  return { accepted: reason === 'better', reason, test: compared, guards: guarded };
};

/** One pair of 200 is .005. */
const rounding = 1e-9;

/** Whether recall on a guard is lower by more than it may be. */
export const hasFallen = ({ before, after }: RecallComparison): boolean => after < before - guardTolerance - rounding;

const compare = (before: Int32Array, after: Int32Array, depth: number): RecallComparison => ({
  pairs: before.length,
  depth,
  before: meanOf(foundWithin(before, depth)),
  after: meanOf(foundWithin(after, depth)),
});

const nothing: PairedDifference = { difference: 0, low: 0, high: 0, p: 1 };

const testOf = (before: Int32Array, after: Int32Array): Omit<TestComparison, keyof RecallComparison> => ({
  bootstrap:
    before.length === 0 ? nothing : pairedBootstrap(foundWithin(before, recallDepth), foundWithin(after, recallDepth)),
  reciprocalRankBefore: meanReciprocalRank(before),
  reciprocalRankAfter: meanReciprocalRank(after),
});
