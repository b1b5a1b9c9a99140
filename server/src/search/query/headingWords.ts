import { termsOfWord } from '../index/terms';

const words = (text: string): string[] =>
  (text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []).flatMap((word) => {
    const terms = termsOfWord(word);
    return terms.length > 1 ? terms.slice(1) : terms;
  });

/**
 * Headings as `headingPattern` is looked for in them: their words in small letters without accents, the parts of `getFileName` apart, each heading between
 * spaces in a line of its own.
 */
export const headingWords = (headings: readonly string[]): string =>
  headings.map((heading) => ` ${words(heading).join(' ')} `).join('\n');

/** What stands in `headingWords` where one of the headings has these words side by side; what has no word stands in none. */
export const headingPattern = (wanted: string): string => {
  const found = words(wanted);
  return found.length === 0 ? wanted.toLowerCase() : ` ${found.join(' ')} `;
};
