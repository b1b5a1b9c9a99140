import * as z from 'zod/mini';
import { objectOf } from './objectOf';

/** How an endpoint is asked: with the prompt as it is, or as a message that its server puts into its model's template. */
export const endpointApis = ['completions', 'chat'] as const;

/**
 * A larger model of the user's own that writes answers, behind the OpenAI-compatible interface of a server on this machine; the setting
 * `surprisal.inference.endpoint`. A setting of the machine: a project must not make an editor connect to anything. Whether the address is one of this machine
 * is looked at by whoever connects.
 */
export interface EndpointSettings {
  /** `http://127.0.0.1:8080/v1`; empty: there is none. */
  readonly url: string;
  /** As its server calls it; empty where that has one only. */
  readonly model: string;
  readonly api: (typeof endpointApis)[number];
}

export const defaultEndpointSettings: EndpointSettings = { url: '', model: '', api: 'completions' };

const endpointSchema = z.strictObject({
  url: z.string().check(z.trim(), z.maxLength(1000)),
  model: z._default(z.string().check(z.trim(), z.maxLength(200)), defaultEndpointSettings.model),
  api: z._default(z.enum(endpointApis), defaultEndpointSettings.api),
});

/**
 * Reads what an editor answers for `surprisal`; there is no endpoint where none is set, or one wrongly. Total. Notes do not repeat what was set: there may be a
 * password in an address.
 */
export const parseEndpointSettings = (value: unknown): { settings: EndpointSettings; notes: readonly string[] } => {
  const set = objectOf(objectOf(value)['inference'])['endpoint'];
  const none = { settings: defaultEndpointSettings, notes: [] };
  if (set === undefined || set === null || JSON.stringify(set) === '{}') return none;
  const { data } = endpointSchema.safeParse(set);
  if (data === undefined)
    return {
      ...none,
      notes: ['The setting surprisal.inference.endpoint cannot be what it was set to; it is not used.'],
    };
  return { settings: data, notes: [] };
};
