import type { SettingsLayer } from '../../configuration/settings';
import { type Severity, severities } from '../../configuration/severity';
import type { DialectChoice } from '../../lexicon/dialect';
import { type FindingKind, findingKinds } from '../../proofreading/finding';
import type { OperatingPoint } from '../../proofreading/settings';

export const formats = ['text', 'json', 'jsonl', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

export const failureNames = [...findingKinds, ...severities] as const;

/** `surprisal check`'s options as commander hands them over. */
export interface CheckOptions {
  readonly format: Format;
  readonly lines?: true;
  readonly language?: string;
  readonly stdinPath?: string;
  readonly dialect?: DialectChoice;
  readonly operatingPoint?: OperatingPoint;
  readonly minConfidence?: number;
  /** `auto`, `ngram`, the name of an imported model, or a path. */
  readonly model: string;
  readonly fix?: true;
  /** A path; `false` for `--no-config`; `true`, commander's default beside it, to look for one. */
  readonly config: string | boolean;
  readonly failOn?: readonly (FindingKind | Severity)[];
  readonly exitZero?: true;
  readonly changedSince?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly maxFileSize: number;
}

/** What the flags say about settings, over configuration files. */
export const flagLayer = ({ dialect, operatingPoint, minConfidence }: CheckOptions): SettingsLayer => ({
  dialect,
  operatingPoint,
  minConfidence,
});
