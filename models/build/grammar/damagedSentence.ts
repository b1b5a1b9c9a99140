import type { CandidateEdit } from '../../../server/src/lm/languageModel';
import type { GrammarEdit } from '../../../server/src/proofreading/grammar/grammarEdit';

/** A sentence with mistakes put into it, as inject.ts writes it. */
export interface DamagedSentence {
  readonly sentence: string;
  /** The sentence before it, mistakes in it too; empty at the start of a paragraph. */
  readonly leftContext: string;
  /** What undoes the mistakes, ascending and disjoint. */
  readonly edits: readonly GrammarEdit[];
  /** The document that it is from. */
  readonly source: string;
  /** Whose mistakes they are: `learner`, `native`, or nobody's. */
  readonly mix: string;
  /** By which procedures they were made. */
  readonly family: string;
}

const applied = (text: string, { start, end, replacement }: CandidateEdit): string =>
  text.slice(0, start) + replacement + text.slice(end);

/** Whether an edit undoes one mistake, or two that follow each other, wholly and does nothing else. */
export function isRight({ sentence, edits }: DamagedSentence, edit: CandidateEdit): boolean {
  const edited = applied(sentence, edit);
  return edits.some((gold, index) => {
    if (edited === applied(sentence, gold)) return true;
    const next = edits[index + 1];
    return next !== undefined && edited === applied(applied(sentence, next), gold);
  });
}
