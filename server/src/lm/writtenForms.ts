import { type LetterCase, letterCase } from '../lexicon/letterCase';
import type { Token } from '../text/token';

/** How a word of letters is usually written; undefined for one that no lexicon has. */
export type UsualCase = (form: string) => LetterCase | undefined;

/** Shares measured on text (models/build/mixture). All are probabilities, none is 0. */
export interface WrittenShares {
  /** For each place and usual case, how often words are written so. A lone letter has no `upper`. */
  readonly letterCase: Readonly<Record<string, Readonly<Record<Exclude<LetterCase, 'none'>, number>>>>;
  /** Of the characters of numbers: a digit (any of ten), something else, the end. */
  readonly number: { readonly digit: number; readonly other: number; readonly end: number };
}

/** How many characters stand in numbers beside digits: marks and the letters of _1st_, _2pm_. */
const otherCharacters = 20;

/**
 * P(a token as it is written | its vocabulary form). An n-gram model knows words in small letters and one form for every number; with this
 * it gives probabilities to words as they are written, which is what a neural model does, so that the two can be mixed and
 * compared. White space and the kind of apostrophes count as given.
 */
export class WrittenForms {
  constructor(
    private readonly shares: WrittenShares,
    private readonly usualCase: UsualCase,
  ) {}

  /** Which row of the shares holds for a word. */
  static row(usual: LetterCase | undefined, isFirst: boolean): string {
    return `${isFirst ? 'first' : 'inside'}.${usual ?? 'unlisted'}`;
  }

  /**
   * Natural logarithm.
   * @param isFirst whether no word of the sentence stands before it
   */
  logShare({ kind, form }: Pick<Token, 'kind' | 'form'>, isFirst: boolean): number {
    if (kind === 'number') return this.number(form);
    const written = kind === 'word' ? letterCase(form) : 'none';
    if (written === 'none') return 0;
    const shares = this.shares.letterCase[WrittenForms.row(this.usualCase(form.toLowerCase()), isFirst)]!;
    // Each letter of a mixed word may be small or large.
    return Math.log(shares[written]) - (written === 'mixed' ? form.length * Math.LN2 : 0);
  }

  private number(form: string): number {
    const { digit, other, end } = this.shares.number;
    let sum = Math.log(end);
    for (const character of form)
      sum += character >= '0' && character <= '9' ? Math.log(digit / 10) : Math.log(other / otherCharacters);
    return sum;
  }
}
