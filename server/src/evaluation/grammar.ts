import type { Finding } from '../proofreading/finding';
import { type M2Sentence, type TokenEdit, trimEdit } from './m2';
import { systemEdits } from './systemEdits';

export interface GrammarScore {
  readonly sentences: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  /** Per cent. */
  readonly P: number;
  readonly R: number;
  readonly F05: number;
  /** Of the sentences that no annotator changed, per cent with a finding. */
  readonly flaggedClean: number;
  readonly byType: Readonly<Record<string, { readonly found: number; readonly of: number }>>;
}

interface Counts {
  tp: number;
  fp: number;
  fn: number;
}

const fHalf = ({ tp, fp, fn }: Counts): number => (1.25 * tp) / (1.25 * tp + fp + 0.25 * fn || 1);

/**
 * Precision, recall and F0.5 of span-level corrections over a corpus. A sentence with several annotators counts by the one that
 * gives the greatest running F0.5, as in the M2 scorer.
 */
export function scoreGrammar(
  sentences: readonly M2Sentence[],
  findings: readonly (readonly Finding[])[],
): GrammarScore {
  const total: Counts = { tp: 0, fp: 0, fn: 0 };
  const byType: Record<string, { found: number; of: number }> = Object.create(null);
  let clean = 0;
  let flagged = 0;
  for (const [index, sentence] of sentences.entries()) {
    const own = findings[index] ?? [];
    const edits = systemEdits(sentence.tokens, own);
    if (sentence.annotations.every((annotation) => annotation.length === 0)) {
      clean++;
      if (own.length > 0) flagged++;
    }
    const best = bestAnnotation(sentence, edits, total);
    total.tp += best.counts.tp;
    total.fp += best.counts.fp;
    total.fn += best.counts.fn;
    for (const { type, found } of best.gold) {
      byType[type] ??= { found: 0, of: 0 };
      byType[type].of++;
      if (found) byType[type].found++;
    }
  }
  const perCent = (share: number): number => Math.round(share * 10_000) / 100;
  return {
    sentences: sentences.length,
    ...total,
    P: perCent(total.tp / (total.tp + total.fp || 1)),
    R: perCent(total.tp / (total.tp + total.fn || 1)),
    F05: perCent(fHalf(total)),
    flaggedClean: perCent(flagged / (clean || 1)),
    byType,
  };
}

interface Annotation {
  readonly counts: Counts;
  readonly gold: readonly { readonly type: string; readonly found: boolean }[];
}

function bestAnnotation(sentence: M2Sentence, edits: readonly TokenEdit[], running: Counts): Annotation {
  let best: Annotation | undefined;
  let bestF = Number.NEGATIVE_INFINITY;
  for (const annotation of sentence.annotations) {
    const gold = annotation.map(({ start, end, type, correction }) => ({
      type,
      ...trimEdit(sentence.tokens, start, end, correction === '' ? [] : correction.split(' ')),
    }));
    const found = new Set<number>();
    for (const edit of edits) {
      const match = gold.findIndex(
        (other, i) =>
          !found.has(i) && other.start === edit.start && other.end === edit.end && other.correction === edit.correction,
      );
      if (match >= 0) found.add(match);
    }
    const counts = { tp: found.size, fp: edits.length - found.size, fn: gold.length - found.size };
    const f = fHalf({ tp: running.tp + counts.tp, fp: running.fp + counts.fp, fn: running.fn + counts.fn });
    if (f > bestF) {
      bestF = f;
      best = { counts, gold: gold.map(({ type }, i) => ({ type, found: found.has(i) })) };
    }
  }
  return best ?? { counts: { tp: 0, fp: edits.length, fn: 0 }, gold: [] };
}
