import { wordList } from '../../../text/wordList';
import type { CandidateContext } from '../candidateContext';
import { auxiliaries, determiners, prepositions } from '../closedClasses';
import type { EditClass } from '../grammarEdit';

/** Words that learners leave out most, with the class of the edit. */
const missing: readonly (readonly [string, EditClass])[] = [
  ...'is are was be have has had will would can do'.split(' ').map((word) => [word, 'auxiliary'] as const),
  ...'it i you we they he'.split(' ').map((word) => [word === 'i' ? 'I' : word, 'pronoun'] as const),
  ...'and that which who'.split(' ').map((word) => [word, 'conjunction'] as const),
  ...'not so all also'.split(' ').map((word) => [word, 'function-word-insert'] as const),
];
const superfluous = wordList(`
  that which who it i you he she we they there them me us him and but so if also too very just only not more most then as than all own own's
`);

/** Words of closed classes, beyond determiners and prepositions, that are missing or too many. */
export function functionWordEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.editable && (superfluous.has(word.lower) || auxiliaries.has(word.lower))) {
      edits.delete(index, index + 1, auxiliaries.has(word.lower) ? 'auxiliary' : 'function-word-delete');
    }
    if (index === 0 || !word.isWord || !word.gapBefore) continue;
    const before = words[index - 1]!;
    if (!before.isWord || determiners.has(before.lower) || prepositions.has(before.lower)) continue;
    for (const [form, editClass] of missing)
      if (form !== before.lower && form !== word.lower) edits.insert(index, form, editClass);
  }
}
