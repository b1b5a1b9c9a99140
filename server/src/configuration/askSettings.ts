import * as z from 'zod/mini';
import { objectOf } from './objectOf';

/** What becomes of a generated sentence that the passages do not support: it is shown with a mark, or not at all. */
export const unsupportedChoices = ['mark', 'drop'] as const;

/** How questions about a workspace are answered; the setting `surprisal.ask`. */
export interface AskSettings {
  /** A text is generated from the passages; without it answers are extracts alone. */
  readonly generate: boolean;
  /** The first passages are put in order once more by the neural model before they are used. */
  readonly rerank: boolean;
  /** Sentences that are shown at most. */
  readonly extracts: number;
  /** Passages that the prompt holds at most. */
  readonly passages: number;
  /** Tokens that the prompt has at most, about; the model that comes with the program reads no more than 900. */
  readonly promptTokens: number;
  /** Tokens that are generated at most. */
  readonly maxTokens: number;
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  /** The prompt, with `{passages}` and `{question}` once each. */
  readonly template: string;
  readonly unsupported: (typeof unsupportedChoices)[number];
}

/** What stands for the question and the passages in a template. */
export const questionPlaceholder = '{question}';
export const passagesPlaceholder = '{passages}';

export const defaultAskSettings: AskSettings = {
  generate: true,
  rerank: true,
  extracts: 5,
  passages: 3,
  promptTokens: 400,
  maxTokens: 80,
  temperature: 0,
  template: `{passages}\n\nAnswer the question with what is said above, in one or two sentences.\nQuestion: {question}\nAnswer:`,
  unsupported: 'mark',
};

const longestTemplate = 4000;

/** Why a template cannot be used, in a clause; undefined where it can. */
export const templateProblem = (template: string): string | undefined => {
  if (template.length > longestTemplate) return `it has more than ${longestTemplate} characters`;
  for (const placeholder of [questionPlaceholder, passagesPlaceholder]) {
    const count = template.split(placeholder).length - 1;
    if (count !== 1) return `it holds ${placeholder} ${count === 0 ? 'nowhere' : `${count} times`}, and needs it once`;
  }
  return undefined;
};

/** Least and greatest value of each number. */
export const askRanges = {
  extracts: [1, 20],
  passages: [1, 20],
  promptTokens: [100, 32_000],
  maxTokens: [1, 1000],
  temperature: [0, 2],
} as const satisfies Partial<Record<keyof AskSettings, readonly [number, number]>>;

const numberIn = ([least, most]: readonly [number, number]) => z.number().check(z.minimum(least), z.maximum(most));
const countIn = ([least, most]: readonly [number, number]) => z.int().check(z.minimum(least), z.maximum(most));

const fields: { readonly [Name in keyof AskSettings]: z.ZodMiniType } = {
  generate: z.boolean(),
  rerank: z.boolean(),
  extracts: countIn(askRanges.extracts),
  passages: countIn(askRanges.passages),
  promptTokens: countIn(askRanges.promptTokens),
  maxTokens: countIn(askRanges.maxTokens),
  temperature: numberIn(askRanges.temperature),
  template: z.string().check(z.refine((template) => templateProblem(template) === undefined)),
  unsupported: z.enum(unsupportedChoices),
};

/** Names of the settings, below `surprisal.ask`. */
export const askFields = Object.keys(fields) as (keyof AskSettings)[];

/** Why a field cannot have a value, in a clause; undefined where it can. */
export const askFieldProblem = (name: keyof AskSettings, value: unknown): string | undefined => {
  if (fields[name].safeParse(value).success) return undefined;
  if (name === 'template' && typeof value === 'string') return templateProblem(value);
  const range = name in askRanges ? askRanges[name as keyof typeof askRanges] : undefined;
  return range === undefined ? 'it takes another value' : `it takes a number from ${range[0]} to ${range[1]}`;
};

/** Reads what an editor answers for the section `surprisal`; what it does not say, or says wrongly, is as by default. Total. */
export const parseAskSettings = (value: unknown): { settings: AskSettings; notes: readonly string[] } => {
  const given = objectOf(objectOf(value)['ask']);
  const notes: string[] = [];
  const settings: Record<string, unknown> = { ...defaultAskSettings };
  for (const name of askFields) {
    const own = given[name];
    if (own === undefined || own === null) continue;
    const problem = askFieldProblem(name, own);
    if (problem === undefined) settings[name] = own;
    else notes.push(`The setting surprisal.ask.${name} cannot be ${JSON.stringify(own)} (${problem}); it is not used.`);
  }
  return { settings: settings as unknown as AskSettings, notes };
};
