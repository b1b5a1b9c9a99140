import { deadState } from './byteAutomaton';
import { CharacterNfa, wholeLabel } from './characterNfa';
import { caseVariants } from './codePointSet';
import { LazyDfa } from './lazyDfa';
import { SearchedAutomaton } from './searchedAutomaton';
import type { Utf8Graph } from './utf8Graph';
import { isWordCharacter, otherCharacters, wordCharacters } from './wordCharacters';

/** A banned word was read, and is whole unless a word character follows. */
const wordReadLabel = 2;
/** A banned word was whole. */
const bannedLabel = 4;

/**
 * Any text in which no banned word stands as a whole word, in whatever letter case. Words that contain one are allowed: after its
 * last letter the text cannot end, and another letter has to follow.
 */
export class BannedWords extends SearchedAutomaton {
  override readonly byteKinds: Uint8Array;
  private readonly dfa: LazyDfa;
  private readonly atBoundary: number;
  private readonly insideWord: number;
  private readonly longest: number;

  constructor(words: readonly string[], graph: Utf8Graph) {
    super();
    const nfa = new CharacterNfa(graph);
    this.atBoundary = nfa.addState(wholeLabel);
    this.insideWord = nfa.addState(wholeLabel);
    for (const from of [this.atBoundary, this.insideWord]) {
      nfa.addEdge(from, wordCharacters(), this.insideWord);
      nfa.addEdge(from, otherCharacters(), this.atBoundary);
    }
    addWords(nfa, words, this.atBoundary, this.insideWord);
    this.dfa = new LazyDfa(nfa);
    this.byteKinds = this.dfa.byteKinds;
    this.longest = Math.max(...words.map((word) => word.length));
  }

  /** The state after a text to which the words do not matter, though its end may be the beginning of one. */
  startAfter(text: string): number {
    let state = this.dfa.stateAt(this.atBoundary);
    // One more than fits: where the cut makes a beginning of a word that is none, it is over before the end.
    for (const character of [...text].slice(-this.longest - 2)) {
      for (const byte of new TextEncoder().encode(character)) if (state !== deadState) state = this.step(state, byte);
      if (state === deadState) state = this.dfa.stateAt(isWordCharacter(character) ? this.insideWord : this.atBoundary);
    }
    return this.dfa.without(state, wordReadLabel);
  }

  override step(state: number, byte: number): number {
    const next = this.dfa.step(state, byte);
    return next === deadState || (this.dfa.labels(next) & bannedLabel) !== 0 ? deadState : next;
  }

  override bytesOnward(state: number): readonly number[] {
    return this.dfa.bytesOnward(state);
  }

  override accepts(state: number): boolean {
    return (this.dfa.labels(state) & (wholeLabel | wordReadLabel)) === wholeLabel;
  }

  override awaitsLetters(state: number): boolean {
    return (this.dfa.labels(state) & wordReadLabel) !== 0;
  }

  protected override leastDistance(state: number): number {
    return this.accepts(state) ? 0 : 1;
  }
}

const addWords = (nfa: CharacterNfa, words: readonly string[], atBoundary: number, insideWord: number): void => {
  const wordRead = nfa.addState(wordReadLabel);
  const banned = nfa.addState(bannedLabel);
  nfa.addEdge(wordRead, otherCharacters(), banned);
  // Words begin where no word character is before them; signs that are no word characters begin anywhere.
  const wordRoot = nfa.addState();
  const signRoot = nfa.addState();
  nfa.addEmptyEdge(atBoundary, wordRoot);
  nfa.addEmptyEdge(atBoundary, signRoot);
  nfa.addEmptyEdge(insideWord, signRoot);
  const branches = new Map<string, number>();
  for (const word of words) {
    const characters = [...word];
    let node = isWordCharacter(characters[0]!) ? wordRoot : signRoot;
    for (const character of characters) {
      const variants = caseVariants(character.codePointAt(0)!);
      const key = `${node},${variants[0]![0]}`;
      let next = branches.get(key);
      if (next === undefined) {
        next = nfa.addState();
        branches.set(key, next);
        nfa.addEdge(node, variants, next);
      }
      node = next;
    }
    nfa.addEmptyEdge(node, isWordCharacter(characters.at(-1)!) ? wordRead : banned);
  }
};
