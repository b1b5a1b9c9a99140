import { letterCase } from '../lexicon/letterCase';
import type { Span } from '../text/span';
import type { Finding } from './finding';
import type { OperatingPoint } from './settings';

/** So sure must the n-gram tier be of a misspelling that nobody confirms, where it is written as names are. */
const leastConfidence: Readonly<Record<OperatingPoint, number>> = { cautious: 0.5, balanced: 0.5, eager: 0.2 };

/**
 * Unknown words with a capital inside a sentence that the neural model has read and found nothing wrong with: nearly all are names, and what is offered
 * for them is wrong.
 * @param found by n-grams, offsets in `text`
 * @param grammar what the neural model found in the sentence
 */
export const unconfirmedNames = (
  text: string,
  sentence: Span,
  found: readonly Finding[],
  grammar: readonly Finding[],
  point: OperatingPoint,
): readonly Finding[] =>
  found.filter(
    ({ code, start, end, confidence }) =>
      code === 'unknown-word' &&
      sentence.start < start &&
      end <= sentence.end &&
      confidence < leastConfidence[point] &&
      letterCase(text.slice(start, end)) === 'capitalized' &&
      !grammar.some((other) => other.start < end && start < other.end),
  );
