/** What a list offers for the rest of a word; best first. */
export type Offer = (place: { readonly offset: number; readonly wordStart: number }) => readonly string[];

export interface KeystrokeCount {
  readonly characters: number;
  readonly keystrokes: number;
  readonly words: number;
  readonly accepted: number;
}

/** A word of prose. */
export const proseWord = /\p{L}[\p{L}\p{M}]*(?:['\u2019]\p{L}+)*/gu;

/**
 * Types a text with a list that is shown after every character, at the beginning of a word too, as a writer would who always sees what is in
 * it: each word costs the fewest keys of typing on and taking it, and taking is one key. Savings are 1 - keystrokes / characters
 * (Trnka and McCoy 2008).
 */
export function keystrokes(text: string, offer: Offer): KeystrokeCount {
  let keys = text.length;
  let words = 0;
  let accepted = 0;
  for (const match of text.matchAll(proseWord)) {
    const [target] = match;
    words++;
    // One key takes it: with fewer than two characters left nothing is saved.
    for (let typed = 0; typed < target.length - 1; typed++) {
      if (!offer({ offset: match.index + typed, wordStart: match.index }).includes(target)) continue;
      keys -= target.length - typed - 1;
      accepted++;
      break;
    }
  }
  return { characters: text.length, keystrokes: keys, words, accepted };
}

export const noKeystrokes: KeystrokeCount = { characters: 0, keystrokes: 0, words: 0, accepted: 0 };

/** The share of keys that is saved. */
export const saved = ({ characters, keystrokes: keys }: KeystrokeCount): number => 1 - keys / (characters || 1);
