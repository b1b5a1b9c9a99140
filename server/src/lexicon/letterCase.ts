/** `none`: no letters with case; `capitalized`: the first letter large, the others small (a lone large letter too). */
export type LetterCase = 'none' | 'lower' | 'capitalized' | 'upper' | 'mixed';

export const letterCase = (word: string): LetterCase => {
  const lower = word.toLowerCase();
  const upper = word.toUpperCase();
  if (word === lower) return lower === upper ? 'none' : 'lower';
  if (word === capitalize(lower)) return 'capitalized';
  return word === upper ? 'upper' : 'mixed';
};

/** The first letter large, the rest as it is. A surrogate pair counts as one letter. */
export const capitalize = (word: string): string => {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return word === '' ? '' : first.toUpperCase() + word.slice(first.length);
};

/** `word` in the capitals of `model` where the model's case says something about it: colour/Color/COLOR. */
export const withCaseOf = (model: string, word: string): string => {
  const wanted = letterCase(model);
  if (wanted === 'upper') return word.toUpperCase();
  return wanted === 'capitalized' ? capitalize(word) : word;
};
