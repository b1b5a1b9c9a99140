import type { BitVector } from './bitVector';
import type { ChildStarts } from './childStarts';
import type { GapCodedLists } from './gapCodes';
import type { PackedIntegers } from './packedIntegers';

/** Orders up to this one can be read. */
export const MAXIMUM_ORDER = 9;
/** 2^15 entries of 16 bytes. */
const CACHE_BITS = 15;

/** The n-grams of one order: their quantised values, and where their children are. */
export class CompactLevel {
  readonly size: number;
  readonly #probabilityCodes: PackedIntegers;
  readonly #probabilityBook: Float32Array;

  constructor(size: number, codes: PackedIntegers, book: Float32Array) {
    this.size = size;
    this.#probabilityCodes = codes;
    this.#probabilityBook = book;
  }

  logProbability(index: number): number {
    return this.#probabilityBook[this.#probabilityCodes.get(index)]!;
  }
}

/** How an order's n-grams lead to those of the next. */
export interface ChildLinks {
  /** Bits of the n-grams that have children; absent for unigrams. */
  readonly hasChildren: BitVector | undefined;
  /** Unigrams: where the children of each begin. */
  readonly starts: ChildStarts | undefined;
  /** Bits of the children that are the first of theirs; absent for the children of unigrams. */
  readonly firstChildren: BitVector | undefined;
  readonly values: GapCodedLists;
  readonly backoffCodes: PackedIntegers;
  readonly backoffBook: Float32Array;
}

/** A trie over n-grams from first to last word. The nodes of each depth are numbered from 0; those of depth 1 are the words. */
export class CompactTrie {
  /** Where the child last found stands among its siblings. */
  childPlace = 0;
  readonly #levels: readonly CompactLevel[];
  readonly #links: readonly ChildLinks[];
  #start = 0;
  #end = 0;
  /** What `findChild` found lately: common n-grams come again and again. By hash: context and order, never 0, value, child, place. */
  readonly #found = new Int32Array(4 << CACHE_BITS);

  /** @param levels orders 1 to n; @param links orders 1 to n - 1 */
  constructor(levels: readonly CompactLevel[], links: readonly ChildLinks[]) {
    this.#levels = levels;
    this.#links = links;
  }

  level(order: number): CompactLevel {
    return this.#levels[order - 1]!;
  }

  /** The number of a node as a context: that among the nodes of its order that have children; -1 when it has none. */
  contextOf(order: number, node: number): number {
    const { hasChildren } = this.#links[order - 1]!;
    return hasChildren ? hasChildren.rankOfOne(node) : node;
  }

  /** Natural logarithm of the back-off weight of a context; that of a node without children is 0. */
  logBackoff(order: number, context: number): number {
    const { backoffBook, backoffCodes } = this.#links[order - 1]!;
    return backoffBook[backoffCodes.get(context)]!;
  }

  /**
   * The child of a context by its value (see ForwardLevel.value); -1 when there is none. Its place among its siblings, which is
   * the value to look for in the next longer context, is left in `childPlace`.
   */
  findChild(order: number, context: number, value: number): number {
    const found = this.#found;
    const key = context * MAXIMUM_ORDER + order;
    const slot = ((Math.imul(key, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b)) >>> (32 - CACHE_BITS)) << 2;
    if (found[slot] === key && found[slot + 1] === value) {
      this.childPlace = found[slot + 3]!;
      return found[slot + 2]!;
    }
    this.#locate(order, context);
    const start = this.#start;
    const child = start === this.#end ? -1 : this.#links[order - 1]!.values.find(start, this.#end, value);
    this.childPlace = child - start;
    found[slot] = key;
    found[slot + 1] = value;
    found[slot + 2] = child;
    found[slot + 3] = child - start;
    return child;
  }

  /** Number of the first child. */
  childrenStart(order: number, context: number): number {
    this.#locate(order, context);
    return this.#start;
  }

  /** Values of all children, ascending. */
  childValues(order: number, context: number): Uint32Array {
    this.#locate(order, context);
    const values = new Uint32Array(this.#end - this.#start);
    if (values.length > 0) this.#links[order - 1]!.values.decode(this.#start, this.#end, values);
    return values;
  }

  #locate(order: number, context: number): void {
    const { starts, firstChildren } = this.#links[order - 1]!;
    if (starts) {
      this.#start = starts.of(context);
      this.#end = starts.of(context + 1);
    } else {
      this.#start = firstChildren!.select(context);
      this.#end = firstChildren!.next(this.#start);
    }
  }
}
