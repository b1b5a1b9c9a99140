import type { TensorSession } from './tensorSession';

/** Sizes of a decoder, in elements. */
export interface DecoderShape {
  readonly layers: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  /** Width of a hidden row. */
  readonly hidden: number;
}

/** Elements of a token's keys and values, all layers together. */
export const keyValueWidth = ({ layers, keyValueHeads, headSize }: DecoderShape): number =>
  2 * layers * keyValueHeads * headSize;

/** @throws Error when the graphs are not a body and a head that fit each other */
export function decoderShape(body: TensorSession, head: TensorSession): DecoderShape {
  for (const name of ['input_ids', 'position_ids', 'attention_bias', 'in_place', 'seqlens_k', 'total_sequence_length'])
    if (body.inputShapes[name] === undefined) throw new Error(`the body has no input ${name}`);
  for (const name of ['hidden', 'new_key_values'])
    if (!body.outputNames.includes(name)) throw new Error(`the body has no output ${name}`);
  let layers = 0;
  while (body.inputShapes[`past_key_values.${layers}.key`] !== undefined) layers++;
  const [, keyValueHeads, , headSize] = body.inputShapes['past_key_values.0.key']?.dims ?? [];
  if (typeof keyValueHeads !== 'number' || typeof headSize !== 'number') throw new Error('the body has no cache');
  const hidden = head.inputShapes['hidden']?.dims[1];
  if (typeof hidden !== 'number') throw new Error('the head takes no hidden rows');
  return { layers, keyValueHeads, headSize, hidden };
}
