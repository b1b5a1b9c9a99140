import * as z from 'zod';
import { dialectChoices } from '../lexicon/dialect';
import { findingKinds } from '../proofreading/finding';
import { operatingPoints } from '../proofreading/settings';
import { type Described, type Tool, type ToolRun, withNotes } from './tool';
import { languageInput, offset, onlyOne, pathInput, position } from './toolFields';

const input = z.object({
  text: z.string().optional().describe('The text itself. Give this or path.'),
  path: pathInput,
  language: languageInput,
  dialect: z.enum(dialectChoices).optional().describe('Variety of English; en takes what is right in any.'),
  operatingPoint: z
    .enum(operatingPoints)
    .optional()
    .describe('From the fewest false alarms (cautious) to the most found (eager).'),
  model: z
    .enum(['auto', 'ngram', 'neural'])
    .default('auto')
    .describe('ngram answers at once and finds little grammar; auto is the neural model where it runs.'),
});

const finding = z.looseObject({
  start: offset.describe('UTF-16 units from the beginning.'),
  end: offset.describe('Exclusive.'),
  startLine: position,
  startColumn: position,
  endLine: position,
  endColumn: position,
  kind: z.enum(findingKinds),
  code: z.string(),
  severity: z.string(),
  message: z.string(),
  confidence: z.number().describe('0 to 1.'),
  surprisalBits: z.number(),
  safe: z.boolean().describe('The first candidate may be put in without asking.'),
  candidates: z
    .array(z.looseObject({ replacement: z.string(), gain: z.number() }))
    .describe('What would be better, best first.'),
});

const output = z.looseObject({
  model: z.string().describe('The models that judged, joined by +.'),
  findings: z.array(finding).describe('Ascending by start, disjoint; empty when nothing is found.'),
  notes: z.array(z.string()).describe('What was left out and why.'),
});

export type CheckInput = z.infer<typeof input>;
export type CheckOutput = Described<z.infer<typeof output>>;

/** Candidates that are written out. */
const shownCandidates = 3;

const findingText = ({
  startLine,
  startColumn,
  kind,
  message,
  candidates,
}: Described<z.infer<typeof finding>>): string => {
  const better = candidates.slice(0, shownCandidates).map(({ replacement }) => JSON.stringify(replacement));
  return `${startLine}:${startColumn} ${kind}: ${message}${better.length > 0 ? ` Better: ${better.join(', ')}` : ''}`;
};

/** @param check proofreads a text or a file */
export const checkTool = (
  check: (input: CheckInput, run: ToolRun) => Promise<CheckOutput>,
): Tool<CheckInput, z.infer<typeof output>> => ({
  name: 'check',
  title: 'Proofread',
  description:
    'Proofreads English prose with language models on this machine: spelling, confused words, grammar and mechanical slips, each with what would be better. Markup and code are left alone.',
  input,
  output,
  run: async (asked, run) => {
    onlyOne({ text: asked.text, path: asked.path });
    return check(asked, run);
  },
  text: ({ findings, notes }) =>
    withNotes(findings.length === 0 ? 'Nothing found.' : findings.map(findingText).join('\n'), notes),
});
