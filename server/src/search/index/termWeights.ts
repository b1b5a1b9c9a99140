import type { AskedTerms, LexicalMode } from '../searchStore';
import type { Stem } from './stemming';
import { termsOf } from './terms';

/** What is looked up for a query, each once, and for how much it counts: terms of `exact`, and stems otherwise. Whatever the query holds itself counts for 1. */
export const termWeights = (query: AskedTerms, mode: LexicalMode, stem: Stem): ReadonlyMap<string, number> => {
  const { text, related } = typeof query === 'string' ? { text: query, related: [] } : query;
  const terms = termsOf(text);
  if (mode === 'exact') return new Map(terms.map((term) => [term, 1]));
  const weights = new Map(terms.map((term) => [stem(term), 1]));
  for (const { term, weight } of related)
    for (const part of termsOf(term)) if (!weights.has(stem(part))) weights.set(stem(part), weight);
  return weights;
};
