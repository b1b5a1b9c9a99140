import { RandomGenerator } from '../lm/sampling/randomGenerator';

/** A sentence that a system rewrote, in tokens. */
export interface RewrittenSentence {
  readonly source: readonly string[];
  readonly hypothesis: readonly string[];
  /** At least one; each sentence of a corpus has as many as the others. */
  readonly references: readonly (readonly string[])[];
}

const ORDER = 4;
/** Draws of one reference a sentence, as in the published implementation. */
const DRAWS = 500;

type Counts = ReadonlyMap<string, number>;

/** N-grams with how often they come; no token holds a space. */
function ngramCounts(tokens: readonly string[], n: number): Counts {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const ngram = tokens.slice(i, i + n).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/** For each order 1 to 4: n-grams of the hypothesis that are right, less those it should have changed; and how many it has. */
interface Statistics {
  readonly hypothesisLength: number;
  readonly referenceLength: number;
  readonly matches: readonly number[];
  readonly totals: readonly number[];
}

function statisticsOf(
  hypothesis: readonly string[],
  source: readonly string[],
  reference: readonly string[],
): Statistics {
  const matches: number[] = [];
  const totals: number[] = [];
  for (let n = 1; n <= ORDER; n++) {
    const ofReference = ngramCounts(reference, n);
    const ofSource = ngramCounts(source, n);
    let matched = 0;
    let unchanged = 0;
    for (const [ngram, count] of ngramCounts(hypothesis, n)) {
      const wanted = ofReference.get(ngram);
      if (wanted !== undefined) matched += Math.min(count, wanted);
      else unchanged += Math.min(count, ofSource.get(ngram) ?? 0);
    }
    matches.push(Math.max(matched - unchanged, 0));
    totals.push(Math.max(hypothesis.length + 1 - n, 0));
  }
  return { hypothesisLength: hypothesis.length, referenceLength: reference.length, matches, totals };
}

/** Geometric mean of the modified precisions times the brevity penalty, 0 to 1. */
function gleuOf({ hypothesisLength, referenceLength, matches, totals }: Statistics): number {
  if (hypothesisLength === 0 || referenceLength === 0 || [...matches, ...totals].includes(0)) return 0;
  const logPrecision = matches.reduce((sum, matched, i) => sum + Math.log(matched / totals[i]!), 0) / ORDER;
  return Math.exp(Math.min(0, 1 - referenceLength / hypothesisLength) + logPrecision);
}

const sum = (all: readonly Statistics[]): Statistics => {
  const byOrder = (of: (statistics: Statistics) => readonly number[]): number[] =>
    Array.from({ length: ORDER }, (_, n) => all.reduce((total, statistics) => total + of(statistics)[n]!, 0));
  return {
    hypothesisLength: all.reduce((total, { hypothesisLength }) => total + hypothesisLength, 0),
    referenceLength: all.reduce((total, { referenceLength }) => total + referenceLength, 0),
    matches: byOrder(({ matches }) => matches),
    totals: byOrder(({ totals }) => totals),
  };
};

/**
 * GLEU of a corpus, 0 to 1: Napoles, Sakaguchi, Post and Tetreault, "GLEU Without Tuning" (2016). The mean over 500 draws of one reference for
 * each sentence, by a seeded generator: the same corpus has the same figure.
 */
export function corpusGleu(sentences: readonly RewrittenSentence[]): number {
  const statistics = sentences.map(({ source, hypothesis, references }) =>
    references.map((reference) => statisticsOf(hypothesis, source, reference)),
  );
  const random = RandomGenerator.ofSeed(1);
  let total = 0;
  for (let draw = 0; draw < DRAWS; draw++)
    total += gleuOf(sum(statistics.map((byReference) => byReference[random.nextUint32() % byReference.length]!)));
  return total / DRAWS;
}
