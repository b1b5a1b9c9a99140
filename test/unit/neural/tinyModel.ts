import { readFileSync } from 'node:fs';
import { openSession } from '../../../server/src/inference/onnxRuntime';
import { NeuralLanguageModel } from '../../../server/src/lm/neural/neuralLanguageModel';
import type { Tensor, TensorSession } from '../../../server/src/lm/neural/tensorSession';
import { SubwordTokenizer } from '../../../server/src/lm/neural/tokenizer';

const stem = new URL('../../fixtures/neural/tiny', import.meta.url).pathname;
export const prefixTokens = [0, 198];

export const tinyTokenizer = (): SubwordTokenizer =>
  new SubwordTokenizer(JSON.parse(readFileSync(`${stem}.tokenizer.json`, 'utf8')));

/** A session that counts: how many runs, and tokens read in them. */
export class CountingSession implements TensorSession {
  runs = 0;
  tokens = 0;
  /** Hidden rows that a head was asked about. */
  rows = 0;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputShapes: TensorSession['inputShapes'];
  constructor(private readonly session: TensorSession) {
    this.inputNames = session.inputNames;
    this.outputNames = session.outputNames;
    this.inputShapes = session.inputShapes;
  }
  run(feeds: Readonly<Record<string, Tensor>>, fetches: readonly string[]) {
    this.runs++;
    this.tokens += feeds['input_ids']?.data.length ?? 0;
    this.rows += feeds['hidden']?.dims[0] ?? 0;
    return this.session.run(feeds, fetches);
  }
  release = () => this.session.release();
}

export interface TinyModel {
  readonly model: NeuralLanguageModel;
  readonly body: CountingSession;
  readonly head: CountingSession;
  readonly tokenizer: SubwordTokenizer;
}

/** @param lead what joins a text to the prefix */
export async function openTinyModel(lead?: string): Promise<TinyModel> {
  const body = new CountingSession(await openSession(`${stem}.body.onnx`, { threads: 1 }));
  const head = new CountingSession(await openSession(`${stem}.head.onnx`, { threads: 1 }));
  const tokenizer = tinyTokenizer();
  const bytes = readFileSync(`${stem}.prefix-text.bin`);
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  const prefix = { tokens: prefixTokens, lead, values };
  return { model: new NeuralLanguageModel({ id: 'tiny', body, head, tokenizer, prefix }), body, head, tokenizer };
}

/** The same model as Optimum exports them. */
export async function openExportedModel(): Promise<{
  readonly model: NeuralLanguageModel;
  readonly decoder: CountingSession;
}> {
  const decoder = new CountingSession(await openSession(stem.replace(/tiny$/, 'exported.onnx'), { threads: 1 }));
  return { model: new NeuralLanguageModel({ id: 'exported', decoder, tokenizer: tinyTokenizer() }), decoder };
}

/** Natural log probabilities of all tokens of the vocabulary after each of `ids`, read in one run without any cache: the oracle. */
export async function plainLogProbabilities(
  { body, head }: TinyModel,
  ids: readonly number[],
): Promise<Float64Array[]> {
  const count = ids.length;
  const float = (dims: number[], data: Float32Array): Tensor => ({ type: 'float32', dims, data });
  const past = body.inputNames.filter((name) => name.startsWith('past_key_values'));
  const { hidden } = await body.run(
    {
      ...Object.fromEntries(past.map((name) => [name, float([1, 2, 0, 16], new Float32Array(0))])),
      input_ids: { type: 'int64', dims: [1, count], data: BigInt64Array.from(ids, BigInt) },
      position_ids: { type: 'int64', dims: [1, count], data: BigInt64Array.from(ids.keys(), BigInt) },
      attention_bias: float([1, 1, count, count], new Float32Array(count * count)),
      in_place: { type: 'bool', dims: [], data: Uint8Array.of(0) },
      seqlens_k: { type: 'int32', dims: [1], data: Int32Array.of(count - 1) },
      total_sequence_length: { type: 'int32', dims: [], data: Int32Array.of(count) },
    },
    ['hidden'],
  );
  const { logits } = await head.run(
    {
      hidden: hidden!,
      targets: {
        type: 'int64',
        dims: [count, 1],
        data: new BigInt64Array(count),
      },
      detailed: { type: 'bool', dims: [], data: Uint8Array.of(0) },
    },
    ['logits'],
  );
  const size = logits!.dims[1]!;
  return Array.from({ length: count }, (_, row) => {
    const values = Float64Array.from(logits!.data.subarray(row * size, (row + 1) * size) as Float32Array);
    const sum = Math.log(values.reduce((total, value) => total + Math.exp(value), 0));
    return values.map((value) => value - sum);
  });
}
