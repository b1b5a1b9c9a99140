import type { ConstraintOptions } from '../../languageModel';
import type { ConstraintState } from '../tokenConstraint';
import { addAlternatives } from './alternatives';
import { AutomatonConstraint, type ConstraintAutomaton } from './automatonConstraint';
import { BannedWords } from './bannedWords';
import type { ByteAutomaton } from './byteAutomaton';
import { CharacterNfa } from './characterNfa';
import { ConstraintError } from './constraintError';
import { Intersection } from './intersection';
import { LazyDfa } from './lazyDfa';
import { addPattern } from './pattern';
import { Prefixed } from './prefixed';
import { Utf8Graph } from './utf8Graph';
import { type TokenVocabulary, VocabularyTrie } from './vocabularyTrie';
import { addWordList, endsInsideWord } from './wordList';

/** Constraints whose automata and masks are kept for the next generation. */
const remembered = 8;

/** An automaton, and where it starts after a text. */
interface Compiled {
  readonly automaton: ByteAutomaton;
  startAfter(text: string): number;
}

/** Whether options ask for anything: without, no compiler is needed. */
export const isConstrained = ({ vocabulary, pattern, alternatives, bannedWords }: ConstraintOptions): boolean =>
  vocabulary !== undefined || pattern !== undefined || alternatives !== undefined || (bannedWords?.length ?? 0) > 0;

/** Makes constraints for the tokens of one model. */
export class ConstraintCompiler {
  private readonly trie: VocabularyTrie;
  private readonly graph: Utf8Graph;
  private readonly compiled = new Map<string, Compiled & { readonly shared: ConstraintAutomaton }>();

  constructor(private readonly vocabulary: TokenVocabulary) {
    this.trie = new VocabularyTrie(vocabulary);
    const alone = new Uint8Array(256);
    for (const bytes of vocabulary.bytes) if (bytes?.length === 1) alone[bytes[0]!] = 1;
    this.graph = new Utf8Graph((byte) => alone[byte] === 1);
  }

  /**
   * The state before the first token; undefined where the options ask for nothing.
   * @param precedingText What is being continued: a banned word may have begun in it, and words of a list stand apart from its last.
   * @param owed The end of it that tokens are still to write, before the text that is constrained.
   * @throws ConstraintError where the options contradict each other, cannot be read, or leave no text
   */
  compile(options: ConstraintOptions, precedingText = '', owed = ''): ConstraintState | undefined {
    const key = JSON.stringify([options.vocabulary, options.pattern, options.alternatives, options.bannedWords, owed]);
    let known = this.compiled.get(key);
    if (known === undefined) {
      const compiled = behind(owed, compileOptions(options, this.graph));
      if (compiled === undefined) return undefined;
      known = {
        ...compiled,
        shared: { vocabulary: this.vocabulary, trie: this.trie, automaton: compiled.automaton, masks: new Map() },
      };
    }
    // The one used last stands last.
    this.compiled.delete(key);
    this.compiled.set(key, known);
    if (this.compiled.size > remembered) this.compiled.delete(this.compiled.keys().next().value!);
    const start = known.startAfter(precedingText);
    if (known.automaton.distance(start) === Number.POSITIVE_INFINITY)
      throw new ConstraintError('no text meets the constraint; loosen it, or ban fewer words');
    return new AutomatonConstraint(known.shared, start);
  }
}

/** A constraint on what follows some text that has to come first. */
const behind = (owed: string, compiled: Compiled | undefined): Compiled | undefined => {
  if (owed === '' || compiled === undefined) return compiled;
  const automaton = new Prefixed(new TextEncoder().encode(owed), compiled.automaton);
  return { automaton, startAfter: (text) => automaton.stateAt(compiled.startAfter(text)) };
};

const compileOptions = (options: ConstraintOptions, graph: Utf8Graph): Compiled | undefined => {
  const allowed = compileAllowed(options, graph);
  const words = (options.bannedWords ?? []).map((word) => word.trim()).filter((word) => word !== '');
  if (words.length === 0) return allowed;
  const banned = new BannedWords(words, graph);
  if (allowed === undefined) return { automaton: banned, startAfter: (text) => banned.startAfter(text) };
  const both = new Intersection(allowed.automaton, banned);
  return {
    automaton: both,
    startAfter: (text) => both.stateAt(allowed.startAfter(text), banned.startAfter(text)),
  };
};

const compileAllowed = (
  { vocabulary, pattern, alternatives }: ConstraintOptions,
  graph: Utf8Graph,
): Compiled | undefined => {
  if ([vocabulary, pattern, alternatives].filter((option) => option !== undefined).length > 1)
    throw new ConstraintError('a vocabulary, a pattern and alternatives exclude each other; give one of them');
  const nfa = new CharacterNfa(graph);
  if (vocabulary !== undefined) {
    const words = vocabulary.map((word) => word.trim()).filter((word) => word !== '');
    if (words.length === 0) throw new ConstraintError('the vocabulary has no words');
    const { afterWord, apart } = addWordList(nfa, words);
    return compiled(nfa, (text) => (endsInsideWord(text) ? afterWord : apart));
  }
  if (alternatives !== undefined) {
    if (alternatives.length === 0) throw new ConstraintError('there are no alternatives');
    const root = addAlternatives(nfa, alternatives);
    return compiled(nfa, () => root);
  }
  if (pattern === undefined) return undefined;
  const start = addPattern(nfa, pattern);
  return compiled(nfa, () => start);
};

const compiled = (nfa: CharacterNfa, startIn: (text: string) => number): Compiled => {
  const automaton = new LazyDfa(nfa);
  return {
    automaton,
    startAfter(text) {
      const start = automaton.stateAt(startIn(text));
      if (start < 0) throw new ConstraintError('no text that the model can write meets the constraint');
      return start;
    },
  };
};
