/** What `step` gives where no text goes on so. */
export const deadState = -1;

/** A deterministic automaton over bytes, its states made when they are first met. */
export interface ByteAutomaton {
  /** For each byte a number, equal for bytes after which the automaton always is in equal states. */
  readonly byteKinds: Uint8Array;
  /** The state after a byte, or `deadState`. */
  step(state: number, byte: number): number;
  /** The bytes after which the automaton may not be dead, ascending. */
  bytesOnward(state: number): readonly number[];
  /** The text so far is whole. */
  accepts(state: number): boolean;
  /** A word that may not end was read to its end: letters have to follow, though a model hardly ever cuts a word there. */
  awaitsLetters(state: number): boolean;
  /** Fewest bytes that make the text whole; Infinity where none do. */
  distance(state: number): number;
}

/** Of some bytes the first of each kind. */
export const oneOfEachKind = (bytes: readonly number[], kinds: Uint8Array): readonly number[] => {
  const seen = new Uint8Array(256);
  return bytes.filter((byte) => {
    const kind = kinds[byte]!;
    if (seen[kind] === 1) return false;
    seen[kind] = 1;
    return true;
  });
};
