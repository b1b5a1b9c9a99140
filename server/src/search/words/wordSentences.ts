import { termsOf } from '../index/terms';

const paragraph = /(?:[^\n]*\S[^\n]*\n?)+/g;
const hasLetter = /\p{L}/u;

/**
 * The words of a passage, one list a paragraph (of code: what stands between blank lines): as the index by terms has them, so that what is related can be looked for, without
 * numbers. An identifier is followed by its parts, which makes them its neighbours.
 */
export function* wordSentences(text: string): Generator<string[]> {
  for (const [block] of text.matchAll(paragraph)) {
    const words = termsOf(block).filter((term) => hasLetter.test(term));
    if (words.length > 1) yield words;
  }
}
