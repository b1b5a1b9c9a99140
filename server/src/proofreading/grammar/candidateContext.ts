import type { InflectedForm } from '../../lexicon/inflectionsFile';
import type { EditCollector } from './editCollector';
import type { EditClass, GrammarSentence } from './grammarEdit';
import type { GrammarResources, WordProposals } from './grammarResources';
import type { GrammarWord } from './grammarWord';
import type { PhraseSets } from './phraseSets';

/** What a generator reads, and where its edits go. */
export interface CandidateContext {
  readonly sentence: GrammarSentence;
  readonly words: readonly GrammarWord[];
  readonly resources: GrammarResources;
  readonly edits: EditCollector;
  readonly proposals: WordProposals | undefined;
}

/** Puts others of its set in the place of each phrase. */
export function exchange({ words, edits }: CandidateContext, sets: PhraseSets, editClass: EditClass): void {
  for (let index = 0; index < words.length; index++) {
    for (const { length, others } of sets.matches(words, index)) {
      for (const other of others) edits.replace(index, index + length, other, editClass);
    }
  }
}

/** The forms of a lemma that the sentence's dialect takes, the lemma first. */
export const formsOf = (context: CandidateContext, entry: number): readonly InflectedForm[] =>
  context.resources.inflections.formsOf(entry).filter(({ form }) => isAllowed(context, form));

/** Whether the lexicon has the word and the sentence's dialect takes it. */
export function isAllowed({ resources: { lexicon }, sentence: { dialect } }: CandidateContext, word: string): boolean {
  const index = lexicon.indexOf(word);
  return index >= 0 && lexicon.allows(index, dialect);
}
