import type { Span } from '../../text/span';
import { readText } from './readText';
import type { SubwordTokenizer } from './tokenizer';

/** A sentence as the model reads it. */
export interface SentenceTokens {
  /** The end of sentence is the last. */
  readonly ids: readonly number[];
  /** Of each token in the masked text; they tile it, and the end of sentence is empty. */
  readonly spans: readonly Span[];
  /** Whether a token is part of what stands for a placeholder: such tokens are context only. */
  readonly unscored: readonly boolean[];
}

/**
 * @param masked text with ABSENT and PLACEHOLDER
 * @param joint what stands between the text and what is before it; its units belong to no span
 */
export function sentenceTokens(
  tokenizer: SubwordTokenizer,
  endToken: number,
  masked: string,
  joint = '',
): SentenceTokens {
  const read = readText(masked);
  const { ids, ends } = tokenizer.encode(joint + read.text);
  const spans: Span[] = [];
  const unscored: boolean[] = [];
  let start = 0;
  let from = 0;
  let placeholder = 0;
  for (const [index, encodedEnd] of ends.entries()) {
    const to = Math.max(0, encodedEnd - joint.length);
    const end = index === ends.length - 1 ? masked.length : read.toMasked(to);
    spans.push({ start, end });
    while (placeholder < read.placeholders.length && read.placeholders[placeholder]!.end <= from) placeholder++;
    const next = read.placeholders[placeholder];
    unscored.push(next !== undefined && next.start < to);
    start = end;
    from = to;
  }
  return {
    ids: [...ids, endToken],
    spans: [...spans, { start: masked.length, end: masked.length }],
    unscored: [...unscored, false],
  };
}
