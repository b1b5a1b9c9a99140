/** How good one ranking is; 1 is best. */
export interface RankingScore {
  /** Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), gains linear as in trec_eval. */
  readonly ndcg10: number;
  /** Share of the relevant documents that are among the first ten. */
  readonly recall10: number;
  /** One over the rank of the first relevant document, 0 where the first ten hold none. */
  readonly mrr10: number;
}

export const rankingMeasures = ['ndcg10', 'recall10', 'mrr10'] as const satisfies readonly (keyof RankingScore)[];

/** Ranks that are looked at. */
export const rankingDepth = 10;

const discounted = (gains: readonly number[]): number =>
  gains.slice(0, rankingDepth).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);

/**
 * @param ranking ids, best first, each once
 * @param relevance of each relevant id, how much; at least one
 */
export const scoreRanking = (ranking: readonly string[], relevance: ReadonlyMap<string, number>): RankingScore => {
  const gains = ranking.slice(0, rankingDepth).map((id) => relevance.get(id) ?? 0);
  const ideal = [...relevance.values()].sort((a, b) => b - a);
  const first = gains.findIndex((gain) => gain > 0);
  return {
    ndcg10: discounted(gains) / discounted(ideal),
    recall10: gains.filter((gain) => gain > 0).length / relevance.size,
    mrr10: first < 0 ? 0 : 1 / (first + 1),
  };
};

/** The mean over queries. */
export const meanScore = (scores: readonly RankingScore[]): RankingScore => {
  const mean = (measure: keyof RankingScore) =>
    scores.reduce((sum, score) => sum + score[measure], 0) / (scores.length || 1);
  return { ndcg10: mean('ndcg10'), recall10: mean('recall10'), mrr10: mean('mrr10') };
};
