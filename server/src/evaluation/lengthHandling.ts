import type { NgramModel } from '../lm/ngram/ngramModel';
import { REFERENCE, SENTENCE_END, SENTENCE_START, vocabularyForm } from '../lm/ngram/vocabularyForm';
import { tokenize } from '../text/tokens';

/** A sentence as the model sees it, with what is needed to compare it with one of another length. */
export interface MeasuredSentence {
  /** In vocabulary form. */
  readonly words: readonly string[];
  /** Natural logarithms; masked stretches have none, the end of the sentence counts. */
  readonly logProbability: number;
  readonly logUnigrams: number;
  readonly scored: number;
}

export function measureSentence(model: NgramModel, text: string): MeasuredSentence {
  const words = tokenize(text, { start: 0, end: text.length }).map(vocabularyForm);
  const ids = [SENTENCE_START, ...words, SENTENCE_END].map((word) => model.idOf(word));
  let logProbability = 0;
  let logUnigrams = 0;
  let scored = 0;
  for (let position = 1; position < ids.length; position++) {
    if (words[position - 1] === REFERENCE) continue;
    logProbability += model.logProbabilityAt(ids, position);
    logUnigrams += model.logProbabilityAt([ids[position]!], 0);
    scored++;
  }
  return { words, logProbability, logUnigrams, scored };
}

/** Greater is better. The syntactic log odds ratio is after Pauls and Klein 2012 and Lau et al. 2017. */
export const lengthHandling = {
  sum: ({ logProbability }: MeasuredSentence): number => logProbability,
  mean: ({ logProbability, scored }: MeasuredSentence): number => logProbability / Math.max(1, scored),
  slor: ({ logProbability, logUnigrams, scored }: MeasuredSentence): number =>
    (logProbability - logUnigrams) / Math.max(1, scored),
};

/**
 * What one sentence has that the other has not, when that is one stretch: the words of `longer` that are missing in `shorter`.
 * Undefined when they differ by a replacement, or in more than one place.
 */
export function insertedWords(longer: MeasuredSentence, shorter: MeasuredSentence): readonly string[] | undefined {
  const [a, b] = [longer.words, shorter.words];
  if (a.length <= b.length) return undefined;
  let first = 0;
  while (first < b.length && a[first] === b[first]) first++;
  let last = 0;
  while (last < b.length - first && a[a.length - 1 - last] === b[b.length - 1 - last]) last++;
  return first + last === b.length ? a.slice(first, a.length - last) : undefined;
}
