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

interface DraftNode {
  children: (DraftNode | undefined)[];
  cost: number;
  intended: DraftNode | undefined;
}

const draftNode = (): DraftNode => ({ children: [], cost: NO_RULE, intended: undefined });

const descend = (root: DraftNode, symbols: readonly number[]): DraftNode => {
  let node = root;
  for (const symbol of symbols) {
    let child = node.children[symbol];
    if (child === undefined) {
      child = draftNode();
      node.children[symbol] = child;
    }
    node = child;
  }
  return node;
};

/** Lays tries out breadth first, several roots in one pool; `order` is the node of each number. */
const layOut = (roots: readonly DraftNode[]): { trie: SymbolTrie; order: DraftNode[] } => {
  const order = [...roots];
  const mask: number[] = [];
  const firstChild: number[] = [];
  for (let index = 0; index < order.length; index++) {
    const node = order[index]!;
    let bits = 0;
    firstChild.push(order.length);
    for (let symbol = 0; symbol < SYMBOL_COUNT; symbol++) {
      const child = node.children[symbol];
      if (child === undefined) continue;
      bits |= 1 << symbol;
      order.push(child);
    }
    mask.push(bits);
  }
  return { trie: { mask: Int32Array.from(mask), firstChild: Int32Array.from(firstChild) }, order };
};

export class RuleTableBuilder {
  private readonly root = draftNode();

  /** Of two costs for the same rule the lower holds. */
  add(intended: readonly number[], written: readonly number[], cost: number): void {
    const at = descend(this.root, written);
    at.intended ??= draftNode();
    const node = descend(at.intended, intended);
    node.cost = Math.min(node.cost, cost);
  }

  build(): RuleTable {
    const written = layOut([this.root]);
    const roots: DraftNode[] = [];
    const intendedRoot = new Int32Array(written.order.length).fill(-1);
    for (let index = 0; index < written.order.length; index++) {
      const root = written.order[index]!.intended;
      if (root === undefined) continue;
      intendedRoot[index] = roots.length;
      roots.push(root);
    }
    const intended = layOut(roots);
    const cost = Int32Array.from(intended.order, (node) => node.cost);
    const cheapest = cost.slice();
    // Children come after their parents: from the back, every child is done before its parent asks.
    for (let node = cheapest.length - 1; node >= 0; node--) {
      const first = intended.trie.firstChild[node]!;
      const count = bitCount(intended.trie.mask[node]!);
      for (let child = first; child < first + count; child++) {
        if (cheapest[child]! < cheapest[node]!) cheapest[node] = cheapest[child]!;
      }
    }
    return { written: written.trie, intendedRoot, intended: intended.trie, cost, cheapest };
  }
}
