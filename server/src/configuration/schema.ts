import * as z from 'zod/mini';
import { dialectChoices } from '../lexicon/dialect';
import { findingKinds } from '../proofreading/finding';
import { operatingPoints } from '../proofreading/settings';
import { projectSearchSchema } from './searchSettings';
import { severities } from './severity';

const describe = <Schema extends z.ZodMiniType>(description: string, schema: Schema): Schema => {
  z.globalRegistry.add(schema, { description });
  return schema;
};

// Made anew for each field: a description belongs to one schema object.
const strings = () => z.array(z.string().check(z.minLength(1)));
const oneOrMore = () => z.union([z.string().check(z.minLength(1)), strings()]);

const severity = z.enum([...severities, 'off']);

/** What may be set for every file and, in an override, for some. */
const settings = {
  dialect: z.optional(describe('The variety of English whose spelling is right.', z.enum(dialectChoices))),
  operatingPoint: z.optional(
    describe(
      'How sure a finding must be before it is shown: cautious gives the fewest false alarms, eager finds the most.',
      z.enum(operatingPoints),
    ),
  ),
  minConfidence: z.optional(
    describe(
      'Findings less sure than this are dropped, whatever the operating point.',
      z.number().check(z.minimum(0), z.maximum(1)),
    ),
  ),
  kinds: z.optional(
    describe(
      'The severity of each kind of finding; "off" looks for none of that kind.',
      z.strictObject(
        Object.fromEntries(findingKinds.map((kind) => [kind, z.optional(severity)])) as Record<
          (typeof findingKinds)[number],
          z.ZodMiniOptional<typeof severity>
        >,
      ),
    ),
  ),
  words: z.optional(describe('Words of this project that are right.', strings())),
  dictionaries: z.optional(
    describe('Word lists of this project, relative to this file. They must lie inside the project.', strings()),
  ),
};

const override = z.strictObject({
  files: describe(
    'The files these settings are for: globs relative to this file. One without a slash matches at any depth.',
    oneOrMore(),
  ),
  ...settings,
});

/** The one definition of `.surprisal.json`: what is read, what is checked, and the JSON schema that editors show. */
export const configurationSchema = describe(
  'Project configuration of Surprisal.',
  z.strictObject({
    $schema: z.optional(describe('The JSON schema of this file.', z.string())),
    extends: z.optional(
      describe('Configuration files, relative to this one, that this one adds to. Later ones win.', oneOrMore()),
    ),
    ...settings,
    ignore: z.optional(
      describe(
        'Files that are not checked when a folder is: patterns as in .gitignore, relative to this file.',
        strings(),
      ),
    ),
    search: z.optional(projectSearchSchema),
    overrides: z.optional(describe('Other settings for some files. Later ones win.', z.array(override))),
  }),
);

/** `.surprisal.json` as it was written. */
export type ConfigurationFile = z.infer<typeof configurationSchema>;
export type ConfigurationOverride = z.infer<typeof override>;

/** Names of the fields that a configuration file or one of its overrides may hold. */
export const configurationFields = Object.keys(configurationSchema.shape);
export const overrideFields = Object.keys(override.shape);

/** The JSON schema (draft 7) of `.surprisal.json`. */
export const configurationJsonSchema = (): object => ({
  ...z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' }),
  title: '.surprisal.json',
  allowTrailingCommas: true,
});
