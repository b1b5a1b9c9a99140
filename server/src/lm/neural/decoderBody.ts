import type { DecoderShape } from './decoderShape';
import type { CachedSequence } from './keyValueCache';
import type { Tensor, TensorSession } from './tensorSession';
import { ROOT, type TokenTree } from './tokenTree';

/** What is added to the attention score of a token that must not be seen. */
const CLOSED = -1e9;

/** The graph from token ids to hidden rows. */
export class DecoderBody {
  readonly #session: TensorSession;
  readonly #width: number;
  readonly #maxRunTokens: number;

  /** @param maxRunTokens tokens of a run at most: the memory that it takes grows with their square */
  constructor(session: TensorSession, { hidden }: DecoderShape, maxRunTokens: number) {
    this.#session = session;
    this.#width = hidden;
    this.#maxRunTokens = maxRunTokens;
  }

  get maxRunTokens(): number {
    return this.#maxRunTokens;
  }

  /**
   * Reads tokens after all that the sequence holds, and appends them to it.
   * @param steady whether a single one must give what it gives among others, which takes 12 % longer
   */
  async append(sequence: CachedSequence, tokens: readonly number[], steady: boolean): Promise<void> {
    for (let start = 0; start < tokens.length; start += this.#maxRunTokens) {
      const part = tokens.slice(start, start + this.#maxRunTokens);
      const past = sequence.tokens.length;
      const bias = new Float32Array(part.length * (past + part.length));
      const positions = part.map((_, index) => past + index);
      await this.#run(sequence, past, part, positions, bias, part.length, steady);
    }
  }

  /**
   * Reads nodes of a tree.
   * @param nodes each after its parent, which is among them, the root or one of the first `held`
   * @param length tokens of the sequence that stand before the tree
   * @param held first nodes, one path from the root, that the sequence holds behind these
   * @param kept how many of the first nodes are appended to the sequence, which is to end with those held
   * @returns the hidden row of each node
   */
  async readTree(
    tree: TokenTree,
    nodes: readonly number[],
    sequence: CachedSequence,
    length: number,
    held: number,
    kept: number,
  ): Promise<readonly Float32Array[]> {
    const past = length + held;
    const positions = nodes.map((node) => length + tree.depths[node]! - 1);
    const tokens = nodes.map((node) => tree.tokens[node]!);
    const bias = treeBias(tree, nodes, length, held);
    const hidden = await this.#run(sequence, past, tokens, positions, bias, kept, true);
    return nodes.map((_, row) => hidden.subarray(row * this.#width, (row + 1) * this.#width));
  }

  async #run(
    sequence: CachedSequence,
    past: number,
    tokens: readonly number[],
    positions: readonly number[],
    bias: Float32Array,
    kept: number,
    steady: boolean,
  ): Promise<Float32Array> {
    // A row that nobody asks about, for company.
    const company = steady && tokens.length === 1 ? 1 : 0;
    const count = tokens.length + company;
    const total = past + count;
    const dims = [1, count];
    const padded = (values: readonly number[]) =>
      BigInt64Array.from({ length: count }, (_, index) => BigInt(values[Math.min(index, values.length - 1)]!));
    const feeds: Record<string, Tensor> = {
      ...sequence.past,
      input_ids: { type: 'int64', dims, data: padded(tokens) },
      position_ids: { type: 'int64', dims, data: padded(positions) },
      attention_bias: { type: 'float32', dims: [1, 1, count, total], data: company === 0 ? bias : withCompany(bias) },
      seqlens_k: { type: 'int32', dims: [1], data: Int32Array.of(total - 1) },
      total_sequence_length: { type: 'int32', dims: [], data: Int32Array.of(total) },
    };
    const outputs = await this.#session.run(feeds, kept > 0 ? ['hidden', 'new_key_values'] : ['hidden']);
    const hidden = outputs['hidden']!.data as Float32Array;
    if (kept > 0)
      sequence.append(tokens.slice(0, kept), outputs['new_key_values']!.data as Float32Array, hidden, count > 1);
    return hidden;
  }
}

/** One row's bias with a column and a row more, which are closed by being later and not looked at. */
function withCompany(bias: Float32Array): Float32Array {
  const more = new Float32Array(2 * (bias.length + 1));
  more.set(bias);
  return more;
}

/** A node sees what its parent sees, and its parent. The operator itself closes later rows. [nodes, past and nodes] */
function treeBias(tree: TokenTree, nodes: readonly number[], length: number, held: number): Float32Array {
  const past = length + held;
  const total = past + nodes.length;
  const bias = new Float32Array(nodes.length * total);
  const rows = new Map<number, number>();
  for (const [row, node] of nodes.entries()) {
    rows.set(node, row);
    const parent = tree.parents[node]!;
    const above = rows.get(parent);
    const start = row * total;
    let seen = past;
    if (above === undefined) seen = parent === ROOT ? length : length + parent + 1;
    else {
      seen += above + 1;
      bias.copyWithin(start, above * total, above * total + seen);
    }
    bias.fill(CLOSED, start + seen, start + past + row);
  }
  return bias;
}
