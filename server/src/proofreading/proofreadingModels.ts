import type { ModelWords } from '../lm/ngram/modelWords';
import type { OpenVocabulary } from '../lm/openVocabulary';
import type { WordModel } from '../lm/wordModel';
import type { ConfusionFactors } from './confusion/confusionFactors';
import type { WordLookup } from './knownForms';
import type { SuggestionMemory } from './spelling/suggestionMemory';

/** What judges a sentence. All of it is read-only and shared. */
export interface ProofreadingModels {
  readonly lexicon: WordLookup;
  readonly suggestions: SuggestionMemory;
  readonly words: WordModel;
  readonly modelWords: ModelWords;
  readonly open: OpenVocabulary;
  readonly confusions: ConfusionFactors;
}
