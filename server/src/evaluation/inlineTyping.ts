import { proseWord } from './typing';

/** What a text shown at the beginnings of words was worth. */
export interface InlineCount {
  readonly characters: number;
  readonly keystrokes: number;
  /** Beginnings of words that were come to by typing. */
  readonly starts: number;
  readonly shown: number;
  /** Of those shown. */
  readonly firstWordRight: number;
}

/** The text that is shown behind an offset; empty where none is. */
export type InlineOffer = (offset: number) => Promise<string>;

const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

/**
 * Types a text that has one shown behind the caret at each beginning of a word, as a writer would who always reads it: as many of its words are taken as
 * are right, one key each, or one for all of it. Savings are 1 - keystrokes / characters, as for lists.
 */
export async function inlineKeystrokes(text: string, offer: InlineOffer): Promise<InlineCount> {
  let keystrokes = text.length;
  let [starts, shown, firstWordRight, covered] = [0, 0, 0, 0];
  for (const { index } of text.matchAll(proseWord)) {
    if (index < covered) continue;
    starts++;
    const offered = await offer(index);
    if (offered === '') continue;
    shown++;
    const right = rightWords(offered, text, index);
    if (right.length === 0) continue;
    firstWordRight++;
    const length = right.at(-1)!;
    const keys = length === offered.length ? 1 : right.length;
    if (length <= keys) continue;
    keystrokes -= length - keys;
    covered = index + length;
  }
  return { characters: text.length, keystrokes, starts, shown, firstWordRight };
}

/** A word, or marks behind one: editors take them one by one. */
const acceptedPart = /\s*(?:[\p{L}\p{M}\p{N}_]+(?:['\u2019-][\p{L}\p{M}\p{N}_]+)*|[^\s\p{L}\p{M}\p{N}_]+)/gu;

/** Where the words of an offered text end that stand in the text too, from the first on. */
const rightWords = (offered: string, text: string, offset: number): readonly number[] => {
  const ends: number[] = [];
  for (const { 0: word, index } of offered.matchAll(acceptedPart)) {
    const end = index + word.length;
    const isRight = text.startsWith(offered.slice(0, end), offset);
    // Half a word is none.
    const isWhole = !(wordCharacter.test(word.slice(-1)) && wordCharacter.test(text.charAt(offset + end)));
    if (!isRight || !isWhole) break;
    ends.push(end);
  }
  return ends;
};

export const noInline: InlineCount = { characters: 0, keystrokes: 0, starts: 0, shown: 0, firstWordRight: 0 };
