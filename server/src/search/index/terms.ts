import { stemmer } from 'stemmer';
import { ownCopy } from '../../text/ownCopy';

const word = /[\p{L}\p{M}\p{N}_]+/gu;
/** Parts of `getFileName`, `HTTPServer`, `file_name`. */
const part = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{N}+|\p{Lu}/gu;

/** One form for `naïve`, however it is encoded, and `naive`. Marks of scripts in which they are vowels stay. */
const withoutAccents = (lower: string): string =>
  /^\p{ASCII}*$/u.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .replace(/[\u0300-\u036F]/g, '')
        .normalize('NFC');

/** Stems that were made, since few words make up most of a text. */
const stems = new Map<string, string>();
const mostStems = 200_000;

const stem = (lower: string): string => {
  const known = stems.get(lower);
  if (known !== undefined) return known;
  if (stems.size >= mostStems) stems.clear();
  const made = ownCopy(stemmer(withoutAccents(lower)));
  stems.set(ownCopy(lower), made);
  return made;
};

/** The terms that a text is found by: stems of its words in lower case, and of an identifier's parts beside the identifier itself. */
export const termsOf = (text: string): string[] => {
  const terms: string[] = [];
  for (const [found] of text.matchAll(word)) {
    // A key or encoded data is no term that anybody looks for.
    if (found.length > 64) continue;
    terms.push(stem(found.toLowerCase()));
    if (/^\p{Lu}?[\p{Ll}\p{M}]*$/u.test(found)) continue;
    const parts = found.match(part) ?? [];
    if (parts.length > 1) for (const piece of parts) terms.push(stem(piece.toLowerCase()));
  }
  return terms;
};
