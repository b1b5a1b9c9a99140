import * as z from 'zod/mini';
import { objectOf } from './objectOf';

/** Whose endings terms lose: Snowball's stemmers by their names. `none`: words are terms as they are. */
export const stemmerChoices = [
  ...(['none', 'english', 'arabic', 'armenian', 'basque', 'catalan', 'czech', 'danish', 'dutch', 'finnish'] as const),
  ...(['french', 'german', 'hungarian', 'irish', 'italian', 'norwegian', 'portuguese', 'romanian'] as const),
  ...(['russian', 'slovene', 'spanish', 'swedish', 'tamil', 'turkish'] as const),
] as const;
export type StemmerChoice = (typeof stemmerChoices)[number];

/** Where the editor keeps an index: in its own storage, or in `.surprisal/` of the folder that is searched. */
export const storageChoices = ['editor', 'folder'] as const;
export type StorageChoice = (typeof storageChoices)[number];

/** Which files a search index holds, and how it ranks. A project may set these in `.surprisal.json`. */
export interface SearchSettings {
  /** Globs, relative to the folder that is searched; where there are some, only files that match one are indexed. */
  readonly include: readonly string[];
  /** Globs of what is left out, after the ignore files. */
  readonly exclude: readonly string[];
  /** Bytes; larger files are left out. */
  readonly maxFileSize: number;
  /** BM25's saturation of term frequency. */
  readonly k1: number;
  /** BM25's normalisation by length: 0 none, 1 whole. */
  readonly b: number;
  readonly stemmer: StemmerChoice;
}

/** What an editor's user sets beside, and a project may not: what is started on their machine, and where it writes. */
export interface EditorSearchSettings extends SearchSettings {
  readonly enabled: boolean;
  /** A folder is indexed as soon as it is opened, not at the first search. */
  readonly indexAtStart: boolean;
  readonly storage: StorageChoice;
  /** `auto` is the one that comes with the program; `none` searches by terms alone; else the id of an imported one. */
  readonly embeddingModel: string;
  /** Hovers and the list of suggestions have words that stand among the same words of the folder. */
  readonly relatedWords: boolean;
  /** Hits that are opened are kept beside the index with their queries, for tunings to learn from. */
  readonly learnFromOpened: boolean;
}

/** What programs write and nobody looks for by meaning. */
const generatedFiles = [
  '*.min.js',
  '*.min.css',
  '*.map',
  '*.lock',
  'package-lock.json',
  'pnpm-lock.yaml',
  '*.svg',
  '*.csv',
];

export const defaultSearchSettings: SearchSettings = {
  include: [],
  exclude: generatedFiles,
  maxFileSize: 2_000_000,
  k1: 1.2,
  b: 0.75,
  stemmer: 'english',
};

export const defaultEditorSearchSettings: EditorSearchSettings = {
  ...defaultSearchSettings,
  enabled: true,
  indexAtStart: false,
  storage: 'editor',
  embeddingModel: 'auto',
  relatedWords: false,
  learnFromOpened: false,
};

const described = <Schema extends z.ZodMiniType>(description: string, schema: Schema): Schema => {
  z.globalRegistry.add(schema, { description });
  return schema;
};
const globs = () => z.array(z.string().check(z.minLength(1), z.maxLength(1000)));

/** What a project may set, each field by itself. */
const projectFields = {
  include: described(
    'Globs, relative to the folder that is searched: only files that match one are indexed. None: all.',
    globs(),
  ),
  exclude: described('Globs of files that are not indexed, beside what ignore files name.', globs()),
  maxFileSize: described(
    'Files of more bytes are not indexed.',
    z.int().check(z.minimum(1000), z.maximum(100_000_000)),
  ),
  k1: described(
    'BM25: how much it counts that a word stands in a passage again and again.',
    z.number().check(z.minimum(0), z.maximum(10)),
  ),
  b: described(
    'BM25: how much long passages are held against short ones, from 0 to 1.',
    z.number().check(z.minimum(0), z.maximum(1)),
  ),
  stemmer: described(
    'The language whose endings are taken off words, so that one form finds the others.',
    z.enum(stemmerChoices),
  ),
};

const editorFields = {
  ...projectFields,
  enabled: z.boolean(),
  indexAtStart: z.boolean(),
  storage: z.enum(storageChoices),
  embeddingModel: z.string().check(z.regex(/^[\w.-]{1,100}$/)),
  relatedWords: z.boolean(),
  learnFromOpened: z.boolean(),
};

/** `search` of `.surprisal.json`. */
export const projectSearchSchema = described(
  'How the folder is searched by meaning.',
  z.strictObject({
    include: z.optional(projectFields.include),
    exclude: z.optional(projectFields.exclude),
    maxFileSize: z.optional(projectFields.maxFileSize),
    k1: z.optional(projectFields.k1),
    b: z.optional(projectFields.b),
    stemmer: z.optional(projectFields.stemmer),
  }),
);

export type ProjectSearchSettings = z.infer<typeof projectSearchSchema>;

/** Without the fields that are absent or undefined. */
const given = (layer: ProjectSearchSettings): Partial<SearchSettings> =>
  Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined));

/** The defaults under what projects set, later ones over earlier ones. */
export const resolveSearchSettings = (layers: readonly ProjectSearchSettings[]): SearchSettings =>
  Object.assign({}, defaultSearchSettings, ...layers.map(given)) as SearchSettings;

/**
 * Reads what an editor answers for `surprisal`, over what the project's configuration says. What it does not say, or says wrongly, is as there and by default. Total.
 */
export const parseSearchSettings = (
  value: unknown,
  project: readonly ProjectSearchSettings[] = [],
): { settings: EditorSearchSettings; notes: readonly string[] } => {
  const settings: Record<string, unknown> = { ...defaultEditorSearchSettings, ...resolveSearchSettings(project) };
  const notes: string[] = [];
  const answer = objectOf(objectOf(value)['search']);
  for (const [name, schema] of Object.entries(editorFields)) {
    const set = answer[name];
    if (set === undefined || set === null) continue;
    const parsed = schema.safeParse(set);
    if (parsed.success) settings[name] = parsed.data;
    else notes.push(`The setting surprisal.search.${name} cannot be ${JSON.stringify(set)}; it is not used.`);
  }
  return { settings: settings as unknown as EditorSearchSettings, notes };
};
