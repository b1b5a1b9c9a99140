import { kindsOffByDefault } from '../../configuration/severity';
import type { DialectChoice } from '../../lexicon/dialect';
import type { OperatingPoint, ProofreadingSettings } from '../../proofreading/settings';
import type { SearchMode } from '../../search/folderSearch';

export const exportForms = ['m2', 'reference', 'text'] as const;
export type ExportForm = (typeof exportForms)[number];

export interface EvaluationOptions {
  readonly format: 'text' | 'json';
  readonly dialect: DialectChoice;
  readonly operatingPoint: OperatingPoint;
  /** As for `score` or `check`; only where the evaluation takes it. */
  readonly model?: string;
  /** Only where the evaluation takes it. */
  readonly oracle?: boolean;
  /** Every n-th item is evaluated; only where the evaluation takes it. */
  readonly every?: number;
  /** What is written to standard output in place of the figures, for other scorers; `gec` only. */
  readonly export?: ExportForm;
  /** How passages are ranked; `retrieval` only. */
  readonly mode?: readonly SearchMode[];
  /** Whether the neural model ranks the last mode's passages once more (`retrieval`), or judges passages (`ask`). */
  readonly rerank?: boolean;
  /** A folder of collections that answer none of the questions; `ask` only. */
  readonly offTopic?: string;
  /** Where indexes and documents stay for the next run; `retrieval` and `ask` only. */
  readonly keep?: string;
  /** Text behind the caret is asked for in every n-th block, 0 in none; `completion` only. */
  readonly inlineEvery?: number;
  /** How many failures are listed. */
  readonly list: number;
}

export interface EvaluationResult {
  /** For people. */
  readonly table: string;
  /** For programs: the shapes of server/docs/cli.md. */
  readonly json: object;
  /** What went wrong, an item a line. */
  readonly failures: readonly string[];
  readonly sample?: Sample | undefined;
  /** What `--export` asked for. */
  readonly exported?: string | undefined;
}

/** What the figures are of, where it is not the whole. */
export interface Sample {
  readonly every: number;
  readonly of: number;
}

/** Every n-th of the items, and that they are a sample. */
export const sampled = <T>(
  items: readonly T[],
  { every = 1 }: EvaluationOptions,
): { readonly items: readonly T[]; readonly sample?: Sample } =>
  every === 1 ? { items } : { items: items.filter((_, i) => i % every === 0), sample: { every, of: items.length } };

export const settingsOf = ({ dialect, operatingPoint }: EvaluationOptions): ProofreadingSettings => ({
  dialect,
  operatingPoint,
  disabledKinds: kindsOffByDefault,
  minConfidence: 0,
});

export const perCent = (share: number): string => (100 * share).toFixed(1);
