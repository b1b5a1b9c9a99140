// Speed of the shipped embedding model in its process beside Python's onnxruntime on the same graph, in one run: `tsx test/bench/embedding.ts`, or with `--quick`
// few repetitions and no peer. Python is that of `npm run bench:peers`, or the one that SURPRISAL_ONNX_PYTHON names; the process is that of `npm run build`.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type EmbeddingClient, shippedEmbedder } from '../../server/src/inference/embeddingClient';
import { readEmbeddingFiles, shippedEmbeddingPath } from '../../server/src/inference/embeddingFiles';
import { TextTokenizer } from '../../server/src/lm/embedding/textTokenizer';
import { markdownTable, median, quantile } from './table';

const root = join(import.meta.dirname, '../..');
const childPath = join(root, 'dist/inference/child.cjs');
const peersPython = fileURLToPath(new URL('peers/venv/bin/python', import.meta.url));
const script = fileURLToPath(new URL('peers/embeddingSpeed.py', import.meta.url));

const THREADS = [1, 2];
const CHUNK_TOKENS = 128;
const CHUNKS = 64;
/** Texts of one run in Python: the quickest is what we are compared to. */
const PEER_BATCHES = [1, 8, 32];
const QUERY = 'how is a lock of a dead process taken over';

export async function benchEmbedding(repetitions: number, withPeer: boolean): Promise<string> {
  const chunks = chunksOf(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
  const peer = withPeer ? await PythonRuntime.start() : 'Python is left out of quick runs.';
  const clients = new Map(THREADS.map((threads) => [threads, shippedEmbedder({ threads, childPath })]));
  try {
    const parts = [
      `${CHUNKS} chunks of ${CHUNK_TOKENS} tokens, from text to vectors, turn by turn; ours with the way to another process and back.`,
      await throughput(clients, peer, chunks, repetitions),
      typeof peer === 'string'
        ? peer
        : `Python's onnxruntime ${peer.version} and tokenizers; the ratio is ours to it, by medians of turns.`,
      await queries(clients.get(1)!, peer, chunks, 20 * repetitions),
      memory(clients.get(1)!),
    ];
    return `${parts.join('\n\n')}\n`;
  } finally {
    for (const client of clients.values()) client.dispose();
    if (typeof peer !== 'string') peer.stop();
  }
}

/** Texts of exactly so many tokens, those around it included. */
const chunksOf = (text: string): readonly string[] => {
  const { tokenizerPath } = readEmbeddingFiles(shippedEmbeddingPath());
  const tokenizer = new TextTokenizer(JSON.parse(readFileSync(tokenizerPath, 'utf8')), 10 * CHUNK_TOKENS);
  const tokens = (words: readonly string[]) => tokenizer.encode(words.join(' ')).length;
  const words = text.match(/[a-zA-Z]+/g)!;
  const chunks: string[] = [];
  for (let from = 0; chunks.length < CHUNKS; ) {
    let chunk = words.slice(from, from + CHUNK_TOKENS);
    while (tokens(chunk) > CHUNK_TOKENS) chunk = chunk.slice(0, -1);
    from = (from + chunk.length) % (words.length - CHUNK_TOKENS);
    // A word of one token for each that is missing.
    while (tokens(chunk) < CHUNK_TOKENS) chunk = [...chunk, 'and'];
    chunks.push(chunk.join(' '));
  }
  return chunks;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const throughput = async (
  clients: ReadonlyMap<number, EmbeddingClient>,
  peer: PythonRuntime | string,
  chunks: readonly string[],
  repetitions: number,
): Promise<string> => {
  const times = new Map<string, number[]>();
  const ofPeer = (threads: number, batch: number) =>
    `Python, ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${batch} a run`;
  for (let repetition = -1; repetition < repetitions; repetition++)
    for (const [threads, client] of clients) {
      const measured: [string, number][] = [
        [`${threads}`, await timed(() => client.embed(chunks, { kind: 'passage', priority: 'background' }))],
      ];
      if (typeof peer !== 'string')
        for (const batch of PEER_BATCHES)
          measured.push([ofPeer(threads, batch), await peer.time({ threads, texts: chunks, batch })]);
      // The first is for warming up.
      if (repetition >= 0) for (const [what, ms] of measured) times.set(what, [...(times.get(what) ?? []), ms]);
    }
  const aSecond = (ms: number) => ((1000 * CHUNKS) / ms).toFixed(1);
  const rows = THREADS.flatMap((threads) => {
    const own = times.get(`${threads}`)!;
    const row = (name: string, ms: readonly number[]) => [
      name,
      aSecond(median(ms)),
      aSecond(quantile(ms, 0.95)),
      ms === own ? '' : median(ms.map((value, index) => value / own[index]!)).toFixed(2),
    ];
    const others = typeof peer === 'string' ? [] : PEER_BATCHES;
    return [
      row(`Surprisal, ${threads} ${threads === 1 ? 'thread' : 'threads'}`, own),
      ...others.map((batch) => row(ofPeer(threads, batch), times.get(ofPeer(threads, batch))!)),
    ];
  });
  return markdownTable(['what', 'chunks a second, p50', 'in slow turns, p95', 'ratio'], rows);
};

const queries = async (
  client: EmbeddingClient,
  peer: PythonRuntime | string,
  chunks: readonly string[],
  repetitions: number,
): Promise<string> => {
  const query = () => timed(() => client.embed([QUERY], { kind: 'query' }));
  const alone: number[] = [];
  const python: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    alone.push(await query());
    if (typeof peer !== 'string') python.push(await peer.time({ threads: 1, texts: [QUERY], batch: 1 }));
  }
  const beside: number[] = [];
  const stop = new AbortController();
  const many = Array.from({ length: 1000 }, () => chunks).flat();
  const background = client.embed(many, { kind: 'passage', priority: 'background', signal: stop.signal });
  background.catch(() => {});
  for (let repetition = 0; repetition < repetitions; repetition++) beside.push(await query());
  stop.abort();
  const row = (name: string, ms: readonly number[]) => [name, median(ms).toFixed(1), quantile(ms, 0.95).toFixed(1)];
  return markdownTable(
    ['one query of 11 tokens, 1 thread, ms', 'p50', 'p95'],
    [
      row('Surprisal', alone),
      row('the same while chunks are embedded in the background', beside),
      ...(python.length === 0 ? [] : [row('Python, without another process', python)]),
    ],
  );
};

const memory = ({ memory }: EmbeddingClient): string => {
  if (memory === undefined) return 'The process has told nothing of its memory.';
  const mb = (bytes = Number.NaN) => (bytes / 1e6).toFixed(0);
  return `The process holds ${mb(memory.resident)} MB after all that, ${mb(memory.anonymous)} of them anonymous.`;
};

interface EmbedRequest {
  readonly threads: number;
  readonly texts: readonly string[];
  readonly batch: number;
}

/** Python's onnxruntime in a process of its own, timed inside it. */
class PythonRuntime {
  private constructor(
    private readonly process: ChildProcess,
    private readonly answers: AsyncIterator<string>,
    readonly version: string,
  ) {}

  /** Or why there is none. */
  static async start(): Promise<PythonRuntime | string> {
    const child = spawn(process.env['SURPRISAL_ONNX_PYTHON'] ?? peersPython, [script], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const failed = new Promise<undefined>((resolve) => {
      child.once('error', () => resolve(undefined));
      child.once('exit', () => resolve(undefined));
    });
    const answers = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    child.stdin!.on('error', () => {});
    child.stdin!.write('{"kind": "about"}\n');
    const about = await Promise.race([answers.next(), failed]);
    if (about === undefined || about.done) return "Python's onnxruntime is left out: run `npm run bench:peers` first.";
    return new PythonRuntime(child, answers, (JSON.parse(about.value) as { version: string }).version);
  }

  /** Milliseconds. */
  async time(request: EmbedRequest): Promise<number> {
    const model = shippedEmbeddingPath().replace(/\.model\.json$/, '');
    this.process.stdin!.write(`${JSON.stringify({ kind: 'embed', model, ...request })}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error('Python ended');
    return (JSON.parse(value) as { ms: number }).ms;
  }

  stop(): void {
    this.process.stdin!.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const quick = process.argv.includes('--quick');
  console.log(await benchEmbedding(quick ? 1 : 9, !quick));
}
