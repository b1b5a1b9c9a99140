import type { DialectChoice } from '../../lexicon/dialect';
import type { CandidateEdit } from '../../lm/languageModel';
import type { Token } from '../../text/token';

/** What kind of mistake an edit would mend. Thresholds, features and the codes of findings go by it, so names stay and new ones come last. */
export const editClasses = [
  /** cat / cats */
  'noun-number',
  /** going / gone / to go / for going: forms without person and tense */
  'verb-form',
  /** go / went, will go, and a verb with auxiliaries that do not fit it: `is depend` */
  'verb-tense',
  /** he go / he goes; these book / this book */
  'agreement',
  /** more good / better */
  'comparison',
  /** quick / quickly / quickness */
  'derivation',
  'determiner-replace',
  'determiner-insert',
  'determiner-delete',
  'preposition-replace',
  'preposition-insert',
  'preposition-delete',
  'pronoun',
  /** Auxiliaries and modals, put in, left out or replaced. */
  'auxiliary',
  'conjunction',
  'word-order',
  /** A word of another closed class is missing. */
  'function-word-insert',
  /** One is too many. */
  'function-word-delete',
  'comma-insert',
  'comma-delete',
  /** Any other mark. */
  'punctuation',
  'apostrophe',
  'hyphen',
  'capital',
  'repetition',
  /** Words of similar sound or spelling, each right somewhere. */
  'confusion',
  /** make / do: the word that goes with its neighbour. */
  'collocation',
  'spelling',
  /** Another word of much the same meaning, or one the model proposes. */
  'word-choice',
] as const;
export type EditClass = (typeof editClasses)[number];

/** An edit of a sentence, spans in UTF-16 units of the sentence's own text, which it changes. */
export interface GrammarEdit extends CandidateEdit {
  readonly editClass: EditClass;
}

export interface GrammarSentence {
  /** Masked text of the sentence alone. */
  readonly text: string;
  /** Offsets in `text`. */
  readonly tokens: readonly Token[];
  readonly dialect: DialectChoice;
}
