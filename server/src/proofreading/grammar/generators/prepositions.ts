import type { CandidateContext } from '../candidateContext';
import { auxiliaries, frequentPrepositions, prepositions } from '../closedClasses';

/** In place of another. */
const replacing = [...frequentPrepositions, ...'during after before over through between among since until'.split(' ')];
/** Put in where none is. */
const inserted = 'to of in for on with at by from about'.split(' ');
const marks = /^[,;:.!?)\]}"]$/;

/** Prepositions: put in, taken out, replaced. */
export function prepositionEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.editable && prepositions.has(word.lower)) {
      for (const preposition of replacing) edits.replace(index, index + 1, preposition, 'preposition-replace');
      edits.delete(index, index + 1, 'preposition-delete');
      continue;
    }
    const before = words[index - 1];
    if (index === 0 || !before!.isWord || prepositions.has(before!.lower) || auxiliaries.has(word.lower)) continue;
    // `something to talk about.`: a preposition may end a clause.
    if (!word.gapBefore && !marks.test(word.token.form)) continue;
    for (const preposition of inserted) edits.insert(index, preposition, 'preposition-insert');
  }
}
