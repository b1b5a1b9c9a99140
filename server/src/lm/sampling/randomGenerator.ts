const rotateLeft = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

const mask64 = (1n << 64n) - 1n;

/** The SplitMix64 generator of Steele, Lea and Flood (2014): spreads a seed over as many bits as a state needs. */
function* splitMix64(seed: bigint): Generator<bigint, never> {
  let state = seed & mask64;
  for (;;) {
    state = (state + 0x9e3779b97f4a7c15n) & mask64;
    let mixed = state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & mask64;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask64;
    yield mixed ^ (mixed >> 31n);
  }
}

/**
 * The xoshiro128** 1.1 generator of Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators" (2021): 32 bits a
 * step, period 2^128 - 1. A seed is spread by SplitMix64, as its authors advise. The same seed gives the same numbers on every
 * machine, which `Math.random` does not.
 */
export class RandomGenerator {
  private readonly state: Int32Array;

  /** @param state Four words of 32 bits, not all zero. */
  constructor(state: readonly [number, number, number, number]) {
    if (state.every((word) => (word | 0) === 0)) throw new RangeError('a generator cannot start from zeros');
    this.state = Int32Array.from(state, (word) => word | 0);
  }

  /** @throws RangeError unless the seed is a whole number that a double holds exactly */
  static ofSeed(seed: number): RandomGenerator {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, not ${seed}`);
    const words = splitMix64(BigInt(seed));
    const [first, second] = [words.next().value, words.next().value];
    const low = (word: bigint): number => Number(word & 0xffffffffn);
    return new RandomGenerator([low(first), low(first >> 32n), low(second), low(second >> 32n)]);
  }

  /** A whole number from 0 to 2^32 - 1. */
  nextUint32(): number {
    const state = this.state;
    const [s0, s1, s2, s3] = [state[0]!, state[1]!, state[2]!, state[3]!];
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const third = s2 ^ s0;
    const fourth = s3 ^ s1;
    state[1] = s1 ^ third;
    state[0] = s0 ^ fourth;
    state[2] = third ^ (s1 << 9);
    state[3] = rotateLeft(fourth, 11);
    return result;
  }

  /** A double from 0 to below 1 with 53 random bits. */
  nextDouble(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }
}
