import * as z from 'zod';
import type { SearchMode } from '../search/folderSearch';
import { directoryInput, languagesInput, notes, passagePlace, pathsInput } from './passageFields';
import { type Described, type Tool, type ToolRun, withNotes } from './tool';
import { offset } from './toolFields';

const modes = ['hybrid', 'vector', 'bm25', 'tfidf', 'exact'] as const satisfies readonly SearchMode[];

const input = z.object({
  query: z
    .string()
    .min(1)
    .describe(
      'What is looked for, in words or as a question. "Quoted phrases" must stand in a passage, -words must not; path:docs/**, lang:python and heading:"Getting started" filter.',
    ),
  mode: z
    .enum(modes)
    .default('hybrid')
    .describe(
      'hybrid ranks by meaning and by words, vector by meaning, bm25 and tfidf by words; exact wants the words as they are written.',
    ),
  limit: z.number().int().min(1).max(50).default(10).describe('Hits at most.'),
  paths: pathsInput,
  languages: languagesInput,
  heading: z.string().min(1).optional().describe('Only passages under headings that hold this.'),
  directory: directoryInput,
  rerank: z
    .boolean()
    .default(false)
    .describe('The neural model ranks the first hits once more; takes a second or two.'),
});

const hit = z.looseObject({
  ...passagePlace,
  score: z.number().describe('Comparable within one answer only.'),
  snippet: z.string().describe('The passage.'),
  headings: z.array(z.string()).describe('Headings that it stands under, outermost first.'),
  marked: z.looseObject({ start: offset, end: offset }).describe('The sentence of the snippet that answers best.'),
});

const output = z.looseObject({
  hits: z.array(hit).describe('Best first.'),
  notes,
});

export type SearchInput = z.infer<typeof input>;
export type SearchOutput = Described<z.infer<typeof output>>;

/** @param search finds passages */
export const searchTool = (
  search: (input: SearchInput, run: ToolRun) => Promise<SearchOutput>,
): Tool<SearchInput, z.infer<typeof output>> => ({
  name: 'search',
  title: 'Search by meaning',
  description:
    'Finds the passages of a directory that answer a query, by what they mean and by their words, best first, each with file and lines. The first search of a directory indexes it.',
  input,
  output,
  run: search,
  text: ({ hits, notes }) => withNotes(hits.length === 0 ? 'Nothing found.' : hits.map(hitText).join('\n\n'), notes),
});

const hitText = (
  { path, startLine, endLine, headings, snippet }: Described<z.infer<typeof hit>>,
  index: number,
): string => {
  const under = headings.length === 0 ? '' : ` (${headings.join(' > ')})`;
  return `${index + 1}. ${path}:${startLine}-${endLine}${under}\n${snippet}`;
};
