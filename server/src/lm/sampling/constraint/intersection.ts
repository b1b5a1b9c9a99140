import { type ByteAutomaton, deadState } from './byteAutomaton';
import { SearchedAutomaton } from './searchedAutomaton';

/** Texts that both automata take. The first is the one with fewer ways on. */
export class Intersection extends SearchedAutomaton {
  override readonly byteKinds: Uint8Array;
  private readonly firsts: number[] = [];
  private readonly seconds: number[] = [];
  private readonly states = new Map<string, number>();

  constructor(
    private readonly first: ByteAutomaton,
    private readonly second: ByteAutomaton,
  ) {
    super();
    const kinds = new Map<number, number>();
    this.byteKinds = first.byteKinds.map((kind, byte) => {
      const pair = kind * 256 + second.byteKinds[byte]!;
      if (!kinds.has(pair)) kinds.set(pair, kinds.size);
      return kinds.get(pair)!;
    });
  }

  stateAt(first: number, second: number): number {
    const key = `${first},${second}`;
    const known = this.states.get(key);
    if (known !== undefined) return known;
    this.firsts.push(first);
    const state = this.seconds.push(second) - 1;
    this.states.set(key, state);
    return state;
  }

  override step(state: number, byte: number): number {
    const first = this.first.step(this.firsts[state]!, byte);
    if (first === deadState) return deadState;
    const second = this.second.step(this.seconds[state]!, byte);
    return second === deadState ? deadState : this.stateAt(first, second);
  }

  override bytesOnward(state: number): readonly number[] {
    return this.first.bytesOnward(this.firsts[state]!);
  }

  override accepts(state: number): boolean {
    return this.first.accepts(this.firsts[state]!) && this.second.accepts(this.seconds[state]!);
  }

  override awaitsLetters(state: number): boolean {
    return this.first.awaitsLetters(this.firsts[state]!) || this.second.awaitsLetters(this.seconds[state]!);
  }

  protected override leastDistance(state: number): number {
    return Math.max(this.first.distance(this.firsts[state]!), this.second.distance(this.seconds[state]!));
  }
}
