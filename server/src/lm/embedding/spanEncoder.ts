import type { SpanInText } from '../embedder';
import { normalize } from './pooling';
import { runsOf } from './runsOf';
import type { TextTokenizer, TokenSpan } from './textTokenizer';
import { type TokenGraph, tokenRowsOf } from './tokenRows';

export interface SpanEncoderParts extends TokenGraph {
  readonly tokenizer: TextTokenizer;
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
    const { dimensions } = this.parts;
    const rows = await tokenRowsOf(
      this.parts,
      texts.map(({ ids }) => ids),
    );
    return texts.map(({ first, end }, text) =>
      meanRow(rows[text]!.subarray(first * dimensions, end * dimensions), dimensions),
    );
  }
}

/** The mean of rows, of length 1. */
const meanRow = (rows: Float32Array, dimensions: number): Float32Array => {
  const mean = new Float32Array(dimensions);
  for (let offset = 0; offset < rows.length; offset++) mean[offset % dimensions]! += rows[offset]!;
  normalize(mean);
  return mean;
};
