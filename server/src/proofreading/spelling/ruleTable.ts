import { SYMBOL_COUNT } from './alphabet';

/** A trie over symbols, flat: the children of a node lie side by side in symbol order, `mask` tells which symbols they have. */
export interface SymbolTrie {
  readonly mask: Int32Array;
  readonly firstChild: Int32Array;
}

/** Child of `node` for `symbol`, or -1. */
export const childOf = (trie: SymbolTrie, node: number, symbol: number): number => {
  const mask = trie.mask[node]!;
  const bit = 1 << symbol;
  if ((mask & bit) === 0) return -1;
  return trie.firstChild[node]! + bitCount(mask & (bit - 1));
};

/** Number of set bits (Warren, Hacker's Delight, 5-1). */
const bitCount = (bits: number): number => {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

export const NO_RULE = 0x3fffffff;

/**
 * Rules intended -> written, looked up by what was written: a trie over written stretches, and for each of them a trie
 * over the intended stretches that may become it.
 */
export interface RuleTable {
  readonly written: SymbolTrie;
  /** Root, in `intended`, of a written node's intended stretches, or -1. */
  readonly intendedRoot: Int32Array;
  readonly intended: SymbolTrie;
  /** Cost of the rule that ends at an intended node, or NO_RULE. */
  readonly cost: Int32Array;
  /** Cheapest rule at an intended node or below. */
  readonly cheapest: Int32Array;
}

/** A pool of growing tries: children are linked lists, so that a rule costs no objects. */
class TrieDraft {
  private readonly symbol: number[] = [];
  private readonly child: number[] = [];
  private readonly sibling: number[] = [];

  addNode(symbol = -1): number {
    this.child.push(-1);
    this.sibling.push(-1);
    return this.symbol.push(symbol) - 1;
  }

  /** The node reached from `node` over `symbols`, made where it is missing. */
  descend(node: number, symbols: readonly number[]): number {
    let at = node;
    for (const symbol of symbols) {
      let child = this.child[at]!;
      while (child !== -1 && this.symbol[child] !== symbol) child = this.sibling[child]!;
      if (child === -1) {
        child = this.addNode(symbol);
        this.sibling[child] = this.child[at]!;
        this.child[at] = child;
      }
      at = child;
    }
    return at;
  }

  /** The tries breadth first from `roots`; `order` is each laid-out node's number here. */
  layOut(roots: readonly number[]): { trie: SymbolTrie; order: readonly number[] } {
    const order = [...roots];
    const mask = new Int32Array(this.symbol.length);
    const firstChild = new Int32Array(this.symbol.length);
    const bySymbol = new Int32Array(SYMBOL_COUNT);
    for (let index = 0; index < order.length; index++) {
      firstChild[index] = order.length;
      let bits = 0;
      for (let child = this.child[order[index]!]!; child !== -1; child = this.sibling[child]!) {
        bits |= 1 << this.symbol[child]!;
        bySymbol[this.symbol[child]!] = child;
      }
      mask[index] = bits;
      for (let symbol = 0; bits !== 0; symbol++, bits >>>= 1) if ((bits & 1) !== 0) order.push(bySymbol[symbol]!);
    }
    return { trie: { mask, firstChild }, order };
  }
}

export class RuleTableBuilder {
  private readonly written = new TrieDraft();
  private readonly intended = new TrieDraft();
  private readonly writtenRoot = this.written.addNode();
  /** Intended root of each written node, if it has one. */
  private readonly intendedRoots: number[] = [];
  private readonly costs: number[] = [];

  /** Of two costs for the same rule the lower holds. */
  add(intended: readonly number[], written: readonly number[], cost: number): void {
    const at = this.written.descend(this.writtenRoot, written);
    this.intendedRoots[at] ??= this.intended.addNode();
    const node = this.intended.descend(this.intendedRoots[at]!, intended);
    this.costs[node] = Math.min(this.costs[node] ?? NO_RULE, cost);
  }

  build(): RuleTable {
    const written = this.written.layOut([this.writtenRoot]);
    const roots: number[] = [];
    const intendedRoot = Int32Array.from(written.order, (node) => {
      const root = this.intendedRoots[node];
      return root === undefined ? -1 : roots.push(root) - 1;
    });
    const intended = this.intended.layOut(roots);
    const cost = Int32Array.from(intended.order, (node) => this.costs[node] ?? NO_RULE);
    const cheapest = cost.slice();
    // Children come after their parents: from the back, every child is done before its parent asks.
    for (let node = cheapest.length - 1; node >= 0; node--) {
      const first = intended.trie.firstChild[node]!;
      const end = first + bitCount(intended.trie.mask[node]!);
      for (let child = first; child < end; child++) cheapest[node] = Math.min(cheapest[node]!, cheapest[child]!);
    }
    return { written: written.trie, intendedRoot, intended: intended.trie, cost, cheapest };
  }
}
