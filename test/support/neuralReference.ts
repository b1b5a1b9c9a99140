import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LanguageModel } from '../../server/src/lm/languageModel';

/** A text and the log probabilities of its subwords under the shipped weights in float32, natural logarithms (models/build/smollm2/verify.py). */
export interface ReferenceScores {
  readonly text: string;
  readonly logProbabilities: readonly number[];
}

export const referenceScores = (): readonly ReferenceScores[] =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL('../fixtures/neural/reference.json', import.meta.url)), 'utf8'),
  ) as ReferenceScores[];

/** What int8 activations may cost: nats a subword. */
export interface ErrorTolerance {
  readonly instructions: string;
  readonly mean: number;
  readonly greatest: number;
  /** Whether the figures come from a run on such a processor. */
  readonly measured: boolean;
}

/**
 * By the kernels that onnxruntime picks. Measured: .0632 and .71 nat with AVX-512 VNNI, .0655 and .80 with AVX2 (a processor that hid its
 * AVX-512); the greatest error moves by .2 with how sentences are packed. The others are what is hoped of them.
 */
const tolerances: readonly ErrorTolerance[] = [
  { instructions: 'AVX-512 VNNI', mean: 0.07, greatest: 0.9, measured: true },
  { instructions: 'AVX2', mean: 0.07, greatest: 1, measured: true },
  { instructions: 'NEON', mean: 0.08, greatest: 1, measured: false },
  { instructions: 'others', mean: 0.1, greatest: 1.5, measured: false },
];

const instructionsHere = (): string => {
  if (process.arch === 'arm64') return 'NEON';
  const flags = existsSync('/proc/cpuinfo')
    ? (/^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '')
    : '';
  if (/ avx512_vnni\b/.test(flags)) return 'AVX-512 VNNI';
  return / avx2\b/.test(flags) ? 'AVX2' : 'others';
};

export const toleranceHere = (): ErrorTolerance =>
  tolerances.find(({ instructions }) => instructions === instructionsHere()) ?? tolerances.at(-1)!;

/** Absolute errors of a model's scores, the end of sentence left out; one a subword of all texts, in order. */
export async function errorsOf(
  model: LanguageModel,
  references: readonly ReferenceScores[],
): Promise<readonly number[]> {
  const scores = await model.score(references.map(({ text }) => text));
  return references.flatMap(({ text, logProbabilities }, index) => {
    const subwords = scores[index]!.tokens.slice(0, -1);
    if (subwords.length !== logProbabilities.length)
      throw new Error(
        `"${text.slice(0, 40)}" has ${subwords.length} subwords, ${logProbabilities.length} in the reference`,
      );
    return subwords.map(({ logProbability }, i) => Math.abs(logProbability - logProbabilities[i]!));
  });
}
