import type { SpanInText } from '../embedder';
import type { TensorSession } from '../neural/tensorSession';
import { feedsOf } from './encoderGraph';
import { normalize } from './pooling';
import { runsOf } from './runsOf';
import type { TextTokenizer, TokenSpan } from './textTokenizer';

export interface SpanEncoderParts {
  /** The graph, with an output of rows of tokens. */
  readonly session: TensorSession;
  /** That output. */
  readonly output: string;
  readonly tokenizer: TextTokenizer;
  readonly dimensions: number;
  readonly tokensARun: number;
}

/** Vectors of words as they stand in a text: the mean over a word's tokens of the rows that a late layer gives them. */
export class SpanEncoder {
  constructor(private readonly parts: SpanEncoderParts) {}

  /** One row of `dimensions` a span, of length 1, in the order of the spans; of zeros where the model does not get to read it. */
  async encode(spans: readonly SpanInText[]): Promise<Float32Array> {
    const { tokenizer, dimensions, tokensARun } = this.parts;
    const rows = new Float32Array(spans.length * dimensions);
    const read = spans.flatMap(({ text, start, end }, place) => {
      const tokens = tokenizer.encodeSpan(text, start, end);
      return tokens === undefined ? [] : [{ tokens, place }];
    });
    for (const run of runsOf(
      read.map(({ tokens }) => tokens.ids),
      tokensARun,
    )) {
      const texts = run.map((index) => read[index]!);
      const found = await this.run(texts.map(({ tokens }) => tokens));
      for (const [index, { place }] of texts.entries()) rows.set(found[index]!, place * dimensions);
    }
    return rows;
  }

  /** Of texts that have the same number of tokens. */
  private async run(texts: readonly TokenSpan[]): Promise<readonly Float32Array[]> {
    const { session, output: name, dimensions } = this.parts;
    const tokens = texts[0]!.ids.length;
    const feeds = feedsOf(
      texts.map(({ ids }) => ids),
      session.inputNames,
    );
    const output = (await session.run(feeds, [name]))[name]!;
    if (output.type !== 'float32' || output.dims.length !== 3 || output.dims.at(-1) !== dimensions)
      throw new Error(
        `its output ${name} is ${output.type} [${output.dims.join(', ')}] instead of rows of ${dimensions}`,
      );
    return texts.map(({ first, end }, text) => {
      const start = text * tokens;
      return meanRow(output.data.subarray((start + first) * dimensions, (start + end) * dimensions), dimensions);
    });
  }
}

/** The mean of rows, of length 1. */
const meanRow = (rows: Float32Array, dimensions: number): Float32Array => {
  const mean = new Float32Array(dimensions);
  for (let offset = 0; offset < rows.length; offset++) mean[offset % dimensions]! += rows[offset]!;
  normalize(mean);
  return mean;
};
