import type { VocabularyModel } from '../../../server/src/lm/ngram/vocabularyModel';

/** Words and marks that are left out or put in most. */
export const CLOSED = (
  'the a an this that these those my your his her its our their some any no all every each of to in on at for with by from about as into ' +
  'is are was were be been being have has had do does did will would can could should may might must it they he she we you i who which ' +
  "what there and or but if because so then than not very more most just also too up out over , ; : ' 's - ( ) \" ."
).split(' ');
export const CLASSES = [
  'in on at for of to with by from about into over',
  'the a an this that these those',
  'my your his her its our their',
  'is are was were be been being',
  'has have had',
  'do does did',
  'will would can could should may might must',
  'i me he him she her we us they them it',
  'and or but so',
  'much many more most',
  'who which that what',
  'than then',
  'some any no',
];

/** Words that stand for one another: closed classes, and the forms of a word. */
export class Families {
  private readonly families = new Map<string, readonly string[]>();

  constructor(
    private readonly ngram: VocabularyModel,
    private readonly draw: (below: number) => number,
  ) {
    for (const line of CLASSES) this.add(line.split(' '));
    for (let id = 0; id < ngram.vocabularySize; id++) {
      const word = ngram.word(id);
      if (!/^[a-z]{3,}$/.test(word)) continue;
      const stem = word.endsWith('e') ? word.slice(0, -1) : word;
      const forms = [`${word}s`, `${stem}es`, `${stem}ed`, `${stem}ing`].filter((form) => ngram.idOf(form) !== 0);
      if (forms.length > 0) this.add([word, ...forms]);
    }
  }

  /** A writer's wrong form: the likelier the more frequent it is, since writers fall back on it. Undefined where there is no other. */
  wrongForm(word: string): string | undefined {
    const { ngram } = this;
    const others = (this.families.get(word) ?? []).filter((other) => other !== word);
    if (others.length === 0) return undefined;
    const frequencies = others.map((other) => Math.exp(ngram.logProbabilityAt([ngram.idOf(other)], 0)));
    let rest = (this.draw(1 << 24) / (1 << 24)) * frequencies.reduce((sum, frequency) => sum + frequency, 0);
    return others.find((_, i) => {
      rest -= frequencies[i]!;
      return rest < 0;
    });
  }

  private add(words: readonly string[]): void {
    for (const word of words) this.families.set(word, [...new Set([...(this.families.get(word) ?? []), ...words])]);
  }
}

/** Natural logarithms. */
export interface Sample {
  /** Score with the word less that without, where it belongs. */
  readonly missing: number[];
  /** The same where it does not. */
  readonly superfluous: number[];
}

/** The intercept at which missing and superfluous words are told right equally often. */
export const equalError = ({ missing, superfluous }: Sample): number => {
  const share = (gains: readonly number[], right: (gain: number) => boolean): number =>
    gains.filter(right).length / gains.length;
  let low = -10;
  let high = 30;
  while (high - low > 0.05) {
    const middle = (low + high) / 2;
    if (share(missing, (gain) => gain + middle > 0) < share(superfluous, (gain) => gain + middle < 0)) low = middle;
    else high = middle;
  }
  return Math.round(10 * low) / 10;
};

/** Score with the right word less that with the wrong, and the same of their frequencies out of context. */
export interface Replacement {
  readonly gain: number;
  readonly frequency: number;
}

/** How much of its frequency out of context a replaced word has taken off: the share that most often finds the right one. */
export const bestReplacedShare = (replacements: readonly Replacement[]): number => {
  let best = 0;
  let mostRight = 0;
  for (let share = 0; share <= 1; share += 0.05) {
    const right = replacements.filter(({ gain, frequency }) => gain - share * frequency > 0).length;
    console.log(
      `share ${share.toFixed(2)}: ${((100 * right) / replacements.length).toFixed(1)} % of ${replacements.length} right`,
    );
    if (right > mostRight) [best, mostRight] = [Math.round(100 * share) / 100, right];
  }
  return best;
};
