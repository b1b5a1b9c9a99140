import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  meanScore,
  type RankingScore,
  rankingDepth,
  rankingMeasures,
  scoreRanking,
} from '../../evaluation/rankingMetrics';
import type { EmbeddingClient } from '../../inference/embeddingClient';
import { type PairedDifference, pairedBootstrap } from '../../learning/pairedBootstrap';
import type { Embedder } from '../../lm/embedder';
import { chunkKey } from '../../search/chunk';
import type { SearchHit, SearchMode } from '../../search/folderSearch';
import type { Chunker } from '../../search/preparation/filePreparer';
import { plainQuery } from '../../search/query/plainQuery';
import { type LikelihoodModel, reranked } from '../../search/query/reranking';
import type { SearchService } from '../../search/searchService';
import { CommandError } from '../commandError';
import { openChosenEmbedder } from '../embedder';
import { Progress } from '../progress';
import { searchModes, usesVectors } from '../search/options';
import { formatTable } from '../table';
import { collectionIndex } from './collectionIndex';
import type { EvaluationOptions, EvaluationResult } from './evaluationResult';
import { type NamedCollection, retrievalCollections, writeDocuments } from './retrievalFolder';

/** Of each mode, the score of every query, in the order of the queries. */
type ScoresByMode = ReadonlyMap<string, readonly RankingScore[]>;

interface Measured {
  readonly name: string;
  readonly documents: number;
  readonly queries: number;
  readonly chunks: number;
  readonly byChunk: ScoresByMode;
  readonly whole: ScoresByMode;
}

interface Comparison extends PairedDifference {
  readonly from: string;
  readonly to: string;
}

/** Of the index of passages. */
const passages = 'passages';

const wholeText: Chunker = (text) => {
  const { length } = text.trimEnd();
  const passage = text.slice(0, length);
  const endLine = passage.split('\n').length;
  return [{ key: chunkKey([], passage), start: 0, end: length, startLine: 1, endLine, headings: [], text: passage }];
};

/** Modes as they are listed: each is compared with those before it. */
const listedModes = [...searchModes].reverse();

/** Ranks documents by their best passage, as a search would. */
export const evaluateRetrieval = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const modes = options.mode ?? listedModes;
  const embedder = modes.some(usesVectors) ? await openEmbedder() : undefined;
  const model = options.rerank ? (await import('../../inference/neuralModel')).shippedNeuralModel() : undefined;
  const folder = options.keep === undefined ? mkdtempSync(join(tmpdir(), 'surprisal-eval-')) : resolve(options.keep);
  const progress = new Progress();
  try {
    const measured: Measured[] = [];
    for (const collection of retrievalCollections(path)) {
      const onProgress = (message: string) => progress.show(`${collection.name}: ${message}`);
      measured.push(await measure(collection, join(folder, collection.name), { modes, embedder, model, onProgress }));
    }
    return report(measured);
  } finally {
    progress.clear();
    embedder?.dispose();
    model?.dispose();
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
};

/** @throws CommandError: figures of terms alone must not be taken for those of vectors */
const openEmbedder = async (): Promise<EmbeddingClient> => {
  const embedder = await openChosenEmbedder('auto');
  if (embedder === undefined) throw new CommandError('no vectors can be made; --mode bm25 tfidf exact needs none');
  return embedder;
};

interface Measuring {
  readonly modes: readonly SearchMode[];
  readonly embedder: Embedder | undefined;
  /** Ranks the last mode's passages once more. */
  readonly model: LikelihoodModel | undefined;
  readonly onProgress: (message: string) => void;
}

const measure = async (
  collection: NamedCollection,
  folder: string,
  { modes, embedder, model, onProgress }: Measuring,
): Promise<Measured> => {
  const idOf = writeDocuments(join(folder, 'documents'), collection.documents);
  const ranked = async (name: string, chunker?: Chunker) => {
    const parts = { embedder, ...(chunker && { chunker }) };
    const service = await collectionIndex(folder, name, {
      ...parts,
      documents: collection.documents.length,
      onProgress,
    });
    try {
      const scores = new Map<string, RankingScore[]>();
      for (const mode of modes) {
        const again = name === passages && mode === modes.at(-1) ? model : undefined;
        const ofMode: RankingScore[] = [];
        const rerankedScores: RankingScore[] = [];
        for (const { text, relevance } of collection.queries) {
          const hits = await bestHits(service, text, mode);
          const scoreOf = (found: readonly SearchHit[]) =>
            scoreRanking(
              pathsOf(found).map((file) => idOf.get(file)!),
              relevance,
            );
          ofMode.push(scoreOf(hits));
          if (again !== undefined) rerankedScores.push(scoreOf(await rerankedWhole(text, hits, again)));
          onProgress(`${mode}, ${ofMode.length} of ${collection.queries.length} queries`);
        }
        scores.set(mode, ofMode);
        if (again !== undefined) scores.set(`${mode}+rerank`, rerankedScores);
      }
      return { scores, chunks: (await service.state()).chunks };
    } finally {
      await service.close();
    }
  };
  const { scores: byChunk, chunks } = await ranked(passages);
  const { scores: whole } = await ranked('whole', wholeText);
  const { name, documents, queries } = collection;
  return { name, documents: documents.length, queries: queries.length, chunks, byChunk, whole };
};

/** Passages, best first, until they are of ten files. */
const bestHits = async (service: SearchService, query: string, mode: SearchMode): Promise<readonly SearchHit[]> => {
  for (let limit = 2 * rankingDepth; ; limit *= 4) {
    const { hits, vectorsMissing } = await service.search(plainQuery(query), { mode, limit });
    if (vectorsMissing !== undefined) throw new CommandError(`${mode}: ${vectorsMissing}`);
    if (pathsOf(hits).length >= rankingDepth || hits.length < limit) return hits;
  }
};

/** The first ten files, each ranked by its best passage. */
const pathsOf = (hits: readonly SearchHit[]): string[] =>
  [...new Set(hits.map((hit) => hit.path))].slice(0, rankingDepth);

/** However long it takes. */
const rerankedWhole = async (query: string, hits: readonly SearchHit[], model: LikelihoodModel) => {
  const answer = await reranked(query, hits, model, { withinMs: Number.POSITIVE_INFINITY });
  if (answer.incomplete !== undefined) throw new CommandError(`--rerank: ${answer.incomplete}`);
  return answer.hits;
};

const comparisons = (scores: ScoresByMode): Comparison[] => {
  const modes = [...scores.keys()];
  const ndcg = (mode: string) => scores.get(mode)!.map(({ ndcg10 }) => ndcg10);
  return modes.flatMap((to, index) =>
    modes.slice(0, index).map((from) => ({ from, to, ...pairedBootstrap(ndcg(from), ndcg(to)) })),
  );
};

const means = (scores: ScoresByMode): Record<string, RankingScore> =>
  Object.fromEntries([...scores].map(([mode, ofMode]) => [mode, meanScore(ofMode)]));

const report = (measured: readonly Measured[]): EvaluationResult => {
  const collections = measured.map(({ byChunk, whole, ...counts }) => ({
    ...counts,
    modes: means(byChunk),
    wholeDocuments: means(whole),
    comparisons: comparisons(byChunk),
  }));
  const modes = Object.keys(collections[0]!.modes);
  const overCollections = modes.map((mode) => [mode, meanScore(collections.map((one) => one.modes[mode]!))] as const);
  const json = {
    queries: collections.reduce((sum, { queries }) => sum + queries, 0),
    modes: Object.fromEntries(overCollections),
    collections: Object.fromEntries(collections.map(({ name, ...figures }) => [name, figures])),
  };
  return { table: collections.map(collectionTable).join('\n'), json, failures: [] };
};

const rounded = (value: number): string => value.toFixed(3);
const signed = (value: number): string => `${value < 0 ? '-' : '+'}${rounded(Math.abs(value))}`;

const collectionTable = (collection: {
  readonly name: string;
  readonly documents: number;
  readonly queries: number;
  readonly chunks: number;
  readonly modes: Readonly<Record<string, RankingScore>>;
  readonly wholeDocuments: Readonly<Record<string, RankingScore>>;
  readonly comparisons: readonly Comparison[];
}): string => {
  const { name, documents, queries, chunks, modes, wholeDocuments } = collection;
  const scores = formatTable([
    [name, 'nDCG@10', 'recall@10', 'MRR@10', 'whole: nDCG@10', 'recall@10', 'MRR@10'],
    ...Object.entries(modes).map(([mode, score]) => [
      mode,
      ...rankingMeasures.map((measure) => rounded(score[measure])),
      ...rankingMeasures.map((measure) => (wholeDocuments[mode] ? rounded(wholeDocuments[mode][measure]) : '')),
    ]),
  ]);
  const differences = formatTable([
    ['nDCG@10 of passages', 'difference', '95 % from', 'to', 'p'],
    ...collection.comparisons.map(({ from, to, difference, low, high, p }) => [
      `${to} less ${from}`,
      signed(difference),
      signed(low),
      signed(high),
      p.toFixed(4),
    ]),
  ]);
  const counted = `${queries} queries, ${documents} documents, ${chunks} passages\n`;
  return collection.comparisons.length === 0 ? `${scores}${counted}` : `${scores}${counted}\n${differences}`;
};
