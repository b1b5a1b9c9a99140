import { isUpperCase, OTHER, wordSymbols } from './alphabet';
import type { SpellingErrorModel } from './errorModel';
import { childOf, NO_RULE, type RuleTable } from './ruleTable';

/**
 * Cost, -100 ln P(written | intended), of the cheapest way to write `intended` as `written`: Viterbi over both words'
 * positions. What the candidate search pays for a word, for any two words; takes time by the product of their lengths.
 */
export const errorCost = (model: SpellingErrorModel, written: string, intended: string): number => {
  const from = wordSymbols(intended);
  const to = wordSymbols(written);
  const width = to.length + 1;
  const costs = new Int32Array((from.length + 1) * width).fill(NO_RULE);
  costs[0] = 0;
  const relax = (place: number, cost: number): void => {
    if (cost < costs[place]!) costs[place] = cost;
  };
  const capitalCost = written === written.toLowerCase() ? model.caseCost : 0;
  /** Takes the rules whose sides come next after `i` letters of `intended` and `j` of `written`. */
  const rewrite = (rules: RuleTable, i: number, j: number, cost: number): void => {
    let writtenRule = 0;
    for (let end = j; writtenRule !== -1; end++) {
      let rule = rules.intendedRoot[writtenRule]!;
      let paid = cost;
      for (let at = i; rule !== -1; at++) {
        const ruleCost = rules.cost[rule]!;
        if (ruleCost !== NO_RULE) relax(at * width + end, paid + ruleCost);
        if (at === from.length) break;
        if (capitalCost !== 0 && at < intended.length && isUpperCase(intended.charCodeAt(at))) paid += capitalCost;
        rule = childOf(rules.intended, rule, from[at]!);
      }
      if (end === to.length) return;
      writtenRule = childOf(rules.written, writtenRule, to[end]!);
    }
  };
  for (let i = 0; i <= from.length; i++) {
    for (let j = 0; j < width; j++) {
      const cost = costs[i * width + j]!;
      if (cost === NO_RULE) continue;
      if (from[i] === OTHER && to[j] === OTHER && intended.charCodeAt(i) === written.charCodeAt(j)) {
        relax((i + 1) * width + j + 1, cost);
      }
      if (i === 0) rewrite(model.start, i, j, cost);
      rewrite(model.inside, i, j, i === 0 ? cost + model.firstLetterCost : cost);
    }
  }
  return costs[costs.length - 1]!;
};
