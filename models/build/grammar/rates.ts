import type { EditClass } from '../../../server/src/proofreading/grammar/grammarEdit';

/** How many mistakes of each class a thousand words have. */
export type Rates = Readonly<Record<EditClass, number>>;

/**
 * Learners, about 100 in all: the shares of ERRANT's types in W&I+LOCNESS and FCE, rounded (Bryant, Felice, Andersen and Briscoe 2019, "The BEA-2019
 * Shared Task on Grammatical Error Correction"), brought to our classes. Their type OTHER, rephrasings of several words, is not made.
 */
export const learner: Rates = {
  'noun-number': 5.5,
  'verb-form': 6,
  'verb-tense': 6,
  agreement: 4,
  comparison: 0.6,
  derivation: 2.6,
  'determiner-replace': 3,
  'determiner-insert': 7.5,
  'determiner-delete': 4.5,
  'preposition-replace': 6.5,
  'preposition-insert': 2.8,
  'preposition-delete': 2.5,
  pronoun: 3,
  auxiliary: 3.5,
  conjunction: 1,
  'word-order': 2,
  'function-word-insert': 1.2,
  'function-word-delete': 1.5,
  'comma-insert': 8,
  'comma-delete': 4.5,
  punctuation: 2,
  apostrophe: 1.2,
  hyphen: 0.7,
  capital: 3,
  repetition: 0.3,
  confusion: 3,
  collocation: 3,
  spelling: 8,
  'word-choice': 3,
};

/**
 * Native writers, about 5 in all. The order follows the counts of Lunsford and Lunsford 2008 ("Mistakes Are a Fact of Life", 877 student papers), without what no single
 * edit mends (references, fused sentences, documentation); slips of the keys (doubled and missing words) are added.
 */
export const native: Rates = {
  'noun-number': 0.15,
  'verb-form': 0.15,
  'verb-tense': 0.12,
  agreement: 0.35,
  comparison: 0.02,
  derivation: 0.08,
  'determiner-replace': 0.1,
  'determiner-insert': 0.25,
  'determiner-delete': 0.06,
  'preposition-replace': 0.15,
  'preposition-insert': 0.12,
  'preposition-delete': 0.05,
  pronoun: 0.1,
  auxiliary: 0.12,
  conjunction: 0.03,
  'word-order': 0.03,
  'function-word-insert': 0.12,
  'function-word-delete': 0.08,
  'comma-insert': 0.7,
  'comma-delete': 0.4,
  punctuation: 0.1,
  apostrophe: 0.3,
  hyphen: 0.15,
  capital: 0.15,
  repetition: 0.2,
  confusion: 0.5,
  collocation: 0.02,
  spelling: 1,
  'word-choice': 0.05,
};

export const scaled = (rates: Rates, factor: number): Rates =>
  Object.fromEntries(Object.entries(rates).map(([editClass, rate]) => [editClass, rate * factor])) as Rates;
