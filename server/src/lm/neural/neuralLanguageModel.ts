import type { ScoreOptions, SentenceScore, TokenScore } from '../languageModel';
import { type DecoderShape, decoderShape } from './decoderShape';
import { KeyValueCache, type StoredPrefix } from './keyValueCache';
import { OutputHead } from './outputHead';
import { type SentenceTokens, sentenceTokens } from './sentenceTokens';
import type { TensorSession } from './tensorSession';
import type { SubwordTokenizer } from './tokenizer';
import { TokenTree } from './tokenTree';
import { TreeScorer, type TreeScores } from './treeScorer';

export interface NeuralModelParts {
  readonly id: string;
  readonly body: TensorSession;
  readonly head: TensorSession;
  readonly tokenizer: SubwordTokenizer;
  readonly prefix: StoredPrefix;
}

/** Tokens whose keys and values are kept at most, and which one run may see. */
const MAX_CACHED_TOKENS = 1024;
/** Tokens of a run at most. */
const MAX_RUN_TOKENS = 512;
/** As many sentences are kept from call to call; texts of more are passing through. */
const MAX_KEPT_SENTENCES = 2;

/** A causal transformer. One call at a time; between two pieces of a generation others may be made. */
export class NeuralLanguageModel {
  readonly id: string;
  readonly #tokenizer: SubwordTokenizer;
  readonly #prefix: StoredPrefix;
  readonly #cache: KeyValueCache;
  readonly #scorer: TreeScorer;
  readonly #endToken: number;

  /** @throws Error when graphs, tokenizer and prefix do not fit each other */
  constructor({ id, body, head, tokenizer, prefix }: NeuralModelParts) {
    this.id = id;
    this.#tokenizer = tokenizer;
    this.#prefix = prefix;
    const shape: DecoderShape = decoderShape(body, head);
    this.#cache = new KeyValueCache(shape, prefix, MAX_CACHED_TOKENS);
    this.#scorer = new TreeScorer(body, new OutputHead(head, shape.hidden), shape, MAX_RUN_TOKENS);
    // Sentences are read as lines.
    this.#endToken = tokenizer.encode('\n').ids[0]!;
  }

  async score(sentences: readonly string[], options: ScoreOptions = {}): Promise<readonly SentenceScore[]> {
    const results: SentenceScore[] = [];
    for (const sentence of sentences)
      results.push(await this.#scoreOne(sentence, options, sentences.length <= MAX_KEPT_SENTENCES));
    return results;
  }

  async #scoreOne(sentence: string, options: ScoreOptions, kept: boolean): Promise<SentenceScore> {
    const tokens = sentenceTokens(this.#tokenizer, this.#endToken, sentence);
    const tree = new TokenTree();
    const nodes = tree.add(tokens.ids);
    const length = this.#prefix.tokens.length;
    const detailed = options.boundaries === true || Boolean(options.rank);
    const path = [...this.#prefix.tokens, ...tokens.ids.slice(0, -1)];
    let { sequence, length: found } = this.#cache.find(path);
    if (kept && found < path.length) sequence = this.#cache.extend(sequence, found, path.length);
    const scores = await this.#scorer.score(tree, sequence, length, {
      detailed,
      held: found - length,
      stored: kept ? path.length - length : found - length,
      silent: 0,
    });
    return toSentenceScore(tokens, nodes, scores, options);
  }
}

function toSentenceScore(
  { spans, unscored }: SentenceTokens,
  nodes: readonly number[],
  scores: TreeScores,
  { rank, boundaries }: ScoreOptions,
): SentenceScore {
  const tokens: TokenScore[] = [];
  let sum = 0;
  for (const [index, node] of nodes.entries()) {
    if (unscored[index]) continue;
    const span = spans[index]!;
    const logProbability = scores.logProbabilities[node]!;
    sum += logProbability;
    const ranked = typeof rank === 'function' ? rank(span) : rank === true;
    tokens.push({
      ...span,
      logProbability,
      ...(ranked && { rank: scores.ranks[node]! }),
      ...(boundaries && { boundaryLogProbability: scores.boundaryLogProbabilities[node]! }),
    });
  }
  return { logProbability: sum, tokens };
}
