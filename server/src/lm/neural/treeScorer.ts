import type { DecoderBody } from './decoderBody';
import type { CachedSequence } from './keyValueCache';
import type { OutputHead } from './outputHead';
import { emptyTreeScores, type TreeScores } from './tokenPredictor';
import { ROOT, type TokenTree } from './tokenTree';

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

interface Run {
  /** Nodes that are read, parents before their children. */
  readonly nodes: readonly number[];
  /** Whether a row is asked for what follows: not one that an earlier run answered, read again for its descendants. */
  readonly fresh: readonly boolean[];
  /** The node that the next run begins with. */
  readonly next: number;
}

/** Scores trees of tokens after what a sequence holds: one run of the body, unless the tree is larger than a run may be. */
export class TreeScorer {
  readonly #body: DecoderBody;
  readonly #head: OutputHead;

  constructor(body: DecoderBody, head: OutputHead) {
    this.#body = body;
    this.#head = head;
  }

  /** @param length tokens of `sequence` that stand before the tree */
  async score(tree: TokenTree, sequence: CachedSequence, length: number, options: TreeOptions): Promise<TreeScores> {
    const { detailed, stored, silent } = options;
    let { held } = options;
    const scores = emptyTreeScores(tree.size, detailed);
    // Before an edit most is known from the time before it.
    const remembered = (node: number) =>
      detailed || node >= options.held ? undefined : sequence.logProbabilities[length + node];
    for (let node = silent; node < held; node++) scores.logProbabilities[node] = remembered(node) ?? 0;
    const known = Array.from({ length: held + 1 }, (_, index) => ROOT + index);
    const isAsked = (child: number) => child >= silent && remembered(child) === undefined;
    await this.#predict(tree, known, (index) => sequence.hidden(length + known[index]!), isAsked, scores);
    for (
      let run = this.#plan(tree, held, held, stored);
      run.nodes.length > 0;
      run = this.#plan(tree, run.next, held, stored)
    ) {
      const kept = run.nodes.filter((node) => node < stored).length;
      const rows = await this.#body.readTree(tree, run.nodes, sequence, length, held, kept);
      held += kept;
      scores.tokensRead += run.nodes.length;
      const asked = [...run.nodes.keys()].filter((row) => run.fresh[row]);
      const nodes = asked.map((row) => run.nodes[row]!);
      await this.#predict(
        tree,
        nodes,
        (index) => rows[asked[index]!]!,
        (child) => child >= silent,
        scores,
      );
    }
    for (let node = silent; node < held; node++)
      sequence.logProbabilities[length + node] = scores.logProbabilities[node];
    return scores;
  }

  /** Asks of each node's hidden row what follows it. */
  async #predict(
    tree: TokenTree,
    nodes: readonly number[],
    hiddenOf: (index: number) => Float32Array,
    isAsked: (child: number) => boolean,
    scores: TreeScores,
  ): Promise<void> {
    const asked = nodes
      .map((node, index) => ({ index, children: tree.childrenOf(node).filter(isAsked) }))
      .filter(({ children }) => children.length > 0);
    const rows = asked.map(({ index, children }) => ({
      hidden: hiddenOf(index),
      targets: children.map((child) => tree.tokens[child]!),
    }));
    const detailed = scores.ranks.length > 0;
    for (const [index, row] of (await this.#head.score(rows, detailed)).entries())
      for (const [place, node] of asked[index]!.children.entries()) {
        scores.logProbabilities[node] = row.logProbabilities[place]!;
        if (!detailed) continue;
        scores.ranks[node] = row.ranks![place]!;
        scores.boundaryLogProbabilities[node] = row.boundaryLogProbability ?? Number.NaN;
      }
  }

  /** The nodes from `start` on that have children (nothing is asked of the others), as many as a run takes, and what they need above them. */
  #plan(tree: TokenTree, start: number, held: number, stored: number): Run {
    const nodes: number[] = [];
    const fresh: boolean[] = [];
    const present = new Set<number>();
    let node = start;
    // What is kept is read first and alone: then branches lie the same way whether it was held already or not, and round the same.
    const end = start < stored ? stored : tree.size;
    for (; node < end; node++) {
      if (tree.children[node]!.length === 0) continue;
      const above: number[] = [];
      for (let one = tree.parents[node]!; one >= held && !present.has(one); one = tree.parents[one]!)
        above.unshift(one);
      if (nodes.length > 0 && nodes.length + above.length >= this.#body.maxRunTokens) break;
      for (const one of [...above, node]) {
        present.add(one);
        nodes.push(one);
        fresh.push(one === node);
      }
    }
    return { nodes, fresh, next: node };
  }
}
