const wordCharacter = '[\\p{L}\\p{M}\\p{N}_]';
const startsInWord = new RegExp(`^${wordCharacter}`, 'u');
const endsInWord = new RegExp(`${wordCharacter}$`, 'u');

/** A pattern that finds a phrase as whole words, case ignored, with any white space (a line's end too) where the phrase has some. */
export const wholeWords = (phrase: string): RegExp => {
  const literal = phrase
    .split(/\s+/u)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s+');
  const before = startsInWord.test(phrase) ? `(?<!${wordCharacter})` : '';
  const after = endsInWord.test(phrase) ? `(?!${wordCharacter})` : '';
  return new RegExp(before + literal + after, 'iu');
};
