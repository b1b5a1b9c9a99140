import * as z from 'zod/mini';
import { objectOf } from './objectOf';

/** When text is offered behind the caret: by itself too, only where the user asks for it, or never. */
export const inlineChoices = ['auto', 'invoked', 'off'] as const;
/** How sure the model has to be before a text is shown by itself. */
export const confidenceChoices = ['shy', 'balanced', 'bold'] as const;

/** How texts are drawn that the user asked for; names and meaning as in `lm/sampling`. */
export interface CompletionSampling {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly seed: number;
}

/** What completions of a document are made with. */
export interface CompletionSettings {
  /** Words in the list of suggestions. */
  readonly words: boolean;
  readonly inline: (typeof inlineChoices)[number];
  readonly confidence: (typeof confidenceChoices)[number];
  /** Also in comments of source code. */
  readonly inComments: boolean;
  /** Texts that are offered where the user asks for them. */
  readonly candidates: number;
  /** The greatest length of a text, in subwords. */
  readonly maxTokens: number;
  readonly sampling: CompletionSampling;
  /** A file of words, one a line: no others are written. Empty: any may be. */
  readonly vocabulary: string;
  readonly bannedWords: readonly string[];
  /** `Dear {name|team}, thank you for {}.` */
  readonly templates: readonly string[];
}

export const defaultCompletionSettings: CompletionSettings = {
  words: true,
  inline: 'auto',
  confidence: 'balanced',
  inComments: false,
  candidates: 3,
  maxTokens: 16,
  sampling: { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05, seed: 0 },
  vocabulary: '',
  bannedWords: [],
  templates: [],
};

const strings = z.array(z.string().check(z.minLength(1)));
const share = z.number().check(z.minimum(0), z.maximum(1));

const fields: { readonly [Name in keyof CompletionSettings]: z.ZodMiniType } = {
  words: z.boolean(),
  inline: z.enum(inlineChoices),
  confidence: z.enum(confidenceChoices),
  inComments: z.boolean(),
  candidates: z.int().check(z.minimum(1), z.maximum(10)),
  maxTokens: z.int().check(z.minimum(1), z.maximum(64)),
  sampling: z.strictObject({
    temperature: z.optional(z.number().check(z.minimum(0), z.maximum(5))),
    topK: z.optional(z.int().check(z.minimum(0))),
    topP: z.optional(share),
    minP: z.optional(share),
    seed: z.optional(z.int()),
  }),
  vocabulary: z.string(),
  bannedWords: strings,
  templates: strings,
};

/** Names of the settings, below `surprisal.completion`. */
export const completionFields = Object.keys(fields) as (keyof CompletionSettings)[];

/** Reads what an editor answers for the section `surprisal`; what it does not say, or says wrongly, is as by default. Total. */
export const parseCompletionSettings = (value: unknown): { settings: CompletionSettings; notes: readonly string[] } => {
  const given = objectOf(objectOf(value)['completion']);
  const notes: string[] = [];
  const settings: Record<string, unknown> = { ...defaultCompletionSettings };
  for (const name of completionFields) {
    const own = given[name];
    if (own === undefined || own === null) continue;
    const parsed = fields[name].safeParse(own);
    if (!parsed.success)
      notes.push(`The setting surprisal.completion.${name} cannot be ${JSON.stringify(own)}; it is not used.`);
    else if (name === 'sampling') settings[name] = { ...defaultCompletionSettings.sampling, ...objectOf(parsed.data) };
    else settings[name] = parsed.data;
  }
  return { settings: settings as unknown as CompletionSettings, notes };
};
