import { exponentialOfNegative } from '../sampling/exponential';
import type { Tensor, TensorSession } from './tensorSession';
import { emptyTreeScores, type TokenPredictor, type TreeRequest, type TreeScores } from './tokenPredictor';
import { ROOT, type TokenTree } from './tokenTree';

/** What the layout of Optimum and Transformers.js leaves open. */
export interface ExportedDecoder {
  readonly layers: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  /** Some exports count positions by themselves. */
  readonly takesPositions: boolean;
  /** A merged export has one graph with and one without a cache behind a switch. */
  readonly takesCacheSwitch: boolean;
}

/** Tokens of a batch, padding counted: every position's logits leave the graph (197 kB each for 49,152 tokens) and are copied on the way. */
const BATCH_TOKENS = 96;
/** Tokens of a text in view. */
const VIEW_TOKENS = 1024;

/**
 * The sizes of a decoder with inputs `input_ids`, `attention_mask`, `position_ids`, `past_key_values.N.key` and `.value`, outputs `logits`
 * and `present.N.key` and `.value`.
 * @throws Error that names what is missing or of another kind
 */
export function describeDecoder(session: TensorSession): ExportedDecoder {
  const { inputShapes, outputNames } = session;
  for (const name of ['input_ids', 'attention_mask'])
    if (inputShapes[name]?.type !== 'int64') throw new Error(`the graph has no input ${name} of 64-bit integers`);
  if (!outputNames.includes('logits')) throw new Error('the graph has no output logits');
  let layers = 0;
  while (inputShapes[`past_key_values.${layers}.key`] !== undefined) layers++;
  if (layers === 0) throw new Error('the graph has no input past_key_values.0.key: it was exported without its cache');
  const known = new Set(['input_ids', 'attention_mask', 'position_ids', 'use_cache_branch']);
  const { dims } = inputShapes['past_key_values.0.key']!;
  const [, keyValueHeads, , headSize] = dims;
  if (dims.length !== 4 || typeof keyValueHeads !== 'number' || typeof headSize !== 'number')
    throw new Error('past_key_values.0.key is not [batch, heads, length, size] with known heads and size');
  for (let layer = 0; layer < layers; layer++)
    for (const part of ['key', 'value']) {
      const name = `past_key_values.${layer}.${part}`;
      const shape = inputShapes[name];
      if (shape === undefined) throw new Error(`the graph has no input ${name}`);
      if (shape.type !== 'float32') throw new Error(`${name} is ${shape.type}, and only float32 can be read`);
      if (shape.dims[1] !== keyValueHeads || shape.dims[3] !== headSize)
        throw new Error(`${name} has another shape than the first`);
      if (!outputNames.includes(`present.${layer}.${part}`))
        throw new Error(`the graph has no output present.${layer}.${part}`);
      known.add(name);
    }
  const unknown = session.inputNames.find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`the graph has an input ${unknown}, which is not known`);
  const takes = (name: string) => inputShapes[name] !== undefined;
  return {
    layers,
    keyValueHeads,
    headSize,
    takesPositions: takes('position_ids'),
    takesCacheSwitch: takes('use_cache_branch'),
  };
}

/** A decoder in that layout. It cannot be told what a token may see, so trees are read path by path, in batches of about equal length. */
export class BatchedModel implements TokenPredictor {
  readonly view: number;
  readonly packedTokens = 4 * BATCH_TOKENS;
  /** What was drafted in vain could not be taken out of its cache. */
  readonly maxDrafted = 0;
  readonly #session: TensorSession;
  readonly #decoder: ExportedDecoder;
  readonly #beginning: readonly number[];
  readonly #beginsWord: Uint8Array;
  /** What was read last, for the next token. */
  #tokens: readonly number[] = [];
  #past: Record<string, Tensor>;

  /**
   * @param beginning tokens before every text
   * @param beginsWord of each token of the vocabulary, 1 where it begins a new word
   * @throws Error as `describeDecoder`
   */
  constructor(session: TensorSession, beginning: readonly number[], beginsWord: Uint8Array) {
    this.#session = session;
    this.#decoder = describeDecoder(session);
    this.#beginning = beginning;
    this.#beginsWord = beginsWord;
    this.#past = this.#noPast(1);
    this.view = VIEW_TOKENS - beginning.length;
  }

  async score(tree: TokenTree, { detailed, silent }: TreeRequest): Promise<TreeScores> {
    const scores = emptyTreeScores(tree.size, detailed);
    const leaves = [...tree.tokens.keys()].filter((node) => tree.children[node]!.length === 0);
    const paths = leaves.map((leaf) => pathTo(tree, leaf)).sort((one, other) => one.length - other.length);
    for (let start = 0; start < paths.length; ) {
      let end = start + 1;
      while (end < paths.length && (end + 1 - start) * (this.#beginning.length + paths[end]!.length) <= BATCH_TOKENS)
        end++;
      const batch = paths.slice(start, end);
      // A path's last token is asked for, not read.
      const texts = batch.map((path) => [...this.#beginning, ...path.slice(0, -1).map((node) => tree.tokens[node]!)]);
      const first = this.#beginning.length - 1;
      scores.tokensRead += texts.reduce((sum, { length }) => sum + length, 0);
      await this.#read(texts, (text, place, logits) => {
        const node = batch[text]![place - first];
        if (node !== undefined && node >= silent) this.#note(scores, node, tree.tokens[node]!, logits);
      });
      start = end;
    }
    return scores;
  }

  async logits(
    tokens: readonly number[],
    below?: { readonly tree: TokenTree; readonly nodes: readonly number[] },
  ): Promise<readonly Float32Array[]> {
    const all = [...this.#beginning, ...tokens];
    if (below === undefined) return [await this.#goOn(all)];
    const results: Float32Array[] = [];
    for (const node of below.nodes) {
      const text = [...all, ...(node === ROOT ? [] : pathTo(below.tree, node).map((one) => below.tree.tokens[one]!))];
      await this.#read([text], (_, place, logits) => {
        if (place === text.length - 1) results.push(logits.slice());
      });
    }
    return results;
  }

  async logitsAlong(tokens: readonly number[]): Promise<readonly Float32Array[]> {
    return [await this.#goOn([...this.#beginning, ...tokens])];
  }

  /** Reads what is new since the last call if that was a beginning, else all. */
  async #goOn(tokens: readonly number[]): Promise<Float32Array> {
    const known = this.#tokens.length;
    const follows = known < tokens.length && this.#tokens.every((token, index) => token === tokens[index]);
    const past = follows ? known : 0;
    const fed = tokens.slice(past);
    const cache = follows && known > 0 ? this.#past : this.#noPast(1);
    const { logits, present } = await this.#run([fed], past, cache, true);
    this.#tokens = tokens;
    this.#past = present;
    return logits.slice(logits.length - logits.length / fed.length);
  }

  /**
   * Reads texts from their beginning, the shorter ones padded at their end, a long one in parts.
   * @param onLogits is given what follows each place of each text; the row is good until it returns
   */
  async #read(
    texts: readonly (readonly number[])[],
    onLogits: (text: number, place: number, logits: Float32Array) => void,
  ): Promise<void> {
    const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
    const step = texts.length === 1 ? BATCH_TOKENS : longest;
    let past = this.#noPast(texts.length);
    for (let start = 0; start < longest; start += step) {
      const parts = texts.map((text) => text.slice(start, start + step));
      const more = start + step < longest;
      const { logits, present } = await this.#run(parts, start, past, more);
      const width = Math.min(step, longest - start);
      const size = logits.length / texts.length / width;
      for (const [text, { length }] of parts.entries())
        for (let place = 0; place < length; place++) {
          const from = (text * width + place) * size;
          onLogits(text, start + place, logits.subarray(from, from + size));
        }
      if (more) past = present;
    }
  }

  /** @param cached tokens that `past` holds; `present`, the whole of it and the new, is copied on its way out only if it is wanted */
  async #run(
    texts: readonly (readonly number[])[],
    cached: number,
    past: Record<string, Tensor>,
    wantsPresent: boolean,
  ): Promise<{ readonly logits: Float32Array; readonly present: Record<string, Tensor> }> {
    const names = Object.keys(past);
    const presentOf = (name: string) => name.replace('past_key_values', 'present');
    const fetches = wantsPresent ? ['logits', ...names.map(presentOf)] : ['logits'];
    const outputs = await this.#session.run(this.#feeds(texts, cached, past), fetches);
    return {
      logits: outputs['logits']!.data as Float32Array,
      present: wantsPresent ? Object.fromEntries(names.map((name) => [name, outputs[presentOf(name)]!])) : {},
    };
  }

  #feeds(texts: readonly (readonly number[])[], past: number, cache: Record<string, Tensor>): Record<string, Tensor> {
    const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
    const count = texts.length;
    const ids = new BigInt64Array(count * longest);
    const positions = new BigInt64Array(count * longest);
    const mask = new BigInt64Array(count * (past + longest));
    for (const [row, text] of texts.entries()) {
      mask.fill(1n, row * (past + longest), row * (past + longest) + past + text.length);
      for (let place = 0; place < longest; place++) {
        ids[row * longest + place] = BigInt(text[place] ?? 0);
        positions[row * longest + place] = BigInt(past + place);
      }
    }
    const { takesPositions, takesCacheSwitch } = this.#decoder;
    const dims = [count, longest];
    return {
      ...cache,
      input_ids: { type: 'int64', dims, data: ids },
      attention_mask: { type: 'int64', dims: [count, past + longest], data: mask },
      ...(takesPositions && { position_ids: { type: 'int64', dims, data: positions } }),
      ...(takesCacheSwitch && { use_cache_branch: { type: 'bool', dims: [1], data: Uint8Array.of(past > 0 ? 1 : 0) } }),
    };
  }

  #noPast(count: number): Record<string, Tensor> {
    const { layers, keyValueHeads, headSize } = this.#decoder;
    const past: Record<string, Tensor> = {};
    for (let layer = 0; layer < layers; layer++)
      for (const part of ['key', 'value'])
        past[`past_key_values.${layer}.${part}`] = {
          type: 'float32',
          dims: [count, keyValueHeads, 0, headSize],
          data: new Float32Array(0),
        };
    return past;
  }

  #note(scores: TreeScores, node: number, token: number, logits: Float32Array): void {
    const greatest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    let sum = 0;
    let beginning = 0;
    let likelier = 0;
    const own = logits[token]!;
    for (let id = 0; id < logits.length; id++) {
      const weight = exponentialOfNegative(greatest - logits[id]!);
      sum += weight;
      if (this.#beginsWord[id] === 1) beginning += weight;
      if (logits[id]! > own) likelier++;
    }
    scores.logProbabilities[node] = own - greatest - Math.log(sum);
    if (scores.ranks.length === 0) return;
    scores.ranks[node] = likelier + 1;
    scores.boundaryLogProbabilities[node] = Math.log(beginning / sum);
  }
}

/** The nodes from the root to one. */
function pathTo(tree: TokenTree, node: number): number[] {
  const path: number[] = [];
  for (let one = node; one !== ROOT; one = tree.parents[one]!) path.unshift(one);
  return path;
}
