import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BestHits } from '../../server/src/search/index/bestHits';
import { VectorIndex } from '../../server/src/search/vectors/vectorIndex';
import { clusteredVectorStream, gaussianVectors, productOf } from '../support/vectors';
import { markdownTable, median, quantile } from './table';
import { dimensions, type EngineRun } from './vectorEngineRun';
import { allRows, isInstalled, ownSpace, vectorEngines } from './vectorEngines';

const queryCount = 200;

interface Data {
  readonly vectors: string;
  readonly queries: string;
  readonly asked: readonly Float32Array[];
  /** The best ten rows of each query, by an exact computation. */
  readonly truth: readonly ReadonlySet<number>[];
}

const unitOf = (vector: Float32Array): Float32Array => {
  const length = Math.sqrt(productOf(vector, vector));
  return vector.map((value) => value / length);
};

const rowsAtATime = 1000;

const writeRows = (path: string, rows: Iterable<Float32Array>): void => {
  const file = openSync(path, 'w');
  const pending = new Float32Array(rowsAtATime * dimensions);
  let count = 0;
  const write = () => {
    writeSync(file, new Uint8Array(pending.buffer, 0, count * dimensions * 4));
    count = 0;
  };
  for (const row of rows) {
    pending.set(row, count++ * dimensions);
    if (count === rowsAtATime) write();
  }
  write();
  closeSync(file);
};

/** Queries come from where vectors come from. */
const makeData = (folder: string, count: number, stream: Iterator<Float32Array>): Data => {
  const next = () => unitOf(stream.next().value as Float32Array);
  const asked = Array.from({ length: queryCount }, next);
  const best = asked.map(() => new BestHits(10, (a, b) => a < b));
  const rows = function* () {
    for (let row = 0; row < count; row++) {
      const vector = next();
      asked.forEach((query, at) => {
        const cosine = productOf(query, vector);
        if (cosine > best[at]!.bound) best[at]!.add(row, cosine);
      });
      yield vector;
    }
  };
  const [vectors, queries] = [join(folder, 'vectors'), join(folder, 'queries')];
  writeRows(vectors, rows());
  writeRows(queries, asked);
  const truth = best.map((hits) => new Set(hits.sorted().map(({ chunk }) => chunk)));
  return { vectors, queries, asked, truth };
};

const runEngine = (name: string, folder: string, { vectors, queries }: Data, rounds: number): EngineRun => {
  const script = join(import.meta.dirname, 'vectorEngineRun.ts');
  const parameters = ['--expose-gc', '--import', 'tsx', script, name, folder, vectors, queries, String(rounds)];
  const { stdout, stderr, status } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return JSON.parse(stdout) as EngineRun;
};

const recall = ({ truth }: Data, found: readonly (readonly number[])[]): string => {
  const hits = truth.reduce((sum, best, at) => sum + found[at]!.filter((row) => best.has(row)).length, 0);
  return (hits / (10 * truth.length)).toFixed(4);
};

const folderBytes = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

const rowOf = (name: string, data: Data, run: EngineRun, folder: string): string[] => [
  name,
  run.p50.toFixed(1),
  run.p95.toFixed(1),
  run.processor.toFixed(1),
  recall(data, run.found),
  run.buildSeconds.toFixed(1),
  megabytes(run.residentBytes),
  megabytes(folderBytes(folder)),
];

const head = ['engine', 'p50', 'p95', 'processor', 'recall@10', 'build, s', 'resident, MB', 'disk, MB'];

/** Ours built, then opened by another process, whose memory is that of a search. */
const measureOwn = (title: string, data: Data, folder: string, rounds: number): string[] => {
  const { buildSeconds } = runEngine('Surprisal', folder, data, 0);
  return rowOf(title, data, { ...runEngine('Surprisal', folder, data, rounds), buildSeconds }, folder);
};

/** What else is asked of an index of ours. */
const details = async (folder: string, data: Data, count: number): Promise<string[][]> => {
  const opened: number[] = [];
  for (let round = 0; round < 5; round++) {
    const began = performance.now();
    const index = VectorIndex.open(folder, ownSpace(dimensions));
    index.has('0'.repeat(32));
    opened.push(performance.now() - began);
    await index.close();
  }
  const index = VectorIndex.open(folder, ownSpace(dimensions));
  const all = allRows(count);
  const tenth = { table: all.table, members: all.members.map((_, row) => (row % 10 === 0 ? 1 : 0)) };
  const timed = (run: (query: Float32Array) => unknown): string[] => {
    const times = [...data.asked, ...data.asked, ...data.asked].map((query) => {
      const began = performance.now();
      run(query);
      return performance.now() - began;
    });
    const warm = times.slice(data.asked.length);
    return [median(warm).toFixed(1), quantile(warm, 0.95).toFixed(1)];
  };
  const rows = [
    ['the index is opened', median(opened).toFixed(0), Math.max(...opened).toFixed(0)],
    ['the best 100, for a fusion', ...timed((query) => index.search(query, 100, all))],
    ['the best 10 within a filter that a tenth passes', ...timed((query) => index.search(query, 10, tenth))],
  ];
  await index.close();
  return rows;
};

const section = async (
  folder: string,
  count: number,
  stream: Iterator<Float32Array>,
  { engines, title, rounds }: { engines: readonly string[]; title: string; rounds: number },
): Promise<string> => {
  const data = makeData(folder, count, stream);
  const index = join(folder, 'own');
  const rows = [measureOwn('Surprisal', data, index, rounds)];
  for (const name of engines) {
    const own = join(folder, name);
    if (isInstalled(name)) rows.push(rowOf(name, data, runEngine(name, own, data, 1), own));
    else console.error(`${name} is left out: not installed (npm run bench:peers)`);
    rmSync(own, { recursive: true, force: true });
  }
  const more = markdownTable(['of ours', 'p50', 'p95'], await details(index, data, count));
  rmSync(index, { recursive: true });
  return `${title}\n\n${markdownTable(head, rows)}\n${more}`;
};

/**
 * The ten nearest of many vectors, ours beside others that look at all, each in a process of its own.
 * @param count of vectors at first, ten times as many afterwards
 */
export const benchVectorSearch = async (count: number, withPeers: boolean): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-vectors-'));
  const engines = withPeers ? Object.keys(vectorEngines).filter((name) => name !== 'Surprisal') : [];
  const named = (rows: number) => rows.toLocaleString('en');
  try {
    const parts = [
      `Vectors are synthetic, of ${dimensions} dimensions: ${named(count / 100)} clusters (${named(count / 10)} in the larger index) in a space of 32, four times as far apart in variance as they are wide,
and noise in all dimensions besides; ${queryCount} queries from the same source. Milliseconds a query, and of processor time; resident memory is the whole process's, Node's and tsx's own included.`,
      await section(folder, count, clusteredVectorStream(dimensions, count / 100, 1), {
        ...{ engines, rounds: 5, title: `${named(count)} vectors:` },
      }),
      await section(folder, count, gaussianVectors(count + queryCount, dimensions, 2)[Symbol.iterator](), {
        ...{
          engines: [],
          rounds: 3,
          title: `${named(count)} vectors in random directions, which are worse than any text's: nothing is near anything.`,
        },
      }),
      await section(folder, count * 10, clusteredVectorStream(dimensions, count / 10, 3), {
        ...{ engines: [], rounds: 3, title: `${named(count * 10)} vectors:` },
      }),
    ];
    return parts.join('\n\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
