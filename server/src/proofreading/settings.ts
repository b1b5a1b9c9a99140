import type { DialectChoice } from '../lexicon/dialect';
import type { FindingKind } from './finding';

export const operatingPoints = ['cautious', 'balanced', 'eager'] as const;
/** How sure a finding must be before it is shown: cautious shows the fewest false alarms, eager finds the most. */
export type OperatingPoint = (typeof operatingPoints)[number];

export interface ProofreadingSettings {
  readonly dialect: DialectChoice;
  readonly operatingPoint: OperatingPoint;
  /** Of findings of grammar; absent: the same. */
  readonly grammarPoint?: OperatingPoint;
  readonly disabledKinds: ReadonlySet<FindingKind>;
  /** Findings less sure than this are dropped, whatever the operating point; 0 drops none. */
  readonly minConfidence: number;
  /** By code of grammar findings: added to the log odds of the least confidence that is shown; learnt from what the user did with findings. */
  readonly thresholdShifts?: Readonly<Record<string, number>>;
}
