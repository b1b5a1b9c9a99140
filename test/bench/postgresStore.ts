import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import { PgDatabase } from '../../server/src/search/postgres/pgDatabase';
import { PostgresStore } from '../../server/src/search/postgres/postgresStore';
import { readAddress } from '../../server/src/search/postgres/storeAddress';
import { PostgresServer } from '../support/postgresServer';
import { syntheticCorpus, wordAt } from '../support/syntheticCorpus';
import { markdownTable, median, quantile } from './table';

const dimensions = 384;
const queryCount = 100;

const settings = [
  'shared_buffers=2GB',
  'max_wal_size=8GB',
  'checkpoint_timeout=30min',
  'max_parallel_maintenance_workers=2',
];

const seconds = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
};

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
const minutes = (value: number): string => (value < 120 ? `${value.toFixed(0)} s` : `${(value / 60).toFixed(1)} min`);

/** How long each question takes, after all were asked once. */
const timed = async <Question, Answer>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<Answer>,
): Promise<{ readonly times: readonly number[]; readonly answers: readonly Answer[] }> => {
  for (const question of questions) await ask(question);
  const times: number[] = [];
  const answers: Answer[] = [];
  for (const question of questions) {
    const began = performance.now();
    answers.push(await ask(question));
    times.push(performance.now() - began);
  }
  return { times, answers };
};

/** A store on this machine's own PostgreSQL: what loading takes, what queries take, and what lies on the disk. */
export const benchPostgresStore = async (passages: number): Promise<string> => {
  const corpus = syntheticCorpus({ passages, dimensions });
  const server = await PostgresServer.start(settings);
  const database = new PgDatabase(readAddress(server.address(), { PGPASSWORD: PostgresServer.password }));
  const store = await PostgresStore.open(database, {
    ...defaultSearchSettings,
    schema: 'bench',
    source: 'synthetic',
    vectors: { embedder: 'synthetic', dimensions },
  });
  const told = (what: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
  try {
    const terms = await seconds(async () => {
      for (const { file, chunks } of corpus.files()) await store.putFile(file, chunks);
      await store.commit();
    });
    told(`terms: ${minutes(terms)}`);
    const vectors = await seconds(async () => {
      for (let keys = await store.withoutVectors(5000); keys.length > 0; keys = await store.withoutVectors(5000))
        await store.putVectors(keys, corpus.vectorsOf(keys));
    });
    told(`vectors: ${minutes(vectors)}`);
    const graph = await seconds(() => store.indexVectors({ memory: '4GB' }));
    told(`graph: ${minutes(graph)}`);
    await database.query('VACUUM ANALYZE');
    const [version] = await database.query<{ server: string; pgvector: string }>(
      `SELECT current_setting('server_version') AS server, extversion AS pgvector FROM pg_extension WHERE extname = 'vector'`,
    );
    const sizes = await database.query<{ name: string; bytes: number }>(
      `SELECT relname AS name, pg_total_relation_size(oid)::double precision AS bytes FROM pg_class
       WHERE relnamespace = 'bench'::regnamespace AND relkind = 'r' AND pg_total_relation_size(oid) > 1e6 ORDER BY bytes DESC`,
    );
    const [graphSize] = await database.query<{ bytes: number }>(
      `SELECT coalesce(pg_relation_size(to_regclass('bench.vector_1_graph')), 0)::double precision AS bytes`,
    );

    const queries = corpus.queries(queryCount);
    const nearest = corpus.nearest(queries, 10);
    told('nearest by comparison with all');
    const dense = await timed(queries, (query) => store.byVector(query, 10));
    const found = dense.answers.flatMap((hits, at) => hits.filter(({ key }) => nearest[at]!.includes(key))).length;
    const filtered = await timed(queries.slice(0, 20), (query) => store.byVector(query, 10, { paths: ['7/**'] }));
    const rare = await timed(
      queries.map((_, at) => [60_000 + at * 97, 1000 + at, 20_000 + at].map(wordAt).join(' ')),
      (query) => store.byTerms(query, 'bm25', 10),
    );
    const common = await timed(
      queries.slice(0, 20).map((_, at) => [at + 10, at + 40, at + 200].map(wordAt).join(' ')),
      (query) => store.byTerms(query, 'bm25', 10),
    );
    told('queries');
    const change = await seconds(async () => {
      const [first] = corpus.files();
      await store.putFile(first!.file, first!.chunks.slice(1));
      await store.commit();
    });
    const perMillion = 1e6 / passages;
    const gigabytes = (bytes: number): string => `${((bytes * perMillion) / 1e9).toFixed(2)} GB`;
    const perSecond = (time: number): string => `${minutes(time)}, ${Math.round(passages / time)} a second`;
    return `${passages} passages of 60 invented words by Zipf's law in files of 100, with vectors of ${dimensions} numbers: synthetic, in clusters of 100. PostgreSQL ${version!.server}, pgvector ${version!.pgvector}, ${settings.join(', ')}, maintenance_work_mem=4GB, m=16, ef_construction=64, ef_search=100. Client and server on one machine.

${markdownTable(
  ['what', 'value'],
  [
    ['passages, terms and places by COPY', perSecond(terms)],
    ['vectors by COPY, with what making them takes', perSecond(vectors)],
    ['the graph of vectors (HNSW)', perSecond(graph)],
    ['recall@10 by vectors, against comparison with all', (found / (queryCount * 10)).toFixed(3)],
    [
      'a query by vectors, p50 and p95',
      `${milliseconds(median(dense.times))}, ${milliseconds(quantile(dense.times, 0.95))}`,
    ],
    ['by vectors in one of a hundred folders, p50', milliseconds(median(filtered.times))],
    ['by rare words (BM25), p50', milliseconds(median(rare.times))],
    ['by three words that stand in many passages, p50', milliseconds(median(common.times))],
    ['one changed file of 100 passages, committed', milliseconds(change * 1000)],
    ...sizes.map(({ name, bytes }) => [`on the disk, a million passages: ${name}`, gigabytes(bytes)]),
    ['of that the graph', gigabytes(graphSize!.bytes)],
  ],
)}`;
  } finally {
    await store.close();
    await server.stop();
  }
};
