import type { Lexicon } from '../lexicon/lexicon';
import type { OpenVocabulary } from '../lm/openVocabulary';
import type { WordModel } from '../lm/wordModel';
import type { ConfusionFactors } from './confusion/confusionFactors';
import type { SpellingCorrector } from './spelling/spellingCorrector';

/** What judges a sentence. All of it is read-only and shared. */
export interface ProofreadingModels {
  readonly lexicon: Lexicon;
  readonly corrector: SpellingCorrector;
  readonly words: WordModel;
  readonly open: OpenVocabulary;
  readonly confusions: ConfusionFactors;
}
