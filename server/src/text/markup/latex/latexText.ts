/** TeX's ligatures for dashes and quotation marks, longest first. */
const ligatures: readonly (readonly [marks: string, shown: string])[] = [
  ['---', '\u2014'],
  ['--', '\u2013'],
  ['``', '\u201c'],
  ["''", '\u201d'],
  ['`', '\u2018'],
];

/** The ligature at an offset: its marks and what it prints. */
export const ligatureAt = (source: string, start: number): readonly [marks: string, shown: string] | undefined =>
  ligatures.find(([marks]) => source.startsWith(marks, start));

/** A formula's last mark, when it is punctuation of the sentence: labels and spacing may follow. */
const formulaTail =
  /([.,;:?!])(?:\s|\\(?:label|tag)\{[^{}]*\}|\\(?:nonumber|notag|qquad|quad|[,;! ])|\\end\{[a-z]+\*?\})*$/;

/** Offset of the punctuation with which a displayed formula ends or parts its sentence. */
export const formulaPunctuation = (source: string, start: number, end: number): number | undefined => {
  const from = Math.max(start, end - 300);
  const match = formulaTail.exec(source.slice(from, end));
  return match === null ? undefined : from + match.index;
};

/** Whether a sentence ends before a note that stands from `start` to `after`, or right behind it; `from` bounds the look back. */
export const endsSentence = (source: string, from: number, start: number, after: number): boolean =>
  /[.!?\u2026]["'\u2019\u201d)]*\s*$/.test(source.slice(from, start)) ||
  /^(?:\s*$|[.!?]|[^\S\n]*\n[^\S\n]*\n|\s*\\(?:end|item|section|subsection|par)\b)/.test(
    source.slice(after, after + 80),
  );

/** Whether the argument of a macro that is not known is prose. */
export const looksLikeText = (argument: string): boolean =>
  /\p{L}{2,}[,;:.]?\s+\p{L}+/u.test(argument.slice(0, 400)) && !/[=_]|\\begin/.test(argument.slice(0, 400));

/** Whether it sets something, by its equals sign, macro or length, and so prints nothing. */
export const looksLikeSetting = (argument: string): boolean =>
  /[=\\]|\d(?:pt|em|ex|cm|mm|in)\b/.test(argument.slice(0, 200));
