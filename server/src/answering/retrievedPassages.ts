import { passageText } from '../search/index/passageText';
import type { Span } from '../text/span';
import type { AskedPassage } from './answered';
import { coverage, questionWords, stemSet } from './askedWords';
import { type Evidence, probabilityOf, wordEvidence } from './evidence';
import { passageUnits } from './passageUnits';
import type { AskedEmbedder, FoundForQuestion } from './ports';

/** A passage that was found, the part of it that answers best, and how likely it answers. */
export interface RetrievedPassage<Passage extends AskedPassage> {
  readonly passage: Passage;
  /** In UTF-16 units of the passage. */
  readonly unit: Span;
  readonly evidence: Evidence;
  /** 0 to 1. */
  readonly probability: number;
}

/** Units of each passage that are embedded at most: those with most of the question's words. */
const unitsEmbedded = 4;
/** Of headings above a sentence, those that are embedded with it. */
const headingsEmbedded = 2;
/** What the words of a sentence count beside its cosine. */
const coverageWeight = 0.2;

/**
 * Looks at passages by their words and, with an embedder, by vectors: of each the sentence that answers best is chosen.
 * @param embedder one that fails is done without
 * @returns in the order of the hits
 * @throws the signal's reason
 */
export const retrievedPassages = async <Passage extends AskedPassage>(
  question: string,
  { hits, candidates }: FoundForQuestion<Passage>,
  embedder: AskedEmbedder | undefined,
  signal?: AbortSignal,
): Promise<RetrievedPassage<Passage>[]> => {
  const words = questionWords(question);
  const shortlists = hits.map((passage) =>
    passageUnits(passage)
      .map((unit) => ({
        unit,
        coverage: coverage(words, stemSet(passage.snippet.slice(unit.start, unit.end))),
      }))
      .sort((a, b) => b.coverage - a.coverage)
      .slice(0, unitsEmbedded),
  );
  const similarities = await unitSimilarities(question, hits, shortlists, embedder, signal);
  const scores = new Map(candidates?.map((candidate) => [candidate.key, candidate]));
  const ofCandidates = meanAndDeviation([...scores.values()].flatMap(({ similarity }) => similarity ?? []));
  const termScores = hits.map(({ key, score }) => (candidates === undefined ? score : (scores.get(key)?.terms ?? 0)));
  const bestTerms = Math.max(...termScores, ...[...scores.values()].map(({ terms }) => terms));
  return hits.map((passage, rank) => {
    const [best] = shortlists[rank]!.map((item, index) => {
      const similarity = similarities?.[rank]?.[index];
      return { ...item, similarity, value: (similarity ?? 0) + coverageWeight * item.coverage };
    }).sort((a, b) => b.value - a.value);
    const { unit, similarity: sentenceSimilarity } = best!;
    const similarity = scores.get(passage.key)?.similarity;
    const evidence: Evidence = {
      ...wordEvidence(words, passage, unit),
      terms: bestTerms > 0 ? termScores[rank]! / bestTerms : 0,
      similarity,
      prominence: similarity && (similarity - ofCandidates.mean) / (ofCandidates.deviation || 1),
      sentenceSimilarity,
    };
    return { passage, unit, evidence, probability: probabilityOf(evidence) };
  });
};

/** Cosine of the question and each unit; undefined where no vectors can be made. */
const unitSimilarities = async (
  question: string,
  hits: readonly AskedPassage[],
  shortlists: readonly (readonly { readonly unit: Span }[])[],
  embedder: AskedEmbedder | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly number[])[] | undefined> => {
  if (embedder === undefined) return undefined;
  const texts = hits.flatMap(({ headings, snippet }, rank) =>
    shortlists[rank]!.map(({ unit }) =>
      passageText({ headings: headings.slice(-headingsEmbedded) }, snippet.slice(unit.start, unit.end)),
    ),
  );
  const options = { priority: 'interactive', ...(signal && { signal }) } as const;
  try {
    const [asked, units] = await Promise.all([
      embedder.embed([question], { kind: 'query', ...options }),
      embedder.embed(texts, { kind: 'passage', ...options }),
    ]);
    let row = 0;
    return shortlists.map((shortlist) =>
      shortlist.map(() => {
        const from = row++ * embedder.dimensions;
        return asked.reduce((sum, value, index) => sum + value * units[from + index]!, 0);
      }),
    );
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
};

const meanAndDeviation = (values: readonly number[]): { readonly mean: number; readonly deviation: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1);
  return { mean, deviation: Math.sqrt(variance) };
};
