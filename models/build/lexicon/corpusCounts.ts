import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { tokenize } from '../../../server/src/text/tokens';

interface CorpusSource {
  readonly file: string;
  readonly weight: number;
}

/** What the corpus shows of one word, whatever its case. */
export interface WordUse {
  /** Mean over the sources, weighted, of the word's relative frequency there. */
  frequency: number;
  count: number;
  /** Sources it occurs in. */
  sources: number;
  /** Occurrences by form; of capitalised words at the start of a sentence or line only the small form counts. */
  readonly forms: Map<string, number>;
}

/** Counts the words of the sources that a folder's sources.json lists: one paragraph a line, one source a file. */
export const countCorpus = async (folder: string): Promise<Map<string, WordUse>> => {
  const uses = new Map<string, WordUse>();
  const sources = JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8')) as readonly CorpusSource[];
  let totalWeight = 0;
  for (const { file, weight: given } of sources) {
    const counts = await countFile(join(folder, file));
    let tokens = 0;
    for (const count of counts.values()) tokens += count;
    if (tokens === 0) continue;
    // A word of one large manual is not as frequent in English as in that manual: sources count by the root of their length.
    const weight = given * Math.sqrt(tokens);
    totalWeight += weight;
    const seen = new Set<string>();
    for (const [form, count] of counts) {
      const key = form.replace(/^\^/, '').toLowerCase();
      let use = uses.get(key);
      if (use === undefined) {
        use = { frequency: 0, count: 0, sources: 0, forms: new Map() };
        uses.set(key, use);
      }
      use.frequency += (weight * count) / tokens;
      use.count += count;
      if (!seen.has(key)) use.sources++;
      seen.add(key);
      if (!form.startsWith('^')) use.forms.set(form, (use.forms.get(form) ?? 0) + count);
    }
  }
  for (const use of uses.values()) use.frequency /= totalWeight;
  return uses;
};

/** Counts by form; `^` marks a capitalised word that starts a sentence or line, whose capital says nothing. */
const countFile = async (path: string): Promise<Map<string, number>> => {
  const counts = new Map<string, number>();
  for await (const line of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    let starts = true;
    for (const { kind, form } of tokenize(line, { start: 0, end: line.length })) {
      if (kind === 'punctuation') {
        if (/[.!?:;\u2026]/.test(form)) starts = true;
        else if (!/["'()[\]\u2018-\u201D]/.test(form)) starts = false;
        continue;
      }
      if ((kind === 'word' || kind === 'identifier') && WORD.test(form) && form !== "'s") {
        const key = starts && CAPITALIZED.test(form) ? `^${form}` : form;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      starts = false;
    }
  }
  return counts;
};

/** Letters and inner apostrophes: identifiers in mixed case (GitHub, APIs) count, paths and names with digits do not. */
const WORD = /^\p{L}[\p{L}\p{M}]*(?:'\p{L}+)*$/u;
const CAPITALIZED = /^\p{Lu}[^\p{Lu}]*$/u;
