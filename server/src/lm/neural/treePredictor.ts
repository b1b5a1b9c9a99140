import { DecoderBody } from './decoderBody';
import { decoderShape } from './decoderShape';
import { type CachedSequence, KeyValueCache, type StoredPrefix } from './keyValueCache';
import { OutputHead } from './outputHead';
import type { TensorSession } from './tensorSession';
import type { TokenPredictor, TreeRequest, TreeScores } from './tokenPredictor';
import type { TokenTree } from './tokenTree';
import { TreeScorer } from './treeScorer';

/** Tokens whose keys and values are kept at most, all sequences together; also what one text may have in view. */
const MAX_CACHED_TOKENS = 1024;
/**
 * Tokens of a run at most. A token costs the same from 32 on, and more from 256 on, since all see all whether they may or not: a tree of 1,200
 * tokens took 8 to 12 % less processor time in runs of 128 than of 512, and the peak of memory was 60 to 90 MB lower.
 */
const MAX_RUN_TOKENS = 128;

/** A decoder in two graphs, body and head, that reads trees and keeps what it read. */
export class TreePredictor implements TokenPredictor {
  readonly view: number;
  /** Read together, sentences would round differently, and gain nothing: from 32 on a token takes the same. */
  readonly packedTokens = 0;
  readonly maxDrafted = 3;
  readonly #prefixTokens: readonly number[];
  readonly #cache: KeyValueCache;
  readonly #body: DecoderBody;
  readonly #head: OutputHead;
  readonly #scorer: TreeScorer;

  /** @throws Error when graphs and prefix do not fit each other */
  constructor(body: TensorSession, head: TensorSession, prefix: StoredPrefix) {
    const shape = decoderShape(body, head);
    this.#prefixTokens = prefix.tokens;
    this.#cache = new KeyValueCache(shape, prefix, MAX_CACHED_TOKENS);
    this.#body = new DecoderBody(body, shape, MAX_RUN_TOKENS);
    this.#head = new OutputHead(head, shape.hidden);
    this.#scorer = new TreeScorer(this.#body, this.#head);
    this.view = MAX_CACHED_TOKENS - prefix.tokens.length;
  }

  async score(tree: TokenTree, { detailed, silent, path, projection }: TreeRequest): Promise<TreeScores> {
    const length = this.#prefixTokens.length;
    const { sequence, found } = this.#open([...this.#prefixTokens, ...tree.tokens.slice(0, path)], true);
    const scores = await this.#scorer.score(tree, sequence, length, {
      detailed,
      held: found - length,
      stored: path,
      silent,
    });
    if (projection !== undefined)
      for (let node = 0; node < path; node++)
        scores.projected.push(projection.map((weights) => dotProduct(weights, sequence.hidden(length + node))));
    return scores;
  }

  async logits(
    tokens: readonly number[],
    below?: { readonly tree: TokenTree; readonly nodes: readonly number[] },
  ): Promise<readonly Float32Array[]> {
    const all = [...this.#prefixTokens, ...tokens];
    const sequence = await this.#read(all, true);
    if (below === undefined) return this.#head.logits([sequence.hidden(all.length - 1)]);
    const { tree, nodes } = below;
    const rows = await this.#body.readTree(tree, [...tree.tokens.keys()], sequence, all.length, 0, 0);
    return this.#head.logits(nodes.map((node) => rows[node]!));
  }

  async logitsAlong(tokens: readonly number[], drafted: number): Promise<readonly Float32Array[]> {
    const all = [...this.#prefixTokens, ...tokens];
    // One token after the other, it matters more that it is quick.
    const sequence = await this.#read(all, false);
    return this.#head.logits(
      Array.from({ length: drafted + 1 }, (_, index) => sequence.hidden(all.length - 1 - drafted + index)),
    );
  }

  async #read(tokens: readonly number[], steady: boolean): Promise<CachedSequence> {
    const { sequence, found } = this.#open(tokens, steady);
    if (found < tokens.length) await this.#body.append(sequence, tokens.slice(found), steady);
    return sequence;
  }

  /** A sequence that begins with `tokens` or, if none is there, ends with their first `found`. */
  #open(tokens: readonly number[], steady: boolean): { readonly sequence: CachedSequence; readonly found: number } {
    const { sequence, length } = this.#cache.find(tokens, steady);
    if (length < tokens.length) return { sequence: this.#cache.extend(sequence, length, tokens.length), found: length };
    this.#cache.touch(sequence);
    return { sequence, found: length };
  }
}

/** @throws Error for a projection of rows of another width */
function dotProduct(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) throw new Error(`a projection of ${one.length} numbers, of rows of ${other.length}`);
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!;
  return sum;
}
