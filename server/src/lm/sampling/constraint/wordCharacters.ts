import { type CodePointSet, codePointsMatching, complementOf } from './codePointSet';

/** What words are made of: a word is whole where another character, or none, stands beside it. */
const wordClass = '[\\p{L}\\p{M}\\p{N}\\p{Pc}]';
const wordCharacter = new RegExp(wordClass, 'u');

export const isWordCharacter = (character: string): boolean => wordCharacter.test(character);

export const wordCharacters = (): CodePointSet => codePointsMatching(wordClass, 'u');

let others: CodePointSet | undefined;

export const otherCharacters = (): CodePointSet => {
  others ??= complementOf(wordCharacters());
  return others;
};

/** The last character of a text, whole; empty for none. */
export const lastCharacter = (text: string): string => [...text.slice(-2)].at(-1) ?? '';
