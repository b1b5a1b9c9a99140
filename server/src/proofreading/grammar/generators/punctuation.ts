import { capitalize } from '../../../lexicon/letterCase';
import type { CandidateContext } from '../candidateContext';
import { type GrammarWord, hasGap, isOnly, mayBe } from '../grammarWord';
import { WordKind } from '../wordKind';

/**
 * What stands where another mark was meant. A colon or a semicolon is hardly ever a slip: see `isDeliberate`.
 */
const exchangeable: Readonly<Record<string, readonly string[]>> = {
  ',': ['.', ';', ':', '?'],
  '.': [',', '?', '!', ':'],
  ';': [','],
  '!': ['.'],
  '?': ['.', '!'],
  '--': ['.', ','],
};
const opensClause = WordKind.Pronoun | WordKind.Conjunction | WordKind.Determiner;
const superfluous = /^[,.;:!?]$/;
const terminal = /^(?:[.!?\u2026:;"')\]]|\.\.\.)$/;

/** Commas before any word; marks taken out, replaced, or missing at the end. */
export function punctuationEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const { token, written, isWord, editable } = words[index]!;
    const before = words[index - 1];
    const next = words[index + 1];
    if (token.kind === 'punctuation' && index > 0 && !isDeliberate(words, index)) {
      const last = next === undefined;
      if (superfluous.test(token.form) && !(last && terminal.test(token.form)))
        edits.delete(index, index + 1, token.form === ',' ? 'comma-delete' : 'punctuation');
      for (const mark of exchangeable[token.form] ?? []) {
        if (last && !terminal.test(mark)) continue;
        edits.add({ start: token.start, end: token.end, replacement: mark, editClass: 'punctuation' });
        if (/[.?]/.test(mark) && next?.editable === true && next.token.spaceBefore) {
          const replacement = `${mark} ${capitalize(next.written)}`;
          edits.add({ start: token.start, end: next.token.end, replacement, editClass: 'punctuation' });
        }
      }
    }
    if (index === 0 || !isWord || !hasGap(words, index)) continue;
    if (before!.token.kind === 'punctuation') continue;
    edits.insertMark(index, ',', 'comma-insert');
    // Two sentences without a stop between them.
    if (editable && mayBe(words[index], opensClause)) {
      const span = { start: before!.token.end, end: token.end };
      edits.add({ ...span, replacement: `. ${capitalize(written)}`, editClass: 'punctuation' });
    }
  }
  const last = words.at(-1);
  if (last !== undefined && words.length > 2 && !terminal.test(last.token.form)) {
    for (const mark of ['.', '?', '!']) edits.insertMark(words.length, mark, 'punctuation');
  }
}

/** A semicolon, but before a conjunction, and a colon, but between a verb or preposition and what belongs to it: `we saw: cows`. */
function isDeliberate(words: readonly GrammarWord[], index: number): boolean {
  const { form } = words[index]!.token;
  if (form === ';') return !mayBe(words[index + 1], WordKind.Conjunction);
  return form === ':' && !isOnly(words[index - 1], WordKind.Verb | WordKind.Auxiliary | WordKind.Preposition);
}
