import type { GrammarEdit } from '../../../server/src/proofreading/grammar/grammarEdit';

export interface Damaged {
  readonly sentence: string;
  /** Ascending and disjoint, offsets in `sentence`; all of them together give the text it was made from. */
  readonly edits: readonly GrammarEdit[];
}

/** Applies edits that do not touch each other, and turns each of them round. */
export function damage(text: string, slips: readonly GrammarEdit[]): Damaged {
  const edits: GrammarEdit[] = [];
  let sentence = '';
  let copied = 0;
  for (const { start, end, replacement, editClass } of [...slips].sort((a, b) => a.start - b.start)) {
    sentence += text.slice(copied, start);
    edits.push({
      start: sentence.length,
      end: sentence.length + replacement.length,
      replacement: text.slice(start, end),
      editClass,
    });
    sentence += replacement;
    copied = end;
  }
  return { sentence: sentence + text.slice(copied), edits };
}

/** `sentence` with all of its edits made. */
export function mended({ sentence, edits }: Damaged): string {
  let text = sentence;
  for (const { start, end, replacement } of [...edits].reverse())
    text = text.slice(0, start) + replacement + text.slice(end);
  return text;
}
