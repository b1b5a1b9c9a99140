import type { DialectChoice } from '../../lexicon/dialect';
import type { Inflections } from '../../lexicon/inflections';
import type { ConfusionFactors } from '../confusion/confusionFactors';
import type { SuggestionMemory } from '../spelling/suggestionMemory';

/** What the generators ask of the lexicon. */
export interface GrammarLexicon {
  /** The number of the entry written exactly so, or -1. */
  indexOf(word: string): number;
  /** Natural logarithm of the word's relative frequency. */
  frequency(index: number): number;
  /** Whether a writer of `dialect` may use the entry. */
  allows(index: number, dialect: DialectChoice): boolean;
}

/** What candidate edits are made from. All of it is read-only and shared. */
export interface GrammarResources {
  readonly lexicon: GrammarLexicon;
  readonly inflections: Inflections;
  readonly suggestions: SuggestionMemory;
  readonly confusions: ConfusionFactors;
}

/** Words that a language model finds likely before or in the place of the token at `index`, in small letters but for names. */
export type WordProposals = (index: number) => readonly string[];
