import type { CandidateContext } from '../candidateContext';
import type { EditClass } from '../grammarEdit';
import { endsPhrase, hasGap } from '../grammarWord';
import { kindsOf, WordKind } from '../wordKind';

/** What a language model finds likely at a place: in the place of the word there, and before it. */
export function proposalEdits({ words, edits, resources, proposals }: CandidateContext): void {
  if (proposals === undefined) return;
  for (let index = 0; index < words.length; index++) {
    for (const proposal of proposals(index)) {
      const lower = proposal.toLowerCase();
      const kinds = kindsOf({ kind: 'word', form: proposal }, lower, resources.inflections.analysesOf(lower), true);
      if (words[index]!.editable) edits.replace(index, index + 1, proposal, classes(kinds, 'replace'));
      if (index > 0 && (hasGap(words, index) || endsPhrase(words[index])))
        edits.insert(index, proposal, classes(kinds, 'insert'));
    }
  }
}

function classes(kinds: number, change: 'replace' | 'insert'): EditClass {
  if (kinds & WordKind.Determiner) return `determiner-${change}`;
  if (kinds & WordKind.Preposition) return `preposition-${change}`;
  if (kinds & WordKind.Pronoun) return 'pronoun';
  if (kinds & WordKind.Auxiliary) return 'auxiliary';
  if (kinds & WordKind.Conjunction) return 'conjunction';
  return change === 'insert' ? 'function-word-insert' : 'word-choice';
}
