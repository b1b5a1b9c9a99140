import { type HeldOutCommits, heldOutCommits } from '../../evaluation/heldOutCommits';
import { meanScore, type RankingScore, rankingDepth, scoreRanking } from '../../evaluation/rankingMetrics';
import { CoOccurrence } from '../../learning/item2vec/coOccurrence';
import {
  bestItems,
  byCompany,
  byCosine,
  byCounts,
  byRates,
  byWeight,
  type Relatedness,
} from '../../learning/item2vec/relatedItems';
import { trainItem2vec } from '../../learning/item2vec/trainItem2vec';
import { pairedBootstrap } from '../../learning/pairedBootstrap';
import { readHead, readHistory } from '../../platform/commitHistory';
import { RepositoryError } from '../../platform/git';
import { byHistory, historyVectors } from '../../search/related/historyModel';
import { mostCommits } from '../../search/related/openHistoryModel';
import { CommandError } from '../commandError';
import { counted } from '../counted';
import { Progress } from '../progress';
import { formatTable } from '../table';
import { type EvaluationResult, perCent } from './evaluationResult';

const baseline = 'counts';

/** A way to rank, and how well it did for each question. */
interface MeasuredWay {
  readonly name: string;
  readonly scores: readonly RankingScore[];
}

/** Git's share of the time is not what is measured. */
const readingMs = 600_000;

/** Predicts the files of the last fifth of a repository's commits, given one of each commit's. */
export const evaluateRelated = async (directory: string): Promise<EvaluationResult> => {
  const progress = new Progress();
  try {
    const { held, measured } = await measureRelated(directory, (done, of) => progress.show(`epoch ${done} of ${of}`));
    return report(held, measured);
  } catch (error) {
    if (error instanceof RepositoryError) throw new CommandError(error.message, { cause: error });
    throw error;
  } finally {
    progress.clear();
  }
};

/** Asks each way about the commits that a repository's history holds out. @throws CommandError; RepositoryError */
export const measureRelated = async (
  directory: string,
  onEpoch?: (done: number, of: number) => void,
): Promise<{ readonly held: HeldOutCommits; readonly measured: readonly MeasuredWay[] }> => {
  const head = await readHead(directory);
  const { commits } = await readHistory(head, { commits: mostCommits, withinMs: readingMs });
  const held = heldOutCommits(commits);
  if (held.queries.length === 0)
    throw new CommandError(
      `${directory}: nothing to evaluate; of ${counted(held.testCommits, 'commit')} held out none changed two files that were there before`,
    );
  const ways = Object.entries(waysOf(held, onEpoch));
  return { held, measured: ways.map(([name, way]) => ({ name, scores: scoresOf(held, way) })) };
};

const waysOf = (
  { training, files, paths }: HeldOutCommits,
  onEpoch?: (done: number, of: number) => void,
): Readonly<Record<string, Relatedness>> => {
  const together = CoOccurrence.of(training, files);
  const vectors = trainItem2vec(training, files, historyVectors, onEpoch);
  return {
    [baseline]: byCounts(together),
    weights: byWeight(together),
    'seen lately': byRates(vectors),
    'item2vec cosine': byCosine(vectors),
    'item2vec company': byCompany(vectors),
    combined: byHistory(together, vectors, paths),
  };
};

const scoresOf = ({ queries, isPresent }: HeldOutCommits, way: Relatedness): readonly RankingScore[] => {
  const rankings = new Map<number, readonly string[]>();
  return queries.map(({ asked, wanted }) => {
    let ranking = rankings.get(asked);
    if (ranking === undefined) {
      const best = bestItems(way(asked), rankingDepth, (file) => file !== asked && isPresent[file]!);
      ranking = best.map(({ item }) => String(item));
      rankings.set(asked, ranking);
    }
    return scoreRanking(ranking, new Map(wanted.map((file) => [String(file), 1])));
  });
};

/** Whether any of the first ten was right. */
const hitOf = ({ mrr10 }: RankingScore): number => (mrr10 > 0 ? 1 : 0);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The share of hits of each commit. Queries of one commit are not independent: differences are drawn commit by commit. */
export const hitsByCommit = ({ queries }: HeldOutCommits, scores: readonly RankingScore[]): readonly number[] => {
  const byCommit = new Map<number, number[]>();
  for (const [index, { commit }] of queries.entries()) {
    const hits = byCommit.get(commit) ?? [];
    hits.push(hitOf(scores[index]!));
    byCommit.set(commit, hits);
  }
  return [...byCommit.values()].map(mean);
};

const report = (held: HeldOutCommits, measured: readonly MeasuredWay[]): EvaluationResult => {
  const figures = measured.map(({ name, scores }) => ({
    name,
    hit10: mean(scores.map(hitOf)),
    hit10OfCommits: mean(hitsByCommit(held, scores)),
    ...meanScore(scores),
  }));
  const counts = hitsByCommit(held, measured.find(({ name }) => name === baseline)!.scores);
  const differences = measured
    .filter(({ name }) => name !== baseline)
    .map(({ name, scores }) => ({ name, ...pairedBootstrap(counts, hitsByCommit(held, scores)) }));
  const { trainingCommits, testCommits, files, queries, unknown } = held;
  const sizes = { trainingCommits, testCommits, files, queries: queries.length, unknown, commits: counts.length };
  const json = {
    ...sizes,
    ways: Object.fromEntries(figures.map(({ name, ...rest }) => [name, rest])),
    overCounts: Object.fromEntries(differences.map(({ name, ...rest }) => [name, rest])),
  };
  const table = [
    formatTable([
      ['related files', 'hit@10', 'MRR@10', 'recall@10', 'nDCG@10'],
      ...figures.map(({ name, hit10, mrr10, recall10, ndcg10 }) => [
        name,
        perCent(hit10),
        mrr10.toFixed(3),
        recall10.toFixed(3),
        ndcg10.toFixed(3),
      ]),
    ]),
    `${counted(queries.length, 'question')} about ${counted(counts.length, 'commit')} of the last ${testCommits}, by ${counted(trainingCommits, 'commit')} before them; ${unknown} files were new\n`,
    formatTable([
      ['hit@10 of a commit, less that of counts', 'difference', '95 % from', 'to', 'p'],
      ...differences.map(({ name, difference, low, high, p }) => [
        name,
        ...[difference, low, high].map(signedPerCent),
        p.toFixed(4),
      ]),
    ]),
  ].join('\n');
  return { table, json, failures: [] };
};

const signedPerCent = (share: number): string => `${share < 0 ? '-' : '+'}${perCent(Math.abs(share))}`;
