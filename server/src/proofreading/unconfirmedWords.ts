import type { Span } from '../text/span';
import type { Finding } from './finding';
import type { OperatingPoint } from './settings';

/**
 * So sure must the n-gram tier be of a misspelling that nobody confirms. Of 36 words in small letters that it was .35 to .7 sure of in the validation text of
 * models/build/grammar, and nobody confirmed when balanced, the first candidate was right for none, and four were mistakes at all. When cautious, the neural model
 * confirms less, and what it does not is more often a mistake.
 */
const leastConfidence: Readonly<Record<OperatingPoint, number>> = { cautious: 0.5, balanced: 0.7, eager: 0.5 };

/**
 * Unknown words of a sentence that the neural model has read and found nothing wrong with: nearly all are names, words of other languages or new ones, and
 * what is offered for them is wrong.
 * @param found by n-grams in the sentence
 * @param grammar what the neural model found in the sentence
 */
export const unconfirmedWords = (
  found: readonly Finding[],
  grammar: readonly Finding[],
  point: OperatingPoint,
): readonly Finding[] =>
  found.filter(
    ({ code, start, end, confidence }) =>
      code === 'unknown-word' &&
      confidence < leastConfidence[point] &&
      !grammar.some((other) => other.start < end && start < other.end),
  );

/**
 * Those of a sentence whose first candidate the neural model finds less likely than what is written.
 * @param refuted their places, counted from `offset`
 */
export const refutedFindings = (
  found: readonly Finding[],
  refuted: readonly Span[],
  offset: number,
): readonly Finding[] =>
  found.filter((one) => refuted.some(({ start, end }) => one.start === start + offset && one.end === end + offset));
