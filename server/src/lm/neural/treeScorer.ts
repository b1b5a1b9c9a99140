import type { DecoderShape } from './decoderShape';
import type { CachedSequence } from './keyValueCache';
import type { OutputHead, RowTargets } from './outputHead';
import type { Tensor, TensorSession } from './tensorSession';
import { ROOT, type TokenTree } from './tokenTree';

/** What is added to the attention score of a token that must not be seen. */
const CLOSED = -1e9;

export interface TreeOptions {
  /** Also ranks and boundary log probabilities. */
  readonly detailed: boolean;
  /** First nodes, one path from the root, that the sequence holds already. */
  readonly held: number;
  /** First nodes, one path from the root, that it is to hold afterwards. If these are more, those held end the sequence. */
  readonly stored: number;
  /** First nodes that are context only: nothing is asked of them. */
  readonly silent: number;
}

/** Of each node, in the tree's order. */
export interface TreeScores {
  /** Natural logarithm of P(token | what stands above it). */
  readonly logProbabilities: Float64Array;
  /** 1 for the likeliest token. Only where detailed. */
  readonly ranks: Int32Array;
  /** Natural logarithm of P(a new word begins), in the node's place. Only where detailed and the head knows of words. */
  readonly boundaryLogProbabilities: Float64Array;
}

interface Run {
  /** Nodes that are read, parents before their children. */
  readonly nodes: readonly number[];
  /** Whether a row is asked for what follows: not one that an earlier run answered, read again for its descendants. */
  readonly fresh: readonly boolean[];
  /** The node that the next run begins with. */
  readonly next: number;
}

/** Reads trees of tokens after what a sequence holds: one run of the body, unless the tree is larger than a run may be. */
export class TreeScorer {
  readonly #body: TensorSession;
  readonly #head: OutputHead;
  readonly #shape: DecoderShape;
  readonly #maxRunTokens: number;

  /** @param maxRunTokens tokens of a run at most: what it needs grows with their square */
  constructor(body: TensorSession, head: OutputHead, shape: DecoderShape, maxRunTokens: number) {
    this.#body = body;
    this.#head = head;
    this.#shape = shape;
    this.#maxRunTokens = maxRunTokens;
  }

  /** @param length tokens of `sequence` that stand before the tree */
  async score(tree: TokenTree, sequence: CachedSequence, length: number, options: TreeOptions): Promise<TreeScores> {
    const { detailed, stored, silent } = options;
    let { held } = options;
    const size = detailed ? tree.size : 0;
    const scores: TreeScores = {
      logProbabilities: new Float64Array(tree.size),
      ranks: new Int32Array(size),
      boundaryLogProbabilities: new Float64Array(size),
    };
    const heldNodes = Array.from({ length: held + 1 }, (_, index) => index - 1);
    await this.#predict(tree, heldNodes, (node) => sequence.hidden(length + node), silent, scores);
    for (let run = this.#plan(tree, held, held); run.nodes.length > 0; run = this.#plan(tree, run.next, held)) {
      const keeps = held < stored;
      const fetches = keeps ? ['hidden', 'new_key_values'] : ['hidden'];
      const outputs = await this.#body.run(this.#feeds(tree, run.nodes, sequence, length, held), fetches);
      const hidden = outputs['hidden']!.data as Float32Array;
      if (keeps) {
        const nodes = run.nodes.filter((node) => node < stored);
        const tokens = nodes.map((node) => tree.tokens[node]!);
        sequence.append(tokens, outputs['new_key_values']!.data as Float32Array, hidden);
        held += nodes.length;
      }
      const { hidden: width } = this.#shape;
      const rowOf = (_: number, row: number) => hidden.subarray(row * width, (row + 1) * width);
      await this.#predict(tree, run.nodes, rowOf, silent, scores, run.fresh);
    }
    return scores;
  }

  /** Asks of each node's hidden row what follows it. */
  async #predict(
    tree: TokenTree,
    nodes: readonly number[],
    hiddenOf: (node: number, index: number) => Float32Array,
    silent: number,
    scores: TreeScores,
    fresh?: readonly boolean[],
  ): Promise<void> {
    const detailed = scores.ranks.length > 0;
    const asked: number[] = [];
    const rows: RowTargets[] = [];
    for (const [index, node] of nodes.entries()) {
      if (fresh?.[index] === false) continue;
      const children = tree.childrenOf(node).filter((child) => child >= silent);
      if (children.length === 0) continue;
      asked.push(node);
      rows.push({ hidden: hiddenOf(node, index), targets: children.map((child) => tree.tokens[child]!) });
    }
    for (const [index, row] of (await this.#head.score(rows, detailed)).entries())
      for (const [place, node] of tree
        .childrenOf(asked[index]!)
        .filter((child) => child >= silent)
        .entries()) {
        scores.logProbabilities[node] = row.logProbabilities[place]!;
        if (!detailed) continue;
        scores.ranks[node] = row.ranks![place]!;
        scores.boundaryLogProbabilities[node] = row.boundaryLogProbability ?? Number.NaN;
      }
  }

  /** The nodes from `start` on that have children (nothing is asked of the others), as many as a run takes, and what they need above them. */
  #plan(tree: TokenTree, start: number, held: number): Run {
    const nodes: number[] = [];
    const fresh: boolean[] = [];
    const present = new Set<number>();
    let node = start;
    for (; node < tree.size; node++) {
      if (tree.children[node]!.length === 0) continue;
      const above: number[] = [];
      for (let one = tree.parents[node]!; one >= held && !present.has(one); one = tree.parents[one]!)
        above.unshift(one);
      if (nodes.length > 0 && nodes.length + above.length >= this.#maxRunTokens) break;
      for (const one of [...above, node]) {
        present.add(one);
        nodes.push(one);
        fresh.push(one === node);
      }
    }
    return { nodes, fresh, next: node };
  }

  #feeds(
    tree: TokenTree,
    nodes: readonly number[],
    sequence: CachedSequence,
    length: number,
    held: number,
  ): Record<string, Tensor> {
    const count = nodes.length;
    const past = length + held;
    const total = past + count;
    const bias = new Float32Array(count * total);
    const rowOf = new Map<number, number>();
    for (const [row, node] of nodes.entries()) {
      rowOf.set(node, row);
      const parent = tree.parents[node]!;
      const above = rowOf.get(parent);
      const start = row * total;
      // Later rows are closed by the operator itself.
      if (above === undefined) {
        const visible = parent === ROOT ? length : length + parent + 1;
        bias.fill(CLOSED, start + visible, start + past + row);
      } else {
        bias.copyWithin(start, above * total, above * total + past + above + 1);
        bias.fill(CLOSED, start + past + above + 1, start + past + row);
      }
    }
    const dims = [1, count];
    return {
      ...sequence.past,
      input_ids: { type: 'int64', dims, data: BigInt64Array.from(nodes, (node) => BigInt(tree.tokens[node]!)) },
      position_ids: {
        type: 'int64',
        dims,
        data: BigInt64Array.from(nodes, (node) => BigInt(length + tree.depths[node]! - 1)),
      },
      attention_bias: { type: 'float32', dims: [1, 1, count, total], data: bias },
      seqlens_k: { type: 'int32', dims: [1], data: Int32Array.of(total - 1) },
      total_sequence_length: { type: 'int32', dims: [], data: Int32Array.of(total) },
    };
  }
}
