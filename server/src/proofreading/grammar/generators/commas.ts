import type { CandidateContext } from '../candidateContext';

/** Commas put in between two words, and taken out. */
export function commaEdits({ words, edits }: CandidateContext): void {
  for (let index = 1; index < words.length; index++) {
    const { token, isWord, gapBefore } = words[index]!;
    const before = words[index - 1]!;
    if (token.form === ',' && index + 1 < words.length) edits.delete(index, index + 1, 'comma-delete');
    if (isWord && gapBefore && before.token.kind !== 'punctuation') edits.insertMark(index, ',', 'comma-insert');
  }
}
