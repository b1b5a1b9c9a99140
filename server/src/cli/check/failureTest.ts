import { isAtLeast, type Severity, severities } from '../../configuration/severity';
import type { FindingKind } from '../../proofreading/finding';

/** Whether a finding makes the command fail. */
export type FailureTest = (finding: { readonly kind: FindingKind; readonly severity: Severity }) => boolean;

const isSeverity = (name: string): name is Severity => (severities as readonly string[]).includes(name);

/** `--fail-on`: findings of the kinds named, and those at least as grave as a severity named; every one when none is. */
export const failureTest = (names: readonly (FindingKind | Severity)[] | undefined): FailureTest => {
  if (names === undefined || names.length === 0) return () => true;
  return ({ kind, severity }) => names.some((name) => (isSeverity(name) ? isAtLeast(severity, name) : name === kind));
};
