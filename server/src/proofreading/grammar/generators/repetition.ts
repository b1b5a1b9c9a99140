import type { CandidateContext } from '../candidateContext';

/** A word or a pair of words written twice. */
export function repetitionEdits({ words, edits }: CandidateContext): void {
  for (let index = 1; index < words.length; index++) {
    if (!words[index]!.isWord || !words[index]!.token.spaceBefore) continue;
    if (words[index - 1]!.lower === words[index]!.lower) edits.delete(index, index + 1, 'repetition');
    const twice =
      index >= 3 &&
      [0, 1].every((i) => words[index - 1 + i]!.isWord && words[index - 1 + i]!.lower === words[index - 3 + i]!.lower);
    if (twice) edits.delete(index - 1, index + 1, 'repetition');
  }
}
