/**
 * One engine in a process of its own: `tsx vectorEngineRun.ts NAME FOLDER VECTORS QUERIES ROUNDS`. The two files hold rows of float32. Prints a line of JSON.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { median, quantile } from './table';
import { openEngine } from './vectorEngines';

export interface EngineRun {
  readonly buildSeconds: number;
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds of processor time a query, of all threads. */
  readonly processor: number;
  /** The best ten of each query. */
  readonly found: readonly (readonly number[])[];
  /** Of the whole process after queries and, where it can be asked for, a collection of garbage. */
  readonly residentBytes: number;
}

export const dimensions = 384;
const batchRows = 2000;

const run = async (name: string, folder: string, vectors: string, queries: string, rounds: number): Promise<void> => {
  const engine = await openEngine(name, folder, dimensions);
  const file = openSync(vectors, 'r');
  const batch = Buffer.alloc(batchRows * dimensions * 4);
  let buildSeconds = 0;
  for (let first = 0; first * dimensions * 4 < statSync(vectors).size; first += batchRows) {
    const bytes = readSync(file, batch, 0, batch.length, null);
    const began = performance.now();
    await engine.add(first, new Float32Array(batch.buffer, batch.byteOffset, bytes / 4).slice());
    buildSeconds += (performance.now() - began) / 1000;
  }
  closeSync(file);
  await engine.finish();
  const { buffer } = new Uint8Array(readFileSync(queries));
  const asked = Array.from({ length: buffer.byteLength / 4 / dimensions }, (_, at) =>
    new Float32Array(buffer, at * dimensions * 4, dimensions).slice(),
  );
  const found: (readonly number[])[] = [];
  // The first queries warm up.
  for (const query of asked) found.push(await engine.query(query, 10));
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++)
    for (const query of asked) {
      const began = performance.now();
      await engine.query(query, 10);
      times.push(performance.now() - began);
    }
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1000 / Math.max(1, times.length);
  globalThis.gc?.();
  const outcome: EngineRun = {
    ...{ buildSeconds, p50: median(times), p95: quantile(times, 0.95), processor, found },
    residentBytes: process.memoryUsage().rss,
  };
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
};

const [name, folder, vectors, queries, rounds] = process.argv.slice(2);
if (rounds !== undefined && process.argv[1] === import.meta.filename)
  await run(name!, folder!, vectors!, queries!, Number(rounds));
