import type { DecoderShape } from './decoderShape';
import type { CachedSequence } from './keyValueCache';
import type { Tensor, TensorSession } from './tensorSession';
import { ROOT, type TokenTree } from './tokenTree';

/** What is added to the attention score of a token that must not be seen. */
const CLOSED = -1e9;

/** Tokens of a run that read the cache in place at most: what is drafted, and the one before. */
const IN_PLACE_TOKENS = 4;

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
   * @param steady whether few must give what they give among others, for which the cache is copied and one token takes half as long again
   */
  async append(sequence: CachedSequence, tokens: readonly number[], steady: boolean): Promise<void> {
    for (let start = 0; start < tokens.length; start += this.#maxRunTokens) {
      const part = tokens.slice(start, start + this.#maxRunTokens);
      const past = sequence.tokens.length;
      const positions = part.map((_, index) => past + index);
      const inPlace = !steady && part.length <= IN_PLACE_TOKENS;
      const bias = inPlace
        ? slotsBias(past, sequence.capacity, part.length)
        : new Float32Array(part.length * (past + part.length));
      await this.#run(sequence, past, part, positions, bias, part.length, inPlace);
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
    const hidden = await this.#run(sequence, past, tokens, positions, bias, kept, false);
    return nodes.map((_, row) => hidden.subarray(row * this.#width, (row + 1) * this.#width));
  }

  async #run(
    sequence: CachedSequence,
    past: number,
    tokens: readonly number[],
    positions: readonly number[],
    bias: Float32Array,
    kept: number,
    inPlace: boolean,
  ): Promise<Float32Array> {
    // A row that nobody asks about, for company.
    const company = !inPlace && tokens.length === 1 ? 1 : 0;
    const count = tokens.length + company;
    const total = past + count;
    const dims = [1, count];
    const padded = (values: readonly number[]) =>
      BigInt64Array.from({ length: count }, (_, index) => BigInt(values[Math.min(index, values.length - 1)]!));
    const feeds: Record<string, Tensor> = {
      ...sequence.past,
      input_ids: { type: 'int64', dims, data: padded(tokens) },
      position_ids: { type: 'int64', dims, data: padded(positions) },
      in_place: { type: 'bool', dims: [], data: Uint8Array.of(inPlace ? 1 : 0) },
      attention_bias: {
        type: 'float32',
        dims: [1, 1, count, inPlace ? sequence.capacity + count : total],
        data: company === 0 ? bias : withCompany(bias),
      },
      seqlens_k: { type: 'int32', dims: [1], data: Int32Array.of(total - 1) },
      total_sequence_length: { type: 'int32', dims: [], data: Int32Array.of(total) },
    };
    const outputs = await this.#session.run(feeds, kept > 0 ? ['hidden', 'new_key_values'] : ['hidden']);
    const hidden = outputs['hidden']!.data as Float32Array;
    if (kept > 0)
      sequence.append(tokens.slice(0, kept), outputs['new_key_values']!.data as Float32Array, hidden, !inPlace);
    return hidden;
  }
}

/** One row's bias with a column and a row more, which are closed by being later and not looked at. */
function withCompany(bias: Float32Array): Float32Array {
  const more = new Float32Array(2 * (bias.length + 1));
  more.set(bias);
  return more;
}

/** For a cache that is read in place: slots without a token, and tokens that come later, are closed. [tokens, slots and tokens] */
function slotsBias(past: number, slots: number, count: number): Float32Array {
  const total = slots + count;
  const bias = new Float32Array(count * total);
  for (let row = 0; row < count; row++) {
    bias.fill(CLOSED, row * total + past, row * total + slots);
    bias.fill(CLOSED, row * total + slots + row + 1, (row + 1) * total);
  }
  return bias;
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
