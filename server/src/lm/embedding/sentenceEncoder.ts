import type { Span } from '../../text/span';
import type { EmbeddedKind, SpanInText } from '../embedder';
import type { TensorSession } from '../neural/tensorSession';
import { constantInputs, feedsOf, rowNames } from './encoderGraph';
import { type Pooling, pool } from './pooling';
import { runsOf } from './runsOf';
import type { SpanEncoder } from './spanEncoder';
import type { TextTokenizer } from './textTokenizer';
import type { WordMatcher } from './wordMatcher';

export interface SentenceEncoderParts {
  /** The graph: token ids in, and whatever else it asks for of the names that BERT has. */
  readonly session: TensorSession;
  readonly tokenizer: TextTokenizer;
  readonly dimensions: number;
  readonly pooling: Pooling;
  /** What the model wants before a text of each kind. */
  readonly prefixes?: Readonly<Record<EmbeddedKind, string>> | undefined;
  /** Of all texts of one run of the graph, at most, unless one text has more. */
  readonly tokensARun: number;
  /** Opened when the first span is asked for; absent where the model gives rows of texts alone. */
  readonly openSpans?: (() => Promise<SpanEncoder>) | undefined;
  /** Absent where the model gives rows of texts alone. */
  readonly matcher?: WordMatcher | undefined;
}

/** Vectors of texts by a graph. Texts of one run have the same number of tokens, so that no row depends on what stands beside it. */
export class SentenceEncoder {
  readonly #parts: SentenceEncoderParts;
  readonly #output: string;
  readonly #pooling: Pooling;
  #spans: Promise<SpanEncoder> | undefined;

  /** @throws Error if the graph is of another kind */
  constructor(parts: SentenceEncoderParts) {
    this.#parts = parts;
    const { inputNames, outputNames } = parts.session;
    const unknown = inputNames.filter((name) => name !== 'input_ids' && constantInputs[name] === undefined);
    if (!inputNames.includes('input_ids') || unknown.length > 0)
      throw new Error(
        `its inputs are ${inputNames.join(', ')}; it needs input_ids and may ask for attention_mask and token_type_ids`,
      );
    const has = (known: readonly string[]) => outputNames.some((name) => known.includes(name));
    // Some exports pool, whatever else is said of them, and give nothing else.
    this.#pooling = has(pooledNames) && !has(rowNames) ? 'graph' : parts.pooling;
    this.#output = outputOf(outputNames, this.#pooling);
  }

  /** One row of `dimensions` a text, each of length 1, in the order of the texts. */
  async encode(texts: readonly string[], kind: EmbeddedKind): Promise<Float32Array> {
    const { tokenizer, dimensions, prefixes } = this.#parts;
    const ids = texts.map((text) => tokenizer.encode((prefixes?.[kind] ?? '') + text));
    const rows = new Float32Array(texts.length * dimensions);
    for (const run of runsOf(ids, this.#parts.tokensARun)) {
      const pooled = await this.#run(run.map((place) => ids[place]!));
      for (const [index, place] of run.entries())
        rows.set(pooled.subarray(index * dimensions, (index + 1) * dimensions), place * dimensions);
    }
    return rows;
  }

  /** One row of `dimensions` a span, of length 1, in the order of the spans; of zeros where it is not read. @throws Error where the model gives rows of texts alone */
  async encodeSpans(spans: readonly SpanInText[]): Promise<Float32Array> {
    const { openSpans } = this.#parts;
    if (openSpans === undefined) throw new Error('this embedding model gives vectors of whole texts alone');
    this.#spans ??= openSpans();
    return (await this.#spans).encode(spans);
  }

  /** How well each text matches each word of a question, as `WordMatcher` has it. @throws Error where the model gives rows of texts alone */
  async matchWords(question: string, words: readonly Span[], texts: readonly string[]): Promise<Float32Array> {
    const { matcher } = this.#parts;
    if (matcher === undefined) throw new Error('this embedding model gives vectors of whole texts alone');
    return matcher.match(question, words, texts);
  }

  async #run(texts: readonly (readonly number[])[]): Promise<Float32Array> {
    const { session, dimensions } = this.#parts;
    const pooling = this.#pooling;
    const feeds = feedsOf(texts, session.inputNames);
    const output = (await session.run(feeds, [this.#output]))[this.#output]!;
    const width = output.dims.at(-1);
    if (output.type !== 'float32' || width !== dimensions || output.dims.length !== (pooling === 'graph' ? 2 : 3))
      throw new Error(
        `its output ${this.#output} is ${output.type} [${output.dims.join(', ')}] instead of rows of ${dimensions}`,
      );
    const rows = pool(output.data, { texts: texts.length, tokens: texts[0]!.length, dimensions }, pooling);
    if (!rows.every(Number.isFinite)) throw new Error('a run of it gave no numbers');
    return rows;
  }
}

/** How exports name rows of texts. */
const pooledNames = ['embeddings', 'sentence_embedding'];

/** A graph of one output may call it as it likes. */
const outputOf = (names: readonly string[], pooling: Pooling): string => {
  const usual = pooling === 'graph' ? pooledNames : rowNames;
  const name = usual.find((one) => names.includes(one)) ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) throw new Error(`its outputs are ${names.join(', ')}; it needs ${usual.join(' or ')}`);
  return name;
};
