import type { EditCollector } from './editCollector';
import type { GrammarSentence } from './grammarEdit';
import type { GrammarResources } from './grammarResources';
import type { GrammarWord } from './grammarWord';

/** What a generator reads, and where its edits go. */
export interface CandidateContext {
  readonly sentence: GrammarSentence;
  readonly words: readonly GrammarWord[];
  readonly resources: GrammarResources;
  readonly edits: EditCollector;
}
