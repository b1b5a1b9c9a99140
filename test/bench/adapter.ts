import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { retrievalCollections, writeDocuments } from '../../server/src/cli/eval/retrievalFolder';
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import type { RetrievalCollection } from '../../server/src/evaluation/retrievalCollection';
import { shippedEmbedder } from '../../server/src/inference/embeddingClient';
import { Correction } from '../../server/src/learning/adapter/correction';
import { QueryAdapter } from '../../server/src/learning/adapter/queryAdapter';
import { foundWithin, meanOf } from '../../server/src/learning/adapter/ranks';
import { threeWaySplit } from '../../server/src/learning/adapter/threeWaySplit';
import { defaultAdapterOptions, recallDepth } from '../../server/src/learning/adapter/trainAdapter';
import { tuneAdapter } from '../../server/src/learning/adapter/tuneAdapter';
import { hasFallen } from '../../server/src/learning/adapter/verdict';
import { pairedBootstrap } from '../../server/src/learning/pairedBootstrap';
import type { LocalStore } from '../../server/src/search/index/localStore';
import { folderPlace } from '../../server/src/search/indexPlace';
import { candidatesFor } from '../../server/src/search/query/candidates';
import { defaultFusion, linearFusion } from '../../server/src/search/query/linearFusion';
import { withoutStopWords } from '../../server/src/search/query/stopWords';
import { SearchService } from '../../server/src/search/searchService';
import type { QueryPair } from '../../server/src/search/tuning/filePairs';
import { prepareTuning } from '../../server/src/search/tuning/tuningJob';
import { markdownTable } from './table';

const root = join(import.meta.dirname, '../..');
const python = join(import.meta.dirname, 'peers/venv/bin/python');
const collections = join(root, 'models/build/retrieval/own_collections.py');

/** Code in Python with documentation, by somebody else. */
export interface DocumentedSource {
  readonly name: string;
  /** Python that prints the folder and the version. */
  readonly where: string;
}

export const documentedSources = {
  /** A package that `peers/requirements.txt` pins. No choice was made on it. */
  numpy: { name: 'numpy', where: 'import os, numpy; print(os.path.dirname(numpy.__file__)); print(numpy.__version__)' },
  /** Choices of the adapter's were compared on it: what it gains there is more than elsewhere. */
  python: {
    name: "Python's standard library",
    where: 'import os, sys; print(os.path.dirname(os.__file__)); print(sys.version.split()[0])',
  },
} as const satisfies Record<string, DocumentedSource>;

const run = (...parameters: string[]): string => {
  const { status, stdout, stderr } = spawnSync(python, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`python: ${stderr}`);
  return stdout.trim();
};

/** Where documents of a collection lie, and of each name there the document's id. */
interface WrittenCollection extends Pick<RetrievalCollection, 'queries'> {
  readonly folder: string;
  readonly idOf: ReadonlyMap<string, string>;
}

const writeFunctions = (folder: string, { documents, queries }: RetrievalCollection): WrittenCollection => {
  mkdirSync(folder, { recursive: true });
  const idOf = new Map(documents.map(({ id }) => [`${id}.py`, id]));
  for (const { id, text } of documents) writeFileSync(join(folder, `${id}.py`), text);
  return { folder: 'functions', idOf, queries };
};

const writeSections = (folder: string, { documents, queries }: RetrievalCollection): WrittenCollection => ({
  ...{ folder: 'sections', queries },
  idOf: writeDocuments(folder, documents),
});

/** Each query with the first passage of its document; the others are as right. */
const pairsOf = (
  { folder, idOf, queries }: WrittenCollection,
  store: LocalStore,
  kind: Pick<QueryPair, 'kind' | 'languageId'>,
): QueryPair[] => {
  const pathOf = new Map([...idOf].map(([name, id]) => [id, `${folder}/${name}`]));
  return queries.flatMap(({ text, relevance }) => {
    const [id] = relevance.keys();
    const path = pathOf.get(id!)!;
    const [first, ...others] = store.chunksOf(path).map(({ key }) => key);
    return first === undefined ? [] : [{ ...kind, query: text, key: first, path, related: others }];
  });
};

/** Whether a search by words and meaning finds each pair's passage among the first ten. */
const foundByHybrid = async (
  store: LocalStore,
  pairs: readonly QueryPair[],
  queries: Float32Array,
  adapter: QueryAdapter,
): Promise<number[]> => {
  const { dimensions } = adapter.correction;
  const vectors = adapter.applyAll(queries);
  const ranks: number[] = [];
  for (const [at, { query, key, related }] of pairs.entries()) {
    const terms = withoutStopWords(query, defaultSearchSettings.stemmer);
    const vector = vectors.slice(at * dimensions, (at + 1) * dimensions);
    const candidates = await candidatesFor(store, { terms, vector, depth: defaultFusion.depth });
    const hits = linearFusion(candidates).filter((hit) => !related.includes(hit.key));
    const place = hits.findIndex((hit) => hit.key === key);
    ranks.push(place < 0 ? Number.POSITIVE_INFINITY : place + 1);
  }
  return foundWithin(ranks, recallDepth);
};

const rounded = (value: number): string => value.toFixed(3);
const chance = (p: number): string => (p < 0.001 ? '< .001' : p.toFixed(3));

/** What tuning searches to the functions of an open-source project gains, as `surprisal train adapter` trains and judges: by vectors, and by words and meaning together. */
export const benchAdapter = async ({ name, where }: DocumentedSource): Promise<string> => {
  if (!existsSync(python)) throw new Error('the peers are not installed (npm run bench:peers)');
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-adapter-'));
  const embedder = shippedEmbedder({ threads: 2, childPath: join(root, 'dist/inference/child.cjs') });
  try {
    const [sources, version] = run('-c', where).split('\n') as [string, string];
    const made = join(folder, 'collections');
    run(collections, '--python', sources, '--markdown', join(root, 'node_modules'), '--queries', '4000', made);
    const searched = join(folder, 'searched');
    const named = new Map([...retrievalCollections(made)].map((collection) => [collection.name, collection]));
    const functions = writeFunctions(join(searched, 'functions'), named.get('functions')!);
    const sections = writeSections(join(searched, 'sections'), named.get('sections')!);

    const index = join(folder, 'index');
    const service = SearchService.open(searched, index, defaultSearchSettings, { embedder });
    await service.index();
    await service.embed();
    const { chunks } = await service.state();
    await service.close();

    const { store } = folderPlace(searched, index, defaultSearchSettings, embedder).local!;
    const own = pairsOf(functions, store, { kind: 'documentation', languageId: 'python' });
    const others = pairsOf(sections, store, { kind: 'heading', languageId: 'markdown' });
    const gathered = { pairs: [...own, ...others], reduced: new Map(), dates: new Map() };
    const { job, counts } = await prepareTuning(gathered, store, embedder, {
      ...{ adapter: defaultAdapterOptions, source: 'code', stemmer: defaultSearchSettings.stemmer },
    });
    const { verdict, parameters, rank, epoch, share } = tuneAdapter(job);
    const correction = new Correction(embedder.dimensions, rank);
    correction.parameters.set(parameters);

    const parts = threeWaySplit(own, () => 0);
    const tested = own.filter((_, at) => parts[at] === 'test');
    const hybrid = [];
    for (const adapter of [QueryAdapter.identity(embedder.dimensions), new QueryAdapter(correction)])
      hybrid.push(await foundByHybrid(store, tested, job.test.queries, adapter));
    const [before, after] = hybrid as [number[], number[]];
    await store.close();
    const { test, guards } = verdict;
    const rows = [
      ['test, by vectors', `recall@${recallDepth}`, test.pairs, test.before, test.after, chance(test.bootstrap.p)],
      ['test, by vectors', 'MRR', test.pairs, test.reciprocalRankBefore, test.reciprocalRankAfter, ''],
      [
        ...['test, by words and meaning', `recall@${recallDepth}`, before.length, meanOf(before), meanOf(after)],
        chance(pairedBootstrap(before, after).p),
      ],
      ...guards.map((guard) => [
        ...[`guard: ${guard.name}`, `recall@${guard.depth}`, guard.pairs, guard.before, guard.after],
        hasFallen(guard) ? 'fell' : 'kept',
      ]),
    ].map(([name, figure, pairs, one, other, said]) => [
      ...[String(name), String(figure), String(pairs), rounded(Number(one)), rounded(Number(other)), String(said)],
    ]);
    return `Functions of ${name} ${version} without their docstrings, asked for by the first sentences of those, among the sections of the installed packages' documents: ${chunks.toLocaleString('en')} passages. Files are parted by chance: ${counts.training} pairs to learn from, ${counts.validation} to choose by, ${counts.test} to judge by. Verdict: ${verdict.reason}; best after ${epoch} epochs, ${share} of D kept.

${markdownTable(['', 'figure', 'pairs', 'without', 'with the adapter', 'p'], rows)}`;
  } finally {
    embedder.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
};
