import { addWordTree } from './alternatives';
import { type CharacterNfa, wholeLabel } from './characterNfa';
import { codePointsMatching } from './codePointSet';
import { isWordCharacter, lastCharacter } from './wordCharacters';

const space = '\\s';
/** Punctuation, but for what joins words into one. */
const punctuation = '[\\p{P}--\\p{Pc}]';
const dashes = '[-‐–—/]';

/** Adds up to `most` characters of a set one after the other; gives the state behind them. */
const addSome = (
  nfa: CharacterNfa,
  from: number,
  [source, flags]: readonly [string, string],
  least: number,
  most: number,
) => {
  const set = codePointsMatching(source, flags);
  const end = nfa.addState();
  let state = from;
  for (let count = 0; count < most; count++) {
    if (count >= least) nfa.addEmptyEdge(state, end);
    const next = nfa.addState();
    nfa.addEdge(state, set, next);
    state = next;
  }
  nfa.addEmptyEdge(state, end);
  return end;
};

const spaces = [space, 'u'] as const;
const marks = [punctuation, 'v'] as const;
const joints = [dashes, 'u'] as const;

/**
 * Words of a list, as they stand there or with a capital first letter, one at least, as prose has them: between two words stand one or two spaces, up to three marks before and two
 * after them, or one hyphen, dash or slash. States to start in: `afterWord` where the text before ends inside a word, `apart` where
 * it does not.
 */
export const addWordList = (nfa: CharacterNfa, words: readonly string[]): { afterWord: number; apart: number } => {
  const root = nfa.addState();
  const wordEnd = nfa.addState();
  addWordTree(nfa, root, new Set(words), (state) => nfa.addEmptyEdge(state, wordEnd), { capitals: true });

  const closed = addSome(nfa, wordEnd, marks, 0, 3);
  nfa.addLabel(closed, wholeLabel);
  const spaced = addSome(nfa, closed, spaces, 1, 2);
  nfa.addEmptyEdge(addSome(nfa, spaced, marks, 0, 2), root);
  nfa.addEmptyEdge(addSome(nfa, wordEnd, joints, 1, 1), root);

  // What separates comes first; before any word the text is not whole.
  const afterWord = nfa.addState();
  const apartFromWord = addSome(nfa, addSome(nfa, afterWord, marks, 0, 3), spaces, 1, 2);
  nfa.addEmptyEdge(addSome(nfa, apartFromWord, marks, 0, 2), root);
  const apart = nfa.addState();
  nfa.addEmptyEdge(addSome(nfa, addSome(nfa, apart, spaces, 0, 2), marks, 0, 2), root);
  return { afterWord, apart };
};

/** Whether a text that goes on would first have to end a word. */
export const endsInsideWord = (text: string): boolean => isWordCharacter(lastCharacter(text));
