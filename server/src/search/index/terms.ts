import type { Stem } from './stemming';

/** A word as it is written. */
export const word = /[\p{L}\p{M}\p{N}_]+/gu;
/** Parts of `getFileName`, `HTTPServer`, `file_name`. */
const part = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{N}+|\p{Lu}/gu;
const plainWord = /^\p{Lu}?[\p{Ll}\p{Lo}\p{M}]*$/u;

/** A key or encoded data is no term that anybody looks for. */
export const longestWord = 64;

/** One form for `naïve`, however it is encoded, and `naive`. Marks of scripts in which they make another letter stay. */
const withoutAccents = (lower: string): string =>
  /^\p{ASCII}*$/u.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .replace(/([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036F]+/gu, '$1')
        .normalize('NFC');

/** The terms of one word as it is written: in lower case without accents, and of an identifier its parts beside the identifier itself. */
export const termsOfWord = (written: string): string[] => {
  if (written.length > longestWord) return [];
  const whole = withoutAccents(written.toLowerCase());
  if (plainWord.test(written)) return [whole];
  const parts = written.match(part) ?? [];
  return parts.length > 1 ? [whole, ...parts.map((piece) => withoutAccents(piece.toLowerCase()))] : [whole];
};

/** The terms of a text in order, with their endings. */
export const termsOf = (text: string): string[] => (text.match(word) ?? []).flatMap(termsOfWord);

/** The stems of a text's terms: what all ranking but `exact` goes by. */
export const stemsOf = (text: string, stem: Stem): string[] => termsOf(text).map(stem);
