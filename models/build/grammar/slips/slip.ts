import type { EditClass, GrammarEdit } from '../../../../server/src/proofreading/grammar/grammarEdit';
import type { SlipSentence } from './slipSentence';

/** An edit of right text that puts a mistake into it. Its class is that of the edit that takes it out again. */
export interface Slip extends GrammarEdit {
  /** Wrong wherever it is made; the others are only kept where a language model minds them. */
  readonly sure: boolean;
}

/** Numbers in [0, 1). */
export type Random = () => number;

/** `train`: text to learn from; `unseen`: the same kinds of mistakes made another way, to measure on. */
export type Family = 'train' | 'unseen';

/** One way to make a mistake. */
export interface SlipRule {
  readonly name: string;
  readonly editClass: EditClass;
  readonly family: Family;
  /** Its share in the mistakes of its class and family, relative to the other rules'. */
  readonly weight: number;
  /** The mistake that a writer makes at the token, if there is one to make; several are drawn from. */
  readonly at: (sentence: SlipSentence, index: number, random: Random) => Slip | undefined;
}

/** Draws by weight. Undefined from an empty table. */
export function drawn<T>(weighted: readonly (readonly [T, number])[], random: Random): T | undefined {
  let rest = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  const found = weighted.find(([, weight]) => {
    rest -= weight;
    return rest < 0;
  });
  return (found ?? weighted.at(-1))?.[0];
}

export const oneOf = <T>(choices: readonly T[], random: Random): T | undefined =>
  choices[Math.floor(random() * choices.length)];

/** `word other:3 another` as words with weights, 1 where none is given; `_` stands for a space, and alone for nothing. */
export const weightedWords = (line: string): (readonly [string, number])[] =>
  line
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [word, weight] = entry.split(':');
      return [word === '_' ? '' : word!.replaceAll('_', ' '), Number(weight ?? 1)] as const;
    });

/** Lines `word = others with weights`; several words before the sign have the same others. */
export const confusionTable = (lines: string): ReadonlyMap<string, readonly (readonly [string, number])[]> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [words, others] = line.split('=');
        const weighted = weightedWords(others!);
        return words!
          .trim()
          .split(/\s+/)
          .map((word) => [word.replaceAll('_', ' '), weighted] as const);
      }),
  );
