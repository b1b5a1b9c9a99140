import { UNKNOWN } from './vocabularyForm';

export interface UnigramOptions {
  /** Words of the distribution; what is not among them counts as `<unk>`. Absent: the words of both texts. */
  readonly vocabulary?: Iterable<string>;
  /** Added to each word's count: 1/2 is the Krichevsky-Trofimov estimate, 1 Laplace's. Above 0. Default 0.5. */
  readonly pseudoCount?: number;
}

export interface UnigramDivergence {
  /** Kullback-Leibler divergence D(A || B) of the smoothed unigram models, in bits a word. */
  readonly bits: number;
  /** Words that add most to it, most first: frequent in A, rare in B. */
  readonly contributions: readonly { readonly word: string; readonly bits: number }[];
}

/**
 * Additively smoothed unigram probabilities of a text's words over a vocabulary; they sum to 1.
 * Throws a RangeError when the pseudo-count is not above 0 or the vocabulary is empty.
 */
export function unigramDistribution(
  words: Iterable<string>,
  vocabulary: ReadonlySet<string>,
  pseudoCount = 0.5,
): Map<string, number> {
  if (!(pseudoCount > 0)) throw new RangeError(`The pseudo-count must be above 0, not ${pseudoCount}`);
  if (vocabulary.size === 0) throw new RangeError('There is no word to distribute probability over');
  const counts = new Map<string, number>();
  for (const word of vocabulary) counts.set(word, pseudoCount);
  let total = pseudoCount * counts.size;
  for (const word of words) {
    const known = counts.has(word) ? word : UNKNOWN;
    const count = counts.get(known);
    if (count === undefined) continue;
    counts.set(known, count + 1);
    total++;
  }
  for (const [word, count] of counts) counts.set(word, count / total);
  return counts;
}

/**
 * How far the words of text A are from those of text B: D(A || B) = sum of P_A(w) log2(P_A(w) / P_B(w)) over smoothed unigram models
 * (Kullback and Leibler 1951). 0 for equal distributions; not symmetric.
 */
export function unigramDivergence(
  a: readonly string[],
  b: readonly string[],
  options: UnigramOptions = {},
): UnigramDivergence {
  const vocabulary = new Set(options.vocabulary ?? [...a, ...b]);
  if (options.vocabulary) vocabulary.add(UNKNOWN);
  const p = unigramDistribution(a, vocabulary, options.pseudoCount);
  const q = unigramDistribution(b, vocabulary, options.pseudoCount);
  const contributions: { word: string; bits: number }[] = [];
  let bits = 0;
  for (const [word, probability] of p) {
    const contribution = probability * Math.log2(probability / q.get(word)!);
    bits += contribution;
    contributions.push({ word, bits: contribution });
  }
  contributions.sort((x, y) => y.bits - x.bits || (x.word < y.word ? -1 : 1));
  // Rounding can leave a trace below 0.
  return { bits: Math.max(0, bits), contributions };
}
