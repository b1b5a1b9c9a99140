import * as z from 'zod/mini';
import { objectOf } from './objectOf';

/** An index on a server that an editor's searches ask too. Settings of the machine: a project must not make an editor connect to anything. */
export interface StoreSettings {
  /** `postgres://user@host/database`, without a password; empty: none. */
  readonly store: string;
  /** Names of the sources that are searched; none: all. */
  readonly storeSources: readonly string[];
}

export const defaultStoreSettings: StoreSettings = { store: '', storeSources: [] };

const fields = {
  store: z.string().check(z.maxLength(1000)),
  storeSources: z.array(z.string().check(z.minLength(1), z.maxLength(1000))),
};

/**
 * Reads what an editor answers for `surprisal`. What it does not say, or says wrongly, is as by default. Total. Notes do not repeat what was set: there
 * may be a password in it.
 */
export const parseStoreSettings = (value: unknown): { settings: StoreSettings; notes: readonly string[] } => {
  const settings: Record<string, unknown> = { ...defaultStoreSettings };
  const notes: string[] = [];
  const answer = objectOf(objectOf(value)['search']);
  for (const [name, schema] of Object.entries(fields)) {
    const set = answer[name];
    if (set === undefined || set === null) continue;
    const parsed = schema.safeParse(set);
    if (parsed.success) settings[name] = typeof parsed.data === 'string' ? parsed.data.trim() : parsed.data;
    else notes.push(`The setting surprisal.search.${name} cannot be what it was set to; it is not used.`);
  }
  return { settings: settings as unknown as StoreSettings, notes };
};
