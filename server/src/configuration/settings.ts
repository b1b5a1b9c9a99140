import type { DialectChoice } from '../lexicon/dialect';
import { type FindingKind, findingKinds } from '../proofreading/finding';
import type { OperatingPoint, ProofreadingSettings } from '../proofreading/settings';
import { defaultKinds, defaultSeverities, type Severity } from './severity';

/** Settings from one source: a file, an override, the editor, the flags. What is absent is left to the layers below. */
export interface SettingsLayer {
  readonly dialect?: DialectChoice | undefined;
  readonly operatingPoint?: OperatingPoint | undefined;
  readonly minConfidence?: number | undefined;
  readonly kinds?: Readonly<Partial<Record<FindingKind, Severity | 'off' | undefined>>> | undefined;
  /** Added to those of the layers below. */
  readonly words?: readonly string[] | undefined;
  /** Absolute paths of word lists, added to those of the layers below. */
  readonly dictionaries?: readonly string[] | undefined;
}

/** What a document is checked with. */
export interface ResolvedSettings {
  readonly proofreading: ProofreadingSettings;
  readonly severities: Readonly<Record<FindingKind, Severity>>;
  readonly words: readonly string[];
  readonly dictionaries: readonly string[];
}

export const defaultDialect: DialectChoice = 'en';
export const defaultOperatingPoint: OperatingPoint = 'balanced';
/** Unless an operating point is set, grammar is for people who make few mistakes: those who make many choose another. */
export const defaultGrammarPoint: OperatingPoint = 'cautious';

/** Merges layers over the defaults; later layers win, words and dictionaries add up. */
export const resolveSettings = (layers: readonly SettingsLayer[]): ResolvedSettings => {
  let dialect: DialectChoice = defaultDialect;
  let operatingPoint: OperatingPoint | undefined;
  let minConfidence = 0;
  const kinds: Record<FindingKind, Severity | 'off'> = { ...defaultKinds };
  const words: string[] = [];
  const dictionaries: string[] = [];
  for (const layer of layers) {
    dialect = layer.dialect ?? dialect;
    operatingPoint = layer.operatingPoint ?? operatingPoint;
    minConfidence = layer.minConfidence ?? minConfidence;
    for (const kind of findingKinds) kinds[kind] = layer.kinds?.[kind] ?? kinds[kind];
    words.push(...(layer.words ?? []));
    dictionaries.push(...(layer.dictionaries ?? []));
  }
  const severities = { ...defaultSeverities };
  const disabledKinds = new Set<FindingKind>();
  for (const kind of findingKinds) {
    const severity = kinds[kind];
    if (severity === 'off') disabledKinds.add(kind);
    else severities[kind] = severity;
  }
  return {
    proofreading: {
      dialect,
      operatingPoint: operatingPoint ?? defaultOperatingPoint,
      grammarPoint: operatingPoint ?? defaultGrammarPoint,
      disabledKinds,
      minConfidence,
    },
    severities,
    words,
    dictionaries: [...new Set(dictionaries)],
  };
};
