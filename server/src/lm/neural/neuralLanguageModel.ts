import type {
  CandidateOptions,
  CandidateRequest,
  CandidateScores,
  CausalLanguageModel,
  ChangedTokens,
  Continuation,
  GeneratedPiece,
  GenerateOptions,
  ScoreOptions,
  SentenceScore,
  TokenScore,
} from '../languageModel';
import { BatchedModel } from './batchedModel';
import { type ComparedTokens, candidateTree, comparedTokens, comparisons } from './candidateTree';
import type { StoredPrefix } from './keyValueCache';
import { NextWords } from './nextWords';
import { promptWindow } from './promptWindow';
import { readText } from './readText';
import { type SentenceTokens, sentenceTokens } from './sentenceTokens';
import type { TensorSession } from './tensorSession';
import { TextGenerator } from './textGenerator';
import type { SubwordTokenizer } from './tokenizer';
import type { TokenPredictor, TreeScores } from './tokenPredictor';
import { TokenTree } from './tokenTree';
import { TreePredictor } from './treePredictor';

interface ModelParts {
  readonly id: string;
  readonly tokenizer: SubwordTokenizer;
}

/** A model of our own form: two graphs, and what every text begins with. */
export interface NeuralModelParts extends ModelParts {
  readonly body: TensorSession;
  readonly head: TensorSession;
  readonly prefix: StoredPrefix;
}

/** A model as Optimum and Transformers.js export it. */
export interface ExportedModelParts extends ModelParts {
  readonly decoder: TensorSession;
}

/** What stands before a sentence is read from here on at most. */
const MAX_CONTEXT_TOKENS = 256;
/** A text that is longer than the view is scored in windows; each begins with so many tokens that the one before has scored. */
const WINDOW_OVERLAP = 256;
/** Edits of such a text share a tree if they lie in the same so many tokens. */
const WINDOW_STEP = 128;

/** Scores of a text's tokens, by their place in it. */
type TokenValues = Pick<TreeScores, 'logProbabilities' | 'ranks' | 'boundaryLogProbabilities'>;

/** A causal transformer. One call at a time; between two pieces of a generation others may be made. */
export class NeuralLanguageModel implements CausalLanguageModel {
  readonly id: string;
  readonly #tokenizer: SubwordTokenizer;
  readonly #predictor: TokenPredictor;
  readonly #generator: TextGenerator;
  #nextWords: NextWords | undefined;
  readonly #endToken: number;
  /** What joins a text to the prefix. */
  readonly #lead: string;

  /** @throws Error when graphs, tokenizer and prefix do not fit each other */
  constructor(parts: NeuralModelParts | ExportedModelParts) {
    const { id, tokenizer } = parts;
    this.id = id;
    this.#tokenizer = tokenizer;
    this.#predictor =
      'decoder' in parts ? exportedPredictor(parts) : new TreePredictor(parts.body, parts.head, parts.prefix);
    this.#lead = 'decoder' in parts ? '' : (parts.prefix.lead ?? '');
    this.#generator = new TextGenerator({ tokenizer, predictor: this.#predictor });
    // Sentences are read as lines.
    this.#endToken = tokenizer.encode('\n').ids[0]!;
  }

  async score(sentences: readonly string[], options: ScoreOptions = {}): Promise<readonly SentenceScore[]> {
    const detailed = options.boundaries === true || Boolean(options.rank);
    const read = sentences.map((sentence) => sentenceTokens(this.#tokenizer, this.#endToken, sentence, this.#lead));
    const values: TokenValues[] = new Array(read.length);
    // In order of their tokens, those that begin alike meet.
    const order = [...read.keys()].sort((one, other) => compareTokens(read[one]!.ids, read[other]!.ids));
    const { packedTokens } = this.#predictor;
    for (let start = 0; start < order.length; ) {
      const { ids } = read[order[start]!]!;
      if (ids.length > packedTokens) {
        values[order[start++]!] = await this.#scoreText(ids, detailed);
        continue;
      }
      const tree = new TokenTree();
      const paths: number[][] = [];
      for (let next = start; next < order.length; next++) {
        const more = read[order[next]!]!.ids;
        if (next > start && tree.size + more.length > packedTokens) break;
        paths.push(tree.add(more));
      }
      const scores = await this.#predictor.score(tree, { detailed, silent: 0, path: 0 });
      for (const [index, path] of paths.entries()) values[order[start + index]!] = valuesAt(scores, path);
      start += paths.length;
    }
    return read.map((tokens, index) => toSentenceScore(tokens, values[index]!, options));
  }

  async scoreCandidates(
    requests: readonly CandidateRequest[],
    {
      rightContext = Number.POSITIVE_INFINITY,
      branchTokens = Number.POSITIVE_INFINITY,
      projection,
    }: CandidateOptions = {},
  ): Promise<readonly CandidateScores[]> {
    const results: CandidateScores[] = [];
    for (const { sentence, leftContext = '', edits } of requests) {
      const { context, joint } = this.#contextTokens(leftContext);
      const read = (text: string) => sentenceTokens(this.#tokenizer, this.#endToken, text, joint);
      const own = read(sentence);
      const compared = edits.map(({ start, end, replacement }) =>
        comparedTokens(
          own,
          read(sentence.slice(0, start) + replacement + sentence.slice(end)),
          rightContext,
          branchTokens,
        ),
      );
      const long = context.length + own.ids.length > this.#predictor.view;
      results.push(await (long ? this.#compareLong(own, compared) : this.#compare(context, own, compared, projection)));
    }
    return results;
  }

  async #compare(
    context: readonly number[],
    sentence: SentenceTokens,
    compared: readonly ComparedTokens[],
    projection: readonly Float32Array[] | undefined,
  ): Promise<CandidateScores> {
    const candidates = candidateTree(context, sentence, compared);
    const path = context.length + sentence.ids.length - 1;
    const scores = await this.#predictor.score(candidates.tree, {
      detailed: false,
      silent: context.length,
      path,
      ...(projection && { projection }),
    });
    const values = valuesAt(scores, candidates.sentence);
    const compare = comparisons(candidates, scores);
    return {
      sentence: toSentenceScore(sentence, values, {}),
      gains: compare.map(({ gain }) => gain),
      changes: compare.map(({ change }) => change),
      tokensRead: scores.tokensRead,
      ...(projection && {
        projected: scores.projected.slice(context.length).filter((_, index) => !sentence.unscored[index]),
      }),
    };
  }

  /** Of a sentence that is longer than the view: edits near each other share a tree with some of the sentence around them. */
  async #compareLong(sentence: SentenceTokens, compared: readonly ComparedTokens[]): Promise<CandidateScores> {
    const gains: number[] = new Array(compared.length);
    const changes: ChangedTokens[] = new Array(compared.length);
    let tokensRead = sentence.ids.length;
    for (let from = 0; from < sentence.ids.length; from += WINDOW_STEP) {
      const near = [...compared.keys()].filter(
        (index) => Math.floor(compared[index]!.start / WINDOW_STEP) * WINDOW_STEP === from,
      );
      if (near.length === 0) continue;
      const cut = near.map((index) => {
        const { start, editedEnd, replacedEnd } = compared[index]!;
        const less = Math.max(0, Math.max(editedEnd, replacedEnd) - from - 2 * WINDOW_STEP);
        return {
          ...compared[index]!,
          editedEnd: Math.max(start, editedEnd - less),
          replacedEnd: Math.max(start, replacedEnd - less),
        };
      });
      const context = sentence.ids.slice(Math.max(0, from - MAX_CONTEXT_TOKENS), from);
      const to = cut.reduce((end, { replacedEnd }) => Math.max(end, replacedEnd), from);
      const candidates = candidateTree(context, sentence, cut, from, to);
      const scores = await this.#predictor.score(candidates.tree, { detailed: false, silent: context.length, path: 0 });
      tokensRead += scores.tokensRead;
      for (const [place, { gain, change }] of comparisons(candidates, scores).entries()) {
        gains[near[place]!] = gain;
        changes[near[place]!] = change;
      }
    }
    const own = toSentenceScore(sentence, await this.#scoreText(sentence.ids, false), {});
    return { sentence: own, gains, changes, tokensRead };
  }

  async next(context: string, count: number): Promise<readonly Continuation[]> {
    this.#nextWords ??= new NextWords(this.#tokenizer);
    const text = readText(context).text.replace(/[^\S\n]+$/, '');
    const tokens = promptWindow(this.#tokenizer, text);
    const logitsOf = (tree: TokenTree, nodes: readonly number[]) =>
      this.#predictor.logits(tokens, tree.size === 0 ? undefined : { tree, nodes });
    return this.#nextWords.likeliest(logitsOf, count, /[\p{L}\p{M}\p{N}\p{Cf}_]$/u.test(text));
  }

  generate(prompt: string, options: GenerateOptions): AsyncIterable<GeneratedPiece> {
    return this.#generator.generate(readText(prompt).text, options);
  }

  /** The tokens before a sentence, and what joins it to them. */
  #contextTokens(leftContext: string): { readonly context: readonly number[]; readonly joint: string } {
    const { text } = readText(leftContext);
    if (text === '') return { context: [], joint: this.#lead };
    const { ids } = this.#tokenizer.encode(this.#lead + text);
    return { context: ids.slice(-MAX_CONTEXT_TOKENS), joint: /\s$/.test(text) ? '' : ' ' };
  }

  /** Scores each token of a text after those before it, and keeps what it read. */
  async #scoreText(ids: readonly number[], detailed: boolean): Promise<TokenValues> {
    const parts: TokenValues[] = [];
    for (let scored = 0; scored < ids.length; ) {
      const start = scored === 0 ? 0 : scored - WINDOW_OVERLAP;
      const window = ids.slice(start, start + this.#predictor.view);
      const tree = new TokenTree();
      const path = tree.add(window);
      const scores = await this.#predictor.score(tree, { detailed, silent: scored - start, path: window.length - 1 });
      parts.push(valuesAt(scores, path.slice(scored - start)));
      scored = start + window.length;
    }
    return parts.length === 1 ? parts[0]! : joined(parts);
  }
}

/** Texts begin with what ends the text before, and on a new line, as those of our own models do. */
function exportedPredictor({ decoder, tokenizer }: ExportedModelParts): TokenPredictor {
  const newline = tokenizer.encode('\n').ids;
  return new BatchedModel(decoder, [...tokenizer.endTokens.slice(0, 1), ...newline], tokenizer.beginsWord());
}

const valuesAt = (scores: TreeScores, nodes: readonly number[]): TokenValues => ({
  logProbabilities: Float64Array.from(nodes, (node) => scores.logProbabilities[node]!),
  ranks: Int32Array.from(nodes, (node) => scores.ranks[node]!),
  boundaryLogProbabilities: Float64Array.from(nodes, (node) => scores.boundaryLogProbabilities[node]!),
});

const joined = (parts: readonly TokenValues[]): TokenValues => ({
  logProbabilities: Float64Array.from(parts.flatMap(({ logProbabilities }) => [...logProbabilities])),
  ranks: Int32Array.from(parts.flatMap(({ ranks }) => [...ranks])),
  boundaryLogProbabilities: Float64Array.from(parts.flatMap((part) => [...part.boundaryLogProbabilities])),
});

function compareTokens(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < one.length && index < other.length; index++)
    if (one[index] !== other[index]) return one[index]! - other[index]!;
  return one.length - other.length;
}

function toSentenceScore(
  { spans, unscored }: SentenceTokens,
  { logProbabilities, ranks, boundaryLogProbabilities }: TokenValues,
  { rank, boundaries }: ScoreOptions,
): SentenceScore {
  const tokens: TokenScore[] = [];
  let sum = 0;
  for (const [index, span] of spans.entries()) {
    if (unscored[index]) continue;
    const logProbability = logProbabilities[index]!;
    sum += logProbability;
    const ranked = typeof rank === 'function' ? rank(span) : rank === true;
    tokens.push({
      ...span,
      logProbability,
      ...(ranked && { rank: ranks[index]! }),
      ...(boundaries && { boundaryLogProbability: boundaryLogProbabilities[index]! }),
    });
  }
  return { logProbability: sum, tokens };
}
