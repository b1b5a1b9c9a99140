import type { ConstraintState } from '../tokenConstraint';
import { type ByteAutomaton, deadState, oneOfEachKind } from './byteAutomaton';
import type { TokenVocabulary, VocabularyTrie } from './vocabularyTrie';

/** Masks kept of one constraint, the latest ones: 6 kB each for 49,152 tokens. */
const keptMasks = 256;

/**
 * How probable letters are after a token that is a whole word: 14 times in 5,593 of the project's own pages, so the logarithm of 0.0025.
 * Without it a model that may not end a word would end it, and then be made to go on with whatever letters.
 */
const lettersAfterWord = -6;

interface TokenMask {
  /** A bit a token. */
  readonly bits: Uint32Array;
  /** Tokens that end a word which may not end. */
  readonly awaitingLetters: readonly number[];
  /** The greatest distance to a whole text after any of the tokens, in bytes. */
  readonly greatestDistance: number;
}

/** What the states of one constraint share. */
export interface ConstraintAutomaton {
  readonly vocabulary: TokenVocabulary;
  readonly trie: VocabularyTrie;
  readonly automaton: ByteAutomaton;
  /** By state. */
  readonly masks: Map<number, TokenMask>;
}

/** A constraint whose texts an automaton takes. */
export class AutomatonConstraint implements ConstraintState {
  constructor(
    private readonly shared: ConstraintAutomaton,
    private readonly state: number,
  ) {}

  get accepts(): boolean {
    return this.shared.automaton.accepts(this.state);
  }

  get complete(): boolean {
    if (!this.accepts) return false;
    const { automaton } = this.shared;
    return oneOfEachKind(automaton.bytesOnward(this.state), automaton.byteKinds).every((byte) => {
      const after = automaton.step(this.state, byte);
      return after === deadState || automaton.distance(after) === Number.POSITIVE_INFINITY;
    });
  }

  mask(logits: Float32Array, remaining = Number.POSITIVE_INFINITY): void {
    const { bits, awaitingLetters } = this.allowed(remaining);
    for (const id of awaitingLetters) logits[id]! += lettersAfterWord;
    for (let word = 0, first = 0; first < logits.length; word++, first += 32) {
      const allowed = bits[word] ?? 0;
      const end = Math.min(first + 32, logits.length);
      if (allowed === 0) logits.fill(Number.NEGATIVE_INFINITY, first, end);
      else if (allowed !== 0xffffffff)
        for (let id = first; id < end; id++)
          if (((allowed >>> (id - first)) & 1) === 0) logits[id] = Number.NEGATIVE_INFINITY;
    }
  }

  advance(token: number): ConstraintState {
    const { automaton, vocabulary } = this.shared;
    const bytes = vocabulary.bytes[token];
    let state = bytes === undefined || bytes.length === 0 ? deadState : this.state;
    for (const byte of bytes ?? []) if (state !== deadState) state = automaton.step(state, byte);
    if (state === deadState || automaton.distance(state) === Number.POSITIVE_INFINITY)
      throw new RangeError(`token ${token} may not come next`);
    return new AutomatonConstraint(this.shared, state);
  }

  private allowed(remaining: number): TokenMask {
    const { masks, automaton } = this.shared;
    let mask = masks.get(this.state);
    if (mask === undefined) {
      mask = this.compute(Number.POSITIVE_INFINITY);
      if (masks.size >= keptMasks) masks.delete(masks.keys().next().value!);
      masks.set(this.state, mask);
    }
    // Every byte is a token, so as many tokens as bytes always are enough.
    const inTime = automaton.distance(this.state) <= remaining;
    return inTime && mask.greatestDistance > remaining - 1 ? this.compute(remaining - 1) : mask;
  }

  /** The tokens after which at most so many bytes make the text whole. */
  private compute(within: number): TokenMask {
    const { vocabulary, trie, automaton } = this.shared;
    const bits = new Uint32Array(Math.ceil(vocabulary.bytes.length / 32));
    const awaitingLetters: number[] = [];
    let greatestDistance = 0;
    const allow = (token: number): void => {
      bits[token >>> 5]! |= 1 << (token & 31);
    };
    trie.forEachTaken(automaton, this.state, (token, after) => {
      const distance = automaton.distance(after);
      if (distance > within) return;
      greatestDistance = Math.max(greatestDistance, distance);
      if (automaton.awaitsLetters(after)) awaitingLetters.push(token);
      allow(token);
    });
    if (this.accepts) vocabulary.endTokens.forEach(allow);
    return { bits, awaitingLetters, greatestDistance };
  }
}
