import * as z from 'zod/mini';
import type { Finding } from '../proofreading/finding';
import { type DetokenizedText, detokenize } from './m2';

/** A sentence with one misspelt word. */
export interface MisspeltSentence {
  readonly sentence: DetokenizedText;
  /** UTF-16 span of the misspelling in `sentence.text`. */
  readonly start: number;
  readonly end: number;
  readonly correction: string;
}

const schema = z.object({ orig: z.string(), cor: z.string(), bad: z.string(), good: z.string() });

/** JSON lines `{orig, cor, bad, good}`, tokens parted by spaces. @throws Error naming the line that is none. */
export function readMisspeltSentences(source: string): MisspeltSentence[] {
  return source.split(/\r?\n/).flatMap((line, index): MisspeltSentence | MisspeltSentence[] => {
    if (line.trim() === '') return [];
    const { orig, cor, bad, good } = parse(line, index);
    const tokens = bad.split(' ');
    const right = good.split(' ');
    const first = tokens.findIndex((token, i) => token !== right[i]);
    const last = first + orig.split(' ').length - 1;
    if (first < 0 || last >= tokens.length) {
      throw new Error(`line ${index + 1}: "bad" and "good" must differ by "orig" and "cor"`);
    }
    const sentence = detokenize(tokens);
    return { sentence, start: sentence.offsets[first]![0], end: sentence.offsets[last]![1], correction: cor };
  });
}

function parse(line: string, index: number): z.infer<typeof schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`line ${index + 1} is no item: {"orig", "cor", "bad", "good"} is wanted`);
  return parsed.data;
}

export interface SpellingInContext {
  readonly items: number;
  /** Share of items with a finding that touches the misspelling. */
  readonly found: number;
  /** Share of items whose first candidate makes exactly the wanted correction. */
  readonly first: number;
  readonly firstFive: number;
}

export function scoreSpellingInContext(
  items: readonly MisspeltSentence[],
  findings: readonly (readonly Finding[])[],
): SpellingInContext {
  let found = 0;
  let first = 0;
  let firstFive = 0;
  for (const [index, item] of items.entries()) {
    const touching = (findings[index] ?? []).filter(({ start, end }) => start < item.end && end > item.start);
    if (touching.length === 0) continue;
    found++;
    const { text } = item.sentence;
    const wanted = text.slice(0, item.start) + item.correction + text.slice(item.end);
    const makes = (finding: Finding, rank: number): boolean => {
      const replacement = finding.candidates[rank]?.replacement;
      return (
        replacement !== undefined && text.slice(0, finding.start) + replacement + text.slice(finding.end) === wanted
      );
    };
    if (touching.some((finding) => makes(finding, 0))) first++;
    if (touching.some((finding) => [0, 1, 2, 3, 4].some((rank) => makes(finding, rank)))) firstFive++;
  }
  const count = items.length || 1;
  return { items: items.length, found: found / count, first: first / count, firstFive: firstFive / count };
}
