import type { DialectChoice } from '../../lexicon/dialect';
import type { OperatingPoint, ProofreadingSettings } from '../../proofreading/settings';

export interface EvaluationOptions {
  readonly format: 'text' | 'json';
  readonly dialect: DialectChoice;
  readonly operatingPoint: OperatingPoint;
  /** As for `score`; only where the evaluation takes it. */
  readonly model?: string;
  /** Only where the evaluation takes it. */
  readonly oracle?: boolean;
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
}

export const settingsOf = ({ dialect, operatingPoint }: EvaluationOptions): ProofreadingSettings => ({
  dialect,
  operatingPoint,
  disabledKinds: new Set(),
  minConfidence: 0,
});

export const perCent = (share: number): string => (100 * share).toFixed(1);
