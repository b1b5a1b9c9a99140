import { editClasses } from '../../../server/src/proofreading/grammar/grammarEdit';
import { type Damaged, damage } from './damage';
import type { Rates } from './rates';
import type { Family, Random, Slip, SlipRule } from './slips/slip';
import type { SlipSentence } from './slips/slipSentence';

/** Natural logarithm of how much likelier a sentence is with a slip than without. */
export type Likelier = (sentence: SlipSentence, slip: Slip) => number;

/** Of what is not surely wrong, this share is kept unasked, so that nobody learns that a model is always right about its mistakes. */
const UNCONDITIONED = 0.15;
/** No writer makes every mistake that he could. */
const MOST = 0.7;

/**
 * By how much a slip has to be the less likely, in nats. A sentence with a word more nearly always is, and one with a word less nearly never: what
 * is asked of them differs.
 */
const leastLoss = ({ start, end, replacement }: Slip): number => {
  if (start === end && replacement.startsWith(' ')) return 3.5;
  return replacement === '' ? 0 : 1;
};

/** Puts mistakes into sentences at given rates. The rates are met on text like that it was calibrated on. */
export class Injector {
  /** Of each rule, how often an opportunity becomes a mistake where a writer makes as many as are asked for. */
  private readonly probabilities: readonly number[];
  private readonly rules: readonly SlipRule[];

  constructor(
    rules: readonly SlipRule[],
    family: Family,
    rates: Rates,
    private readonly likelier: Likelier,
    sample: readonly SlipSentence[],
    random: Random,
  ) {
    this.rules = rules.filter((rule) => rule.family === family);
    const words = sample.reduce((sum, { length }) => sum + length, 0);
    const opportunities = this.rules.map(
      (rule) =>
        sample.reduce((sum, sentence) => {
          for (let i = 0; i < sentence.length; i++) if (this.slip(rule, sentence, i, random) !== undefined) sum++;
          return sum;
        }, 0) / words,
    );
    this.probabilities = probabilitiesOf(this.rules, opportunities, rates);
  }

  /** @param severity how many more mistakes this writer makes than most */
  inject(sentence: SlipSentence, severity: number, random: Random): Damaged {
    const slips: Slip[] = [];
    const order = [...this.rules.keys()].sort((a, b) => this.probabilities[a]! - this.probabilities[b]!);
    for (const i of order) {
      const probability = Math.min(MOST, severity * this.probabilities[i]!);
      if (probability === 0) continue;
      for (let index = 0; index < sentence.length; index++) {
        if (random() >= probability) continue;
        const slip = this.slip(this.rules[i]!, sentence, index, random);
        if (slip === undefined || slips.some(({ start, end }) => start <= slip.end && slip.start <= end)) continue;
        slips.push(slip);
      }
    }
    return damage(sentence.text, slips);
  }

  private slip(rule: SlipRule, sentence: SlipSentence, index: number, random: Random): Slip | undefined {
    const slip = rule.at(sentence, index, random);
    if (slip === undefined || slip.sure || random() < UNCONDITIONED) return slip;
    return -this.likelier(sentence, slip) >= leastLoss(slip) ? slip : undefined;
  }
}

/** @param opportunities of each rule, a word */
function probabilitiesOf(rules: readonly SlipRule[], opportunities: readonly number[], rates: Rates): number[] {
  const probabilities = rules.map(() => 0);
  for (const editClass of editClasses) {
    // What a rule has too few opportunities for, the others of the class make up for.
    let open = [...rules.keys()].filter((i) => rules[i]!.editClass === editClass && opportunities[i]! > 0);
    let rest = rates[editClass] / 1000;
    while (open.length > 0 && rest > 0) {
      const weight = open.reduce((sum, i) => sum + rules[i]!.weight, 0);
      const asked = (i: number): number => (rest * rules[i]!.weight) / weight / opportunities[i]!;
      const full = open.filter((i) => asked(i) > MOST);
      if (full.length === 0) {
        for (const i of open) probabilities[i] = asked(i);
        break;
      }
      for (const i of full) probabilities[i] = MOST;
      rest -= MOST * full.reduce((sum, i) => sum + opportunities[i]!, 0);
      open = open.filter((i) => !full.includes(i));
    }
  }
  return probabilities;
}
