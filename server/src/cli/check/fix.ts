import type { Finding } from '../../proofreading/finding';
import type { Span } from '../../text/span';

/** One replacement that was made. Offsets are those of the text before its round. */
export interface AppliedFix {
  readonly kind: Finding['kind'];
  readonly before: string;
  readonly after: string;
}

export interface FixResult {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  /** Where the watched spans are now. */
  readonly watched: readonly Span[];
}

/** A repair may lay open another one; this many rounds are more than any text needs, and end every circle. */
const maxRounds = 10;

/**
 * Applies the first candidate of every safe finding, and looks again until nothing is left to repair.
 * @param find What is found in a text, ascending and disjoint; `watched` are the spans as the edits so far moved them.
 */
export const applySafeFixes = async (
  text: string,
  watched: readonly Span[],
  find: (text: string, watched: readonly Span[]) => Promise<readonly Finding[]>,
): Promise<FixResult> => {
  const applied: AppliedFix[] = [];
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  let current: Omit<FixResult, 'applied'> = { text, watched };
  const seen = new Set([text]);
  for (let round = 0; round < maxRounds; round++) {
    const found = await find(current.text, current.watched);
    const edits = found.flatMap((finding) => {
      const candidate = finding.candidates[0];
      if (!finding.safe || candidate === undefined) return [];
      const { kind, start, end } = finding;
      const after = candidate.replacement.replace(/\r\n?|\n/g, lineEnd);
      const before = current.text.slice(start, end);
      return before === after ? [] : [{ kind, start, end, before, after }];
    });
    if (edits.length === 0) break;
    const next = replace(current, edits);
    // Two repairs that undo each other would go round for ever.
    if (seen.has(next.text)) break;
    seen.add(next.text);
    applied.push(...edits.map(({ kind, before, after }) => ({ kind, before, after })));
    current = next;
  }
  return { ...current, applied };
};

const replace = (
  { text, watched }: Omit<FixResult, 'applied'>,
  edits: readonly (Span & { readonly after: string })[],
): Omit<FixResult, 'applied'> => {
  let result = '';
  let from = 0;
  for (const { start, end, after } of edits) {
    result += text.slice(from, start) + after;
    from = end;
  }
  result += text.slice(from);
  /** Where an offset goes; one inside an edit goes to the edit's end. */
  const move = (offset: number): number => {
    let shift = 0;
    for (const { start, end, after } of edits) {
      if (start >= offset) break;
      shift += after.length - (end - start);
      if (end > offset) return end + shift;
    }
    return offset + shift;
  };
  return { text: result, watched: watched.map(({ start, end }) => ({ start: move(start), end: move(end) })) };
};
