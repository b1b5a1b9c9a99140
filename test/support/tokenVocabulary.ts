import type { SamplingOptions } from '../../server/src/lm/languageModel';
import type { TokenVocabulary } from '../../server/src/lm/sampling/constraint/vocabularyTrie';
import { RandomGenerator } from '../../server/src/lm/sampling/randomGenerator';
import { Sampler } from '../../server/src/lm/sampling/sampler';
import type { ConstraintState } from '../../server/src/lm/sampling/tokenConstraint';

/** The token that ends a text in `vocabularyOf`. */
export const endToken = 0;

/** A vocabulary of an end, every byte, and some texts and pieces of bytes besides. */
export const vocabularyOf = (...texts: readonly (string | Uint8Array)[]): TokenVocabulary => ({
  bytes: [
    undefined,
    ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
    ...texts.map((text) => (typeof text === 'string' ? new TextEncoder().encode(text) : text)),
  ],
  endTokens: [endToken],
});

/** The tokens that may come next. */
export const allowedTokens = ({ bytes }: TokenVocabulary, state: ConstraintState, remaining?: number): number[] => {
  const logits = new Float32Array(bytes.length);
  state.mask(logits, remaining);
  return [...logits.keys()].filter((id) => logits[id]! > Number.NEGATIVE_INFINITY);
};

export interface WrittenText {
  readonly text: string;
  /** The text is whole: an end was drawn, or nothing could follow. */
  readonly whole: boolean;
}

/** Writes a text under a constraint as a model would that has no idea of language. Throws where it gets stuck. */
export const writeUnder = (
  { bytes, endTokens }: TokenVocabulary,
  start: ConstraintState,
  options: SamplingOptions & { readonly maxTokens: number; readonly endBonus?: number },
): WrittenText => {
  const random = RandomGenerator.ofSeed(options.seed ?? 0);
  const sampler = new Sampler({ temperature: 1, topK: 0, topP: 1, minP: 0, ...options });
  const logits = new Float32Array(bytes.length);
  const written: number[] = [];
  let state = start;
  const text = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(written));
  for (let count = 0; count < options.maxTokens; count++) {
    for (let id = 0; id < logits.length; id++) logits[id] = 6 * random.nextDouble();
    for (const id of endTokens) logits[id]! += options.endBonus ?? 0;
    const { id } = sampler.sample(logits, [], state, options.maxTokens - count);
    if (endTokens.includes(id)) return { text: text(), whole: true };
    written.push(...bytes[id]!);
    state = state.advance(id);
    if (state.complete) return { text: text(), whole: true };
  }
  return { text: state.accepts ? text() : '', whole: state.accepts };
};
