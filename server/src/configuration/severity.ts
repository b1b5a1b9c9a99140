import type { FindingKind } from '../proofreading/finding';

/** Gravest first. The names are those of VS Code's diagnostics. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** What a kind of finding counts as when no configuration says otherwise: unknown words warn, all else informs. */
export const defaultSeverities: Readonly<Record<FindingKind, Severity>> = {
  spelling: 'warning',
  confusion: 'information',
  repetition: 'information',
  article: 'information',
  spacing: 'information',
  capitalization: 'information',
  punctuation: 'information',
  grammar: 'information',
  style: 'hint',
};

/** Kinds that are looked for only where a configuration gives them a severity. */
export const kindsOffByDefault: ReadonlySet<FindingKind> = new Set(['style']);

/** What a kind is set to when nothing is set. */
export const defaultKinds = Object.fromEntries(
  Object.entries(defaultSeverities).map(([kind, severity]) => [
    kind,
    kindsOffByDefault.has(kind as FindingKind) ? 'off' : severity,
  ]),
) as Readonly<Record<FindingKind, Severity | 'off'>>;

/** Whether `severity` is at least as grave as `threshold`. */
export const isAtLeast = (severity: Severity, threshold: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(threshold);
