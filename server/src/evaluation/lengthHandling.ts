import type { NgramLanguageModel } from '../lm/ngram/ngramLanguageModel';
import { REFERENCE, SENTENCE_END, vocabularyForm } from '../lm/ngram/vocabularyForm';
import { tokenize } from '../text/tokens';

/** A sentence as a model sees it, with what is needed to compare it with one of another length. */
export interface MeasuredSentence {
  /** In vocabulary form. */
  readonly words: readonly string[];
  /** Natural logarithms; masked stretches have none, the end of the sentence counts. */
  readonly logProbability: number;
  /** Of the words' frequencies. */
  readonly logUnigrams: number;
  /** Words and marks that were scored, and the end. */
  readonly scored: number;
}

/**
 * @param frequencies the model whose unigrams they are
 * @param logProbability of the sentence, by whichever model is measured
 */
export function measureSentence(
  frequencies: NgramLanguageModel,
  text: string,
  logProbability: number,
): MeasuredSentence {
  const { model } = frequencies;
  const span = { start: 0, end: text.length };
  const words = tokenize(text, span).map(vocabularyForm);
  const { tokens } = frequencies.scoreSentence(text, span);
  let logUnigrams = 0;
  const scored = [...words.filter((word) => word !== REFERENCE), SENTENCE_END];
  for (const [i, token] of tokens.entries()) {
    // What no context could predict says nothing about the sentence's form.
    logUnigrams += token.outOfVocabulary ? token.logProbability : model.logProbabilityAt([model.idOf(scored[i]!)], 0);
  }
  return { words, logProbability, logUnigrams, scored: tokens.length };
}

/** Greater is better. The syntactic log odds ratio is after Pauls and Klein 2012 and Lau et al. 2017. */
export const lengthHandling = {
  sum: ({ logProbability }: MeasuredSentence): number => logProbability,
  mean: ({ logProbability, scored }: MeasuredSentence): number => logProbability / Math.max(1, scored),
  slor: ({ logProbability, logUnigrams, scored }: MeasuredSentence): number =>
    (logProbability - logUnigrams) / Math.max(1, scored),
};

/** The words of each sentence between their common beginning and their common end. */
export function differingWords(
  a: readonly string[],
  b: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const shorter = Math.min(a.length, b.length);
  let first = 0;
  while (first < shorter && a[first] === b[first]) first++;
  let last = 0;
  while (last < shorter - first && a[a.length - 1 - last] === b[b.length - 1 - last]) last++;
  return [a.slice(first, a.length - last), b.slice(first, b.length - last)];
}
