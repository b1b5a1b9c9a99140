import { capitalize } from '../../../lexicon/letterCase';
import type { CandidateContext } from '../candidateContext';
import { hasGap, mayBe } from '../grammarWord';
import { WordKind } from '../wordKind';

/** What stands where another mark was meant. */
const exchangeable: Readonly<Record<string, readonly string[]>> = {
  ',': ['.', ';', ':', '?'],
  '.': [',', '?', '!', ':'],
  ';': [',', '.', ':'],
  ':': [',', '.', ';'],
  '!': ['.'],
  '?': ['.', '!'],
  '--': ['.', ','],
};
const opensClause = WordKind.Pronoun | WordKind.Conjunction | WordKind.Determiner;
const superfluous = /^[,.;:!?"'()-]$/;
const terminal = /^(?:[.!?\u2026:;"')\]]|\.\.\.)$/;

/** Commas before any word; marks taken out, replaced, or missing at the end. */
export function punctuationEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const { token, written, isWord, editable } = words[index]!;
    const before = words[index - 1];
    const next = words[index + 1];
    if (token.kind === 'punctuation' && index > 0) {
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
