import type { DialectChoice } from '../../lexicon/dialect';
import type { Lookup } from '../../lexicon/lexicon';
import type { SuggestionMemory } from '../spelling/suggestionMemory';

/** What the generators ask of the lexicon. */
export interface GrammarLexicon {
  indexOf(word: string): number;
  /** Natural logarithm of the word's relative frequency. */
  frequency(index: number): number;
  lookup(word: string, dialect: DialectChoice): Lookup;
}

/** What candidate edits are made from. All of it is read-only and shared. */
export interface GrammarResources {
  readonly lexicon: GrammarLexicon;
  readonly suggestions: SuggestionMemory;
}
