import type { ModelWords } from '../../lm/ngram/modelWords';
import type { OpenVocabulary } from '../../lm/openVocabulary';
import type { WordModel } from '../../lm/wordModel';
import type { GrammarResources } from './grammarResources';

/** What candidate edits are made from and judged by, but for the neural model. All of it is read-only and shared. */
export interface GrammarModels {
  readonly resources: GrammarResources;
  readonly words: WordModel;
  readonly modelWords: ModelWords;
  readonly open: OpenVocabulary;
}
