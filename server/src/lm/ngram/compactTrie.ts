import type { BitVector } from './bitVector';
import type { GapCodedLists } from './gapCodes';
import type { PackedIntegers } from './packedIntegers';

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
  /** Unigrams: where the children of each begin, and at last where they end. */
  readonly starts: Uint32Array | undefined;
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

  /** @param levels orders 1 to n; @param links orders 1 to n - 1 */
  constructor(levels: readonly CompactLevel[], links: readonly ChildLinks[]) {
    this.#levels = levels;
    this.#links = links;
  }

  level(order: number): CompactLevel {
    return this.#levels[order - 1]!;
  }

  /** Natural logarithm of the back-off weight of an n-gram; 0 for one without children. */
  logBackoff(order: number, node: number): number {
    const link = this.#links[order - 1]!;
    const { hasChildren } = link;
    if (!hasChildren) return link.backoffBook[link.backoffCodes.get(node)]!;
    if (!hasChildren.get(node)) return 0;
    return link.backoffBook[link.backoffCodes.get(hasChildren.rank(node))]!;
  }

  /**
   * The child of a node by its value (see ForwardLevel.value); -1 when there is none. Its place among its siblings, which is
   * the value to look for in the next longer context, is left in `childPlace`.
   */
  findChild(order: number, node: number, value: number): number {
    this.#locate(order, node);
    if (this.#start === this.#end) return -1;
    const child = this.#links[order - 1]!.values.find(this.#start, this.#end, value);
    if (child >= 0) this.childPlace = child - this.#start;
    return child;
  }

  /** Number of the first child. */
  childrenStart(order: number, node: number): number {
    this.#locate(order, node);
    return this.#start;
  }

  /** Values of all children, ascending. */
  childValues(order: number, node: number): Uint32Array {
    this.#locate(order, node);
    const values = new Uint32Array(this.#end - this.#start);
    if (values.length > 0) this.#links[order - 1]!.values.decode(this.#start, this.#end, values);
    return values;
  }

  #locate(order: number, node: number): void {
    const { starts, hasChildren, firstChildren } = this.#links[order - 1]!;
    if (starts) {
      this.#start = starts[node]!;
      this.#end = starts[node + 1]!;
    } else if (hasChildren && firstChildren && hasChildren.get(node)) {
      this.#start = firstChildren.select(hasChildren.rank(node));
      this.#end = firstChildren.next(this.#start);
    } else this.#start = this.#end = 0;
  }
}
