/**
 * What the weight of BM25 beside cosines is worth, and vectors that are not all there yet: `npx tsx models/build/retrieval/weights.ts INDEXES COLLECTION...`, with indexes that
 * `surprisal eval retrieval COLLECTIONS --keep INDEXES` has left.
 */
import { basename, join } from 'node:path';
import { retrievalCollections, writeDocuments } from '../../../server/src/cli/eval/retrievalFolder';
import { formatTable } from '../../../server/src/cli/table';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { meanScore, rankingDepth, scoreRanking } from '../../../server/src/evaluation/rankingMetrics';
import type { RetrievalCollection } from '../../../server/src/evaluation/retrievalCollection';
import { shippedEmbedder } from '../../../server/src/inference/embeddingClient';
import type { ChunkKey } from '../../../server/src/search/chunk';
import { LocalStore } from '../../../server/src/search/index/localStore';
import { TermLog } from '../../../server/src/search/index/termLog';
import { candidatesFor } from '../../../server/src/search/query/candidates';
import { defaultFusion, linearFusion } from '../../../server/src/search/query/linearFusion';
import { withoutStopWords } from '../../../server/src/search/query/stopWords';
import type { SearchStore, StoreHit } from '../../../server/src/search/searchStore';
import { VectorIndex } from '../../../server/src/search/vectors/vectorIndex';

const weights = [0, 0.0025, 0.005, 0.0075, 0.01, 0.0125, 0.015, 0.02, 0.03, 1];
const shares = [0.05, 0.25, 0.5, 0.75, 0.95];
const depth = 100;

/** A store in which only some chunks have vectors; which, their keys tell, so it is the same chunks each time. */
const withSomeVectors = (store: SearchStore, share: number): SearchStore => {
  const has = (key: ChunkKey) => Number.parseInt(key.slice(0, 8), 16) < share * 2 ** 32;
  const some: Partial<SearchStore> = {
    byVector: async (vector, count, filter) =>
      (await store.byVector(vector, Math.ceil((2 * count) / share), filter))
        .filter(({ key }) => has(key))
        .slice(0, count),
    similarities: async (vector, keys) =>
      (await store.similarities(vector, keys)).map((similarity, index) => (has(keys[index]!) ? similarity : undefined)),
  };
  return new Proxy(store, {
    get: (target, name) => {
      const own = some[name as keyof SearchStore] ?? target[name as keyof SearchStore];
      return own.bind(target);
    },
  });
};

const measure = async (folder: string, collection: RetrievalCollection): Promise<string> => {
  const embedder = shippedEmbedder();
  const space = { embedder: embedder.id, dimensions: embedder.dimensions };
  const parts = {
    terms: TermLog.open(folder, defaultSearchSettings),
    vectors: VectorIndex.open(folder, space),
    readText: async () => undefined,
  };
  const store = LocalStore.open(folder, parts);
  const idOf = writeDocuments(join(folder, '../documents'), collection.documents);
  const { queries } = collection;
  const vectors = await embedder.embed(
    queries.map(({ text }) => text),
    { kind: 'query' },
  );
  embedder.dispose();
  const documentsOf = async (hits: readonly StoreHit[]): Promise<string[]> => {
    const places = await store.places(hits.map(({ key }) => key));
    const paths = hits.flatMap(({ key }) => places.get(key)!.map(({ path }) => path));
    return [...new Set(paths)].slice(0, rankingDepth).map((path) => idOf.get(path)!);
  };
  const ndcg = async (from: SearchStore, wanted: readonly number[]): Promise<number[]> => {
    const scores = wanted.map((): ReturnType<typeof scoreRanking>[] => []);
    for (const [index, { text, relevance }] of queries.entries()) {
      const terms = withoutStopWords(text, defaultSearchSettings.stemmer);
      const vector = vectors.subarray(index * space.dimensions, (index + 1) * space.dimensions);
      const candidates = await candidatesFor(from, { terms, vector, depth });
      for (const [at, termWeight] of wanted.entries())
        scores[at]!.push(scoreRanking(await documentsOf(linearFusion(candidates, { termWeight })), relevance));
    }
    return scores.map((ofWeight) => meanScore(ofWeight).ndcg10);
  };
  const byWeight = await ndcg(store, weights);
  const byShare: number[] = [];
  for (const share of shares) byShare.push((await ndcg(withSomeVectors(store, share), [defaultFusion.termWeight]))[0]!);
  await store.close();
  return [
    formatTable([
      ['weight of BM25', 'nDCG@10'],
      ...weights.map((weight, index) => [`${weight}`, byWeight[index]!.toFixed(3)]),
    ]),
    formatTable([
      ['share of passages with vectors', 'nDCG@10'],
      ...shares.map((share, index) => [`${share}`, byShare[index]!.toFixed(3)]),
    ]),
  ].join('\n');
};

const main = async (): Promise<void> => {
  const [indexes = '', ...folders] = process.argv.slice(2);
  for (const folder of folders)
    for (const collection of retrievalCollections(folder))
      console.log(`${basename(folder)}\n${await measure(join(indexes, collection.name, 'passages'), collection)}`);
};

void main();
