import * as z from 'zod/mini';
import type { Finding } from '../proofreading/finding';
import { changedSpan } from '../text/changedSpan';

/** An example of a rule of LanguageTool: a sentence with an error, and what it may become. */
export interface ErrorExample {
  readonly rule: string;
  readonly bad: string;
  readonly goods: readonly string[];
}

/** A sentence that a rule must not flag. */
export interface CorrectExample {
  readonly rule: string;
  readonly good: string;
}

const errorLine = z.object({ rule: z.string(), bad: z.string(), goods: z.array(z.string()).check(z.minLength(1)) });
const correctLine = z.object({ rule: z.string(), good: z.string() });

/** JSON lines `{rule, bad, goods}`. @throws Error naming the line that is none. */
export const readErrorExamples = (source: string): ErrorExample[] =>
  readLines(source, errorLine, '{"rule", "bad", "goods"}');

/** JSON lines `{rule, good}`. @throws Error naming the line that is none. */
export const readCorrectExamples = (source: string): CorrectExample[] =>
  readLines(source, correctLine, '{"rule", "good"}');

function readLines<T>(source: string, schema: z.ZodMiniType<T>, wanted: string): T[] {
  return source.split(/\r?\n/).flatMap((line, index): T[] => {
    if (line.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = undefined;
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new Error(`line ${index + 1} is no example: ${wanted} is wanted`);
    return [parsed.data];
  });
}

/** Whether a finding touches what has to change for one of the right sentences. */
export const isFound = ({ bad, goods }: ErrorExample, findings: readonly Finding[]): boolean =>
  goods.some((good) => {
    const { from, to } = changedSpan(bad, good);
    return findings.some(({ start, end }) => start <= to && end >= from);
  });

/** Whether the first candidates of all findings together, or of one alone, make one of the right sentences. */
export const isCorrected = ({ bad, goods }: ErrorExample, findings: readonly Finding[]): boolean => {
  const edits = findings.flatMap(({ start, end, candidates }) =>
    candidates[0] === undefined ? [] : [{ start, end, replacement: candidates[0].replacement }],
  );
  const after = (some: typeof edits): string =>
    [...some]
      .sort((a, b) => b.start - a.start)
      .reduce((text, { start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end), bad);
  return [edits, ...edits.map((edit) => [edit])].some((some) => goods.includes(after(some)));
};

export interface ExamplesScore {
  readonly pairs: number;
  readonly found: number;
  readonly corrected: number;
  readonly okSentences: number;
  readonly okFlagged: number;
}

/**
 * @param ofErrors findings in each wrong sentence
 * @param ofCorrect findings in each right one
 */
export const scoreExamples = (
  errors: readonly ErrorExample[],
  ofErrors: readonly (readonly Finding[])[],
  ofCorrect: readonly (readonly Finding[])[],
): ExamplesScore => ({
  pairs: errors.length,
  found: errors.filter((error, i) => isFound(error, ofErrors[i]!)).length,
  corrected: errors.filter((error, i) => isCorrected(error, ofErrors[i]!)).length,
  okSentences: ofCorrect.length,
  okFlagged: ofCorrect.filter((findings) => findings.length > 0).length,
});
