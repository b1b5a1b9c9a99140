import { type CharacterNfa, wholeLabel } from './characterNfa';

export interface WordTreeOptions {
  /** A word may begin with the capital of its first letter, too. */
  readonly capitals: boolean;
}

/** Adds the words of a list as a tree, and calls back for the state behind each. */
export const addWordTree = (
  nfa: CharacterNfa,
  root: number,
  words: Iterable<string>,
  onWord: (state: number) => void,
  { capitals }: WordTreeOptions = { capitals: false },
): void => {
  const branches = new Map<number, number>();
  for (const word of words) {
    let node = root;
    for (const character of word) {
      const codePoint = character.codePointAt(0)!;
      const key = node * 0x110000 + codePoint;
      let next = branches.get(key);
      if (next === undefined) {
        next = nfa.addState();
        branches.set(key, next);
        nfa.addCharacterEdge(node, codePoint, next);
        const capital = character.toUpperCase();
        if (capitals && node === root && capital !== character && [...capital].length === 1)
          nfa.addCharacterEdge(root, capital.codePointAt(0)!, next);
      }
      node = next;
    }
    onWord(node);
  }
};

/** Exactly one of the texts. Gives the state to start in. */
export const addAlternatives = (nfa: CharacterNfa, texts: readonly string[]): number => {
  const root = nfa.addState();
  addWordTree(nfa, root, texts, (state) => nfa.addLabel(state, wholeLabel));
  return root;
};
