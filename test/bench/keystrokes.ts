import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ProtocolClient } from '../support/protocolClient';
import type { PeerProofreader } from './peerProofreaders';
import { ServerProcess } from './serverProcess';
import { markdownTable, median, quantile } from './table';

/** Markdown of a size: edited prose where there is some, else this repository's own documents again and again. */
export function markdownOf(bytes: number, proseFolder: string | undefined): string {
  const files =
    proseFolder === undefined
      ? ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md']
      : readdirSync(proseFolder, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.md'))
          .map((name) => join(proseFolder, name));
  const whole = files.map((file) => readFileSync(file, 'utf8')).join('\n\n');
  return whole.repeat(Math.max(1, Math.ceil(bytes / whole.length))).slice(0, bytes);
}

/** Numbers below 1 that are the same in every run (Numerical Recipes' linear congruential generator). */
function* shares(): Generator<number, never> {
  for (let state = 42; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

const typed = 'abcdefghijklmnopqrstuvwxyz ';

/** Times from a key to the report of the new text, process boundaries included. */
async function keystrokes(server: ServerProcess, text: string, count: number): Promise<number[]> {
  await server.open(text);
  await server.pull();
  const random = shares();
  const times: number[] = [];
  const warmUp = 50;
  let offset = 0;
  for (let n = 0; n < warmUp + count; n++) {
    // Ten keys in one place, then elsewhere, as people write.
    if (n % 10 === 0) offset = Math.floor(random.next().value * server.length);
    const key = typed.charAt(Math.floor(random.next().value * typed.length));
    const started = performance.now();
    await server.type(offset++, key);
    await server.pull();
    if (n >= warmUp) times.push(performance.now() - started);
  }
  return times;
}

const row = (what: string, times: readonly number[], bar: string): string[] => [
  what,
  milliseconds(median(times)),
  milliseconds(quantile(times, 0.95)),
  bar,
];

async function peerTimes(peer: PeerProofreader, text: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count + 1; n++) {
    const started = performance.now();
    await peer.check(`${text.slice(0, 100 + n)}x${text.slice(100 + n)}`, 'markdown');
    if (n > 0) times.push(performance.now() - started);
  }
  return times;
}

/** Growth of the heap over a thousand edits and pulls, in MB, after a hundred that fill the caches. */
async function heapGrowth(text: string): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const client = await ProtocolClient.start();
  const uri = 'untitled:bench.md';
  await client.open(uri, text);
  const random = shares();
  const lines = text.split('\n').length;
  const edit = async () => {
    const start = { line: Math.floor(random.next().value * lines), character: 0 };
    await client.change(uri, { start, end: start }, typed.charAt(Math.floor(random.next().value * typed.length)));
    await client.pull(uri);
  };
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  for (let n = 0; n < 100; n++) await edit();
  const before = heap();
  for (let n = 0; n < 1000; n++) await edit();
  const growth = heap() - before;
  await client.stop();
  return growth;
}

/** The editor's figures: a key to new findings, a long file, memory. */
export async function benchKeystrokes(
  count: number,
  proseFolder: string | undefined,
  peers: readonly PeerProofreader[],
): Promise<string> {
  const small = markdownOf(17_000, proseFolder);
  const large = markdownOf(143_000, proseFolder);
  const rows: string[][] = [];
  const server = new ServerProcess();
  try {
    await server.start({ model: 'ngram' });
    rows.push(row('a key to new findings, 17 kB Markdown', await keystrokes(server, small, count), 'p95 15 ms'));
    rows.push(row('the same, 143 kB', await keystrokes(server, large, count), 'p95 40 ms'));
    const opened: number[] = [];
    const completed: number[] = [];
    const cancelled: number[] = [];
    const long = markdownOf(5_000_000, proseFolder);
    for (let n = 0; n < 5; n++) {
      const started = performance.now();
      await server.open(long);
      const complete = server.refreshed();
      await server.pull();
      opened.push(performance.now() - started);
      for (let cancel = 0; cancel < 10; cancel++) cancelled.push(await server.cancelledPull());
      await complete;
      completed.push(performance.now() - started);
    }
    rows.push(row('5 MB Markdown, opening to findings in view', opened, '300 ms'));
    rows.push(row('the same, to its last finding', completed, ''));
    rows.push(row('the same meanwhile, cancelling a pull to its answer', cancelled, '50 ms'));
  } finally {
    server.stop();
  }
  for (const peer of peers.filter(({ name }) => name === 'Harper')) {
    rows.push(row(`${peer.name}: check of the 17 kB again`, await peerTimes(peer, small, 20), ''));
    rows.push(row(`${peer.name}: check of the 143 kB again`, await peerTimes(peer, large, 3), ''));
  }
  rows.push(['heap growth over 1,000 random edits, 17 kB', `${(await heapGrowth(small)).toFixed(1)} MB`, '', '10 MB']);
  return markdownTable(['what', 'median', 'p95', 'bar'], rows);
}
