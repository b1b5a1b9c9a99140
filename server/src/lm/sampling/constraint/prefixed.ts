import { type ByteAutomaton, deadState } from './byteAutomaton';

/** Texts of an automaton behind bytes that have to come first, in whatever tokens. */
export class Prefixed implements ByteAutomaton {
  /** The bytes of the prefix differ from all others. */
  readonly byteKinds = Uint8Array.from({ length: 256 }, (_, byte) => byte);

  constructor(
    private readonly prefix: Uint8Array,
    private readonly inner: ByteAutomaton,
  ) {}

  stateAt(inner: number): number {
    return this.encode(inner, this.prefix.length);
  }

  step(state: number, byte: number): number {
    const { inner, left } = this.decode(state);
    if (left > 0) return byte === this.prefix[this.prefix.length - left] ? this.encode(inner, left - 1) : deadState;
    const next = this.inner.step(inner, byte);
    return next === deadState ? deadState : this.encode(next, 0);
  }

  bytesOnward(state: number): readonly number[] {
    const { inner, left } = this.decode(state);
    return left > 0 ? [this.prefix[this.prefix.length - left]!] : this.inner.bytesOnward(inner);
  }

  accepts(state: number): boolean {
    const { inner, left } = this.decode(state);
    return left === 0 && this.inner.accepts(inner);
  }

  awaitsLetters(state: number): boolean {
    const { inner, left } = this.decode(state);
    return left === 0 && this.inner.awaitsLetters(inner);
  }

  distance(state: number): number {
    const { inner, left } = this.decode(state);
    return left + this.inner.distance(inner);
  }

  /** @param left Bytes of the prefix that are still to come. */
  private encode(inner: number, left: number): number {
    return inner * (this.prefix.length + 1) + left;
  }

  private decode(state: number): { readonly inner: number; readonly left: number } {
    const left = state % (this.prefix.length + 1);
    return { inner: (state - left) / (this.prefix.length + 1), left };
  }
}
