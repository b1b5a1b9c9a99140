import type { TokenTree } from './tokenTree';

/** Of each node of a tree, in its order. */
export interface TreeScores {
  /** Natural logarithm of P(token | what stands above it). */
  readonly logProbabilities: Float64Array;
  /** 1 for the likeliest token. Only where detailed. */
  readonly ranks: Int32Array;
  /** Natural logarithm of P(a new word begins), in the node's place. Only where detailed, NaN if the model does not say. */
  readonly boundaryLogProbabilities: Float64Array;
  /** Tokens that were read for it. */
  tokensRead: number;
  /** Of each node on the path that was read, its hidden row under the projection that was asked for. */
  readonly projected: (readonly number[])[];
}

/** Of a tree of so many nodes, nothing known yet. */
export const emptyTreeScores = (nodes: number, detailed: boolean): TreeScores => {
  const size = detailed ? nodes : 0;
  return {
    logProbabilities: new Float64Array(nodes),
    ranks: new Int32Array(size),
    boundaryLogProbabilities: new Float64Array(size),
    tokensRead: 0,
    projected: [],
  };
};

export interface TreeRequest {
  /** Also ranks and boundary log probabilities. */
  readonly detailed: boolean;
  /** First nodes that are context only: nothing is asked of them. */
  readonly silent: number;
  /** First nodes that are one path from the root, and likely to be asked for again. */
  readonly path: number;
  /** Linear functions of the hidden rows of that path. */
  readonly projection?: readonly Float32Array[];
}

/** What the language model asks of a decoder, whatever graph that has. Tokens are those after what every text begins with. */
export interface TokenPredictor {
  /** Tokens of a text that can be in view at once. */
  readonly view: number;
  /** Sentences are best handed over in trees of about so many tokens; longer ones one by one, for what they share with the one before is kept. */
  readonly packedTokens: number;
  score(tree: TokenTree, request: TreeRequest): Promise<TreeScores>;
  /** One value a token of the vocabulary after `tokens`, or after each of `nodes` of a tree below them. The caller may change them. */
  logits(
    tokens: readonly number[],
    below?: { readonly tree: TokenTree; readonly nodes: readonly number[] },
  ): Promise<readonly Float32Array[]>;
  /** Tokens that may be drafted in one run. */
  readonly maxDrafted: number;
  /** Logits after the tokens but the last `drafted`, and after each of these. The caller may change them. */
  logitsAlong(tokens: readonly number[], drafted: number): Promise<readonly Float32Array[]>;
}
