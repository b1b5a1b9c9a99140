import { segmentSentences } from '../../text/sentences';
import type { Span } from '../../text/span';
import { tokenize } from '../../text/tokens';
import { vocabularyForm } from './vocabularyForm';

/** The sentences of a block of prose as model words, without sentence markers; empty ones are left out. */
export function modelSentences(text: string, block: Span = { start: 0, end: text.length }): string[][] {
  const sentences: string[][] = [];
  for (const span of segmentSentences(text, block)) {
    const words = tokenize(text, span).map(vocabularyForm);
    if (words.length > 0) sentences.push(words);
  }
  return sentences;
}
