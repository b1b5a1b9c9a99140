import * as z from 'zod/mini';
import { objectOf } from './objectOf';

/**
 * Which model scores words in the editor. `auto`: the neural one where something is asked of it that shows scores, as the heat map;
 * `neural`: hovers start it too; `ngram`: it is never started.
 */
export const modelChoices = ['auto', 'neural', 'ngram'] as const;
export type ModelChoice = (typeof modelChoices)[number];

/** Settings of the machine: a project may not choose what runs on it. */
export interface NeuralSettings {
  readonly model: ModelChoice;
  /** 0: as many as suit the processor. */
  readonly threads: number;
  /** The model is unloaded when nothing was asked of it for so long. */
  readonly idleMinutes: number;
}

export const defaultNeuralSettings: NeuralSettings = { model: 'auto', threads: 0, idleMinutes: 5 };

const fields = {
  model: z.enum(modelChoices),
  threads: z.int().check(z.minimum(0), z.maximum(64)),
  idleMinutes: z.number().check(z.minimum(1), z.maximum(1440)),
} as const;

/** What an editor answers for `surprisal`; what it does not say, or says wrongly, is as by default. Total. */
export const parseNeuralSettings = (value: unknown): { settings: NeuralSettings; notes: readonly string[] } => {
  const notes: string[] = [];
  const given = objectOf(value);
  const inference = objectOf(given['inference']);
  const read = <Name extends keyof NeuralSettings>(name: Name, title: string, of: unknown): NeuralSettings[Name] => {
    if (of === undefined || of === null) return defaultNeuralSettings[name];
    const parsed = fields[name].safeParse(of);
    if (parsed.success) return parsed.data as NeuralSettings[Name];
    notes.push(`The setting surprisal.${title} cannot be ${JSON.stringify(of)}; it is not used.`);
    return defaultNeuralSettings[name];
  };
  const settings = {
    model: read('model', 'model', given['model']),
    threads: read('threads', 'inference.threads', inference['threads']),
    idleMinutes: read('idleMinutes', 'inference.idleMinutes', inference['idleMinutes']),
  };
  return { settings, notes };
};
