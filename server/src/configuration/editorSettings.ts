import * as z from 'zod/mini';
import { dialectChoices } from '../lexicon/dialect';
import { type FindingKind, findingKinds } from '../proofreading/finding';
import { operatingPoints } from '../proofreading/settings';
import type { SettingsLayer } from './settings';
import { severities } from './severity';

const strings = z.array(z.string());
const severity = z.enum([...severities, 'off']);

/** One field at a time: a slip in one of the editor's settings leaves the others as they are. */
const fields = {
  dialect: z.enum(dialectChoices),
  operatingPoint: z.enum(operatingPoints),
  minConfidence: z.number().check(z.minimum(0), z.maximum(1)),
  words: strings,
  dictionaries: strings,
} as const;

export interface ParsedEditorSettings {
  readonly layer: SettingsLayer;
  /** Settings that cannot be used, one note each. */
  readonly notes: readonly string[];
}

/** Reads what an editor answers for the section `surprisal`; null and what it does not know are passed over. Total. */
export const parseEditorSettings = (value: unknown): ParsedEditorSettings => {
  const layer: Partial<Record<keyof SettingsLayer, unknown>> = {};
  const done = (): ParsedEditorSettings => ({ layer: layer as SettingsLayer, notes });
  const notes: string[] = [];
  if (typeof value !== 'object' || value === null) return done();
  const settings = value as Readonly<Record<string, unknown>>;
  const read = (name: string, schema: z.ZodMiniType, given: unknown): unknown => {
    if (given === undefined || given === null) return undefined;
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    notes.push(`The setting surprisal.${name} cannot be ${JSON.stringify(given)}; it is not used.`);
    return undefined;
  };
  for (const [name, schema] of Object.entries(fields))
    layer[name as keyof typeof fields] = read(name, schema, settings[name]);
  const { kinds } = settings;
  if (typeof kinds === 'object' && kinds !== null) {
    const given = kinds as Readonly<Record<string, unknown>>;
    const known: Partial<Record<FindingKind, unknown>> = {};
    for (const kind of findingKinds) known[kind] = read(`kinds.${kind}`, severity, given[kind]);
    layer.kinds = known;
  }
  return done();
};
