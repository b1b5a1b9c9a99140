// Speed of the shipped neural model beside llama.cpp's on the GGUF that it comes from, in one run: `tsx test/bench/neuralSpeed.ts`, or with
// `--quick` few repetitions and no peer. llama.cpp's Python module is that of `npm run bench:peers`, or of the Python that SURPRISAL_LLAMA_PYTHON names.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readModelFiles, shippedModelPath } from '../../server/src/inference/modelFiles';
import { openSession } from '../../server/src/inference/onnxRuntime';
import type { CandidateEdit, SamplingOptions } from '../../server/src/lm/languageModel';
import type { StoredPrefix } from '../../server/src/lm/neural/keyValueCache';
import { NeuralLanguageModel } from '../../server/src/lm/neural/neuralLanguageModel';
import type { Tensor, TensorSession } from '../../server/src/lm/neural/tensorSession';
import { SubwordTokenizer } from '../../server/src/lm/neural/tokenizer';
import { TreePredictor } from '../../server/src/lm/neural/treePredictor';
import { referenceScores } from '../support/neuralReference';
import { markdownTable, median, quantile } from './table';

const THREADS = 2;
const PROMPT_TOKENS = 300;
const DECODED_TOKENS = 48;
const BATCH = 16;
const HEAD_ROWS = 64;
const WEIGHTS = ['Q4_1', 'Q4_0', 'Q8_0'];
const peersPython = fileURLToPath(new URL('peers/venv/bin/python', import.meta.url));
const script = fileURLToPath(new URL('peers/llamaSpeed.py', import.meta.url));

interface Ours {
  readonly body: TensorSession;
  readonly head: TensorSession;
  readonly tokenizer: SubwordTokenizer;
  readonly prefix: StoredPrefix;
  readonly fresh: () => NeuralLanguageModel;
  /** Runs of the body so far. */
  readonly runs: () => number;
}

export async function benchNeuralSpeed(repetitions: number, withPeer: boolean): Promise<string> {
  const ours = await open();
  const peer = withPeer ? await LlamaSpeed.start() : 'llama.cpp is left out of quick runs.';
  try {
    const parts = [
      await speeds(ours, peer, repetitions),
      typeof peer === 'string'
        ? peer
        : `llama.cpp is llama-cpp-python ${peer.version}, built with ${peer.system}, timed inside it.`,
      await trees(ours, repetitions),
    ];
    return `${THREADS} threads each, turn by turn.\n\n${parts.join('\n\n')}\n`;
  } finally {
    if (typeof peer !== 'string') peer.stop();
    await ours.body.release();
    await ours.head.release();
  }
}

async function open(): Promise<Ours> {
  const files = readModelFiles(shippedModelPath());
  const tokenizer = new SubwordTokenizer(JSON.parse(readFileSync(files.pathOf('tokenizer'), 'utf8')));
  const { path, tokens } = files.prefix('text');
  const prefix = { tokens, values: new Float32Array(new Uint8Array(readFileSync(path)).buffer) };
  const head = await openSession(files.pathOf('head'), { threads: THREADS });
  const session = await openSession(files.pathOf('body'), { threads: THREADS });
  let runs = 0;
  const body: TensorSession = {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    inputShapes: session.inputShapes,
    run: (feeds, fetches) => {
      runs++;
      return session.run(feeds, fetches);
    },
    release: () => session.release(),
  };
  const fresh = () => new NeuralLanguageModel({ id: 'ours', body, head, tokenizer, prefix });
  return { body, head, tokenizer, prefix, fresh, runs: () => runs };
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** The first so many tokens of the longest reference text, as text. */
function promptOf({ tokenizer }: Ours): { readonly text: string; readonly ids: readonly number[] } {
  const [longest] = referenceScores()
    .map(({ text }) => text)
    .sort((one, other) => other.length - one.length);
  const { ids, ends } = tokenizer.encode(longest!);
  return { text: longest!.slice(0, ends[PROMPT_TOKENS - 1]), ids: ids.slice(0, PROMPT_TOKENS) };
}

/** Tokens a second of each repetition, by what was measured. */
async function speeds(ours: Ours, peer: LlamaSpeed | string, repetitions: number): Promise<string> {
  const { text, ids } = promptOf(ours);
  const found = new Map<string, number[]>();
  const runs: number[] = [];
  const note = (what: string, tokens: number, ms: number) =>
    found.set(what, [...(found.get(what) ?? []), (1000 * tokens) / ms]);
  for (let repetition = -1; repetition < repetitions; repetition++) {
    const model = ours.fresh();
    const scoreMs = await timed(() => model.score([text]));
    const oneByOneMs = await decodeOneByOne(ours, ids);
    const greedy = await decode(ours, text, { temperature: 0 });
    const sampled = await decode(ours, text, { temperature: 0.8, seed: repetition + 2 });
    const sentences = text.split(/(?<=[.!?]) /);
    const manyMs = await timed(() => ours.fresh().score(sentences));
    const peers: [string, number, number][] = [];
    if (typeof peer !== 'string')
      for (const weights of WEIGHTS)
        for (const kind of ['last', 'every', 'decode'] as const) {
          const ms = await peer.time({ kind, weights, threads: THREADS, ids, count: DECODED_TOKENS });
          peers.push([`${weights} ${kind}`, kind === 'decode' ? DECODED_TOKENS : ids.length, ms]);
        }
    // The first is for warming up.
    if (repetition < 0) continue;
    note('every', ids.length, scoreMs);
    note('one by one', DECODED_TOKENS, oneByOneMs);
    note('greedy', greedy.tokens, greedy.ms);
    note('sampled', sampled.tokens, sampled.ms);
    runs.push(greedy.runs / greedy.tokens, sampled.runs / sampled.tokens);
    note('sentences', ours.tokenizer.encode(text).ids.length, manyMs);
    for (const [what, tokens, ms] of peers) note(what, tokens, ms);
  }
  const row = (name: string, what: string, own: string) => {
    const values = found.get(what)!;
    const ratios = values.map((value, index) => found.get(own)![index]! / value);
    return [
      name,
      median(values).toFixed(0),
      quantile(values, 0.05).toFixed(0),
      what === own ? '' : median(ratios).toFixed(2),
    ];
  };
  const rows = [
    row(`Surprisal, ${PROMPT_TOKENS} tokens of one text, every position`, 'every', 'every'),
    row('Surprisal, the same as single sentences', 'sentences', 'sentences'),
    row(`Surprisal, decoding after ${PROMPT_TOKENS}, one token a run`, 'one by one', 'one by one'),
    row('Surprisal, the same with guessed tokens, greedily', 'greedy', 'greedy'),
    row('Surprisal, the same with guessed tokens, at temperature 0.8', 'sampled', 'sampled'),
  ];
  if (typeof peer !== 'string')
    for (const weights of WEIGHTS)
      rows.push(
        row(`llama.cpp ${weights}, last position`, `${weights} last`, 'every'),
        row(`llama.cpp ${weights}, every position`, `${weights} every`, 'every'),
        row(`llama.cpp ${weights}, decoding, to it: one token a run`, `${weights} decode`, 'one by one'),
        row(`llama.cpp ${weights}, decoding, to it: at temperature 0.8`, `${weights} decode`, 'sampled'),
      );
  const perToken = (offset: number) => median(runs.filter((_, index) => index % 2 === offset)).toFixed(2);
  return `${markdownTable(['what', 'tokens a second, median', 'slowest 5 %', 'Surprisal to it'], rows)}\nRuns a token: ${perToken(0)} greedily, ${perToken(1)} at temperature 0.8.`;
}

/** After a prompt that was read, as the product writes. */
async function decode(
  ours: Ours,
  prompt: string,
  sampling: SamplingOptions,
): Promise<{ readonly tokens: number; readonly ms: number; readonly runs: number }> {
  const model = ours.fresh();
  for await (const _ of model.generate(prompt, { ...sampling, maxTokens: 1 }));
  const before = ours.runs();
  let text = '';
  const ms = await timed(async () => {
    for await (const piece of model.generate(prompt, { ...sampling, maxTokens: DECODED_TOKENS })) text += piece.text;
  });
  return { tokens: ours.tokenizer.encode(text).ids.length, ms, runs: ours.runs() - before };
}

/** Nothing guessed: what a run a token takes, the likeliest one each time. */
async function decodeOneByOne({ body, head, prefix }: Ours, ids: readonly number[]): Promise<number> {
  const predictor = new TreePredictor(body, head, prefix);
  const tokens = [...ids];
  await predictor.logits(tokens);
  return timed(async () => {
    for (let count = 0; count < DECODED_TOKENS; count++) {
      const logits = (await predictor.logitsAlong(tokens, 0))[0]!;
      let best = 0;
      for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
      tokens.push(best);
    }
  });
}

const SENTENCE =
  'The committee of the regional council has decided that all of the older houses near the river were to be repaired before winter.';
const REPLACEMENTS = ['these', 'one', 'his', 'is', 'going', 'an', 'a', 'which', 'them'];

/** Two hundred replacements of words, each of a word. */
const edits: readonly CandidateEdit[] = [...SENTENCE.matchAll(/\w+/g)]
  .flatMap(({ index, 0: word }) =>
    REPLACEMENTS.map((replacement) => ({ start: index, end: index + word.length, replacement })),
  )
  .slice(0, 200);
const editedSentences = edits.map(
  ({ start, end, replacement }) => SENTENCE.slice(0, start) + replacement + SENTENCE.slice(end),
);

async function trees(ours: Ours, repetitions: number): Promise<string> {
  const times = { batches: [] as number[], full: [] as number[], six: [] as number[] };
  let full: readonly number[] = [];
  let six: readonly number[] = [];
  const request = [{ sentence: SENTENCE, edits }];
  for (let repetition = 0; repetition < Math.ceil(repetitions / 2); repetition++) {
    const batches = await timed(() => wholeSentences(ours, [SENTENCE, ...editedSentences]));
    const fullMs = await timed(async () => {
      full = (await ours.fresh().scoreCandidates(request))[0]!.gains;
    });
    const sixMs = await timed(async () => {
      six = (await ours.fresh().scoreCandidates(request, { rightContext: 6 }))[0]!.gains;
    });
    times.batches.push(batches);
    times.full.push(fullMs);
    times.six.push(sixMs);
  }
  const [whole, ...edited] = await ours.fresh().score([SENTENCE, ...editedSentences]);
  const gains = edited.map(({ logProbability }) => logProbability - whole!.logProbability);
  const against = (one: readonly number[], other: readonly number[]) => {
    const differences = one.map((value, index) => Math.abs(value - other[index]!));
    return `${(differences.reduce((sum, value) => sum + value, 0) / differences.length).toFixed(4)}, ${Math.max(...differences).toFixed(4)}`;
  };
  const ratio = (values: readonly number[]) => median(values.map((ms, index) => times.batches[index]! / ms)).toFixed(2);
  const table = markdownTable(
    [
      `${edits.length} edits of a sentence of ${ours.tokenizer.encode(SENTENCE).ids.length} tokens`,
      'ms, median',
      'p95',
      'times faster',
      'gains against whole sentences, nat: mean, greatest',
    ],
    [
      [
        `whole sentences, in batches of ${BATCH} by length, no cache`,
        median(times.batches).toFixed(0),
        quantile(times.batches, 0.95).toFixed(0),
        '',
        '',
      ],
      [
        'tree, full suffixes',
        median(times.full).toFixed(0),
        quantile(times.full, 0.95).toFixed(0),
        ratio(times.full),
        against(full, gains),
      ],
      [
        'tree, right context of 6 tokens',
        median(times.six).toFixed(0),
        quantile(times.six, 0.95).toFixed(0),
        ratio(times.six),
        against(six, gains),
      ],
    ],
  );
  const agree = six.filter((gain, index) => gain > 0 === gains[index]! > 0).length;
  return `${table}\nWith 6 tokens ${agree} of ${gains.length} gains have the sign of the full ones. What full suffixes differ by is the rounding of activations to int8: with float activations it is less than 0.002 nat (test/unit/neural/candidates.test.ts).`;
}

/** What there would be without trees: whole sentences padded to the longest of a batch, every position's log probability. */
async function wholeSentences({ body, head, tokenizer, prefix }: Ours, sentences: readonly string[]): Promise<void> {
  const prefixTokens = prefix.tokens;
  const texts = sentences
    .map((sentence) => [...prefixTokens, ...tokenizer.encode(`${sentence}\n`).ids])
    .sort((one, other) => one.length - other.length);
  const noPast = Object.fromEntries(
    body.inputNames
      .filter((name) => name.startsWith('past_key_values'))
      .map((name) => [name, [body.inputShapes[name]!.dims[1], body.inputShapes[name]!.dims[3]] as [number, number]]),
  );
  for (let start = 0; start < texts.length; start += BATCH) {
    const batch = texts.slice(start, start + BATCH).map((text) => text.slice(0, -1));
    const longest = Math.max(...batch.map(({ length }) => length));
    const dims = [batch.length, longest];
    const at = (of: (text: readonly number[], place: number) => number) =>
      BigInt64Array.from(
        batch.flatMap((text) => Array.from({ length: longest }, (_, place) => BigInt(of(text, place)))),
      );
    const feeds: Record<string, Tensor> = {
      input_ids: { type: 'int64', dims, data: at((text, place) => text[place] ?? 0) },
      position_ids: { type: 'int64', dims, data: at((_, place) => place) },
      attention_bias: { type: 'float32', dims: [1, 1, longest, longest], data: new Float32Array(longest * longest) },
      in_place: { type: 'bool', dims: [], data: Uint8Array.of(0) },
      seqlens_k: { type: 'int32', dims: [batch.length], data: Int32Array.from(batch, ({ length }) => length - 1) },
      total_sequence_length: { type: 'int32', dims: [], data: Int32Array.of(longest) },
    };
    for (const [name, [heads, size]] of Object.entries(noPast))
      feeds[name] = { type: 'float32', dims: [batch.length, heads, 0, size], data: new Float32Array(0) };
    const hidden = (await body.run(feeds, ['hidden']))['hidden']!.data as Float32Array;
    const width = hidden.length / batch.length / longest;
    const rows = batch.flatMap((text, index) =>
      text.slice(prefixTokens.length - 1).map((_, place) => ({
        row: index * longest + prefixTokens.length - 1 + place,
        target: texts[start + index]![prefixTokens.length + place]!,
      })),
    );
    for (let from = 0; from < rows.length; from += HEAD_ROWS) {
      const slice = rows.slice(from, from + HEAD_ROWS);
      const data = new Float32Array(slice.length * width);
      for (const [index, { row }] of slice.entries())
        data.set(hidden.subarray(row * width, (row + 1) * width), index * width);
      await head.run(
        {
          hidden: { type: 'float32', dims: [slice.length, width], data },
          targets: {
            type: 'int64',
            dims: [slice.length, 1],
            data: BigInt64Array.from(slice, ({ target }) => BigInt(target)),
          },
          detailed: { type: 'bool', dims: [], data: Uint8Array.of(0) },
        },
        ['log_probs'],
      );
    }
  }
}

interface TimeRequest {
  readonly kind: 'last' | 'every' | 'decode';
  readonly weights: string;
  readonly threads: number;
  readonly ids: readonly number[];
  readonly count: number;
}

/** llama.cpp in a process of its own. */
class LlamaSpeed {
  private constructor(
    private readonly process: ChildProcess,
    private readonly answers: AsyncIterator<string>,
    private readonly folder: string,
    readonly version: string,
    readonly system: string,
  ) {}

  /** Or why there is none. */
  static async start(): Promise<LlamaSpeed | string> {
    const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-'));
    const child = spawn(process.env['SURPRISAL_LLAMA_PYTHON'] ?? peersPython, [script, folder], {
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: dirname(script),
    });
    const failed = new Promise<undefined>((resolve) => {
      child.once('error', () => resolve(undefined));
      child.once('exit', () => resolve(undefined));
    });
    const answers = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    child.stdin!.on('error', () => {});
    child.stdin!.write('{"kind": "about"}\n');
    const about = await Promise.race([answers.next(), failed]);
    if (about === undefined || about.done) {
      rmSync(folder, { recursive: true, force: true });
      return 'llama.cpp is left out: run `npm run bench:peers` first.';
    }
    const { version, system } = JSON.parse(about.value) as { version: string; system: string };
    return new LlamaSpeed(child, answers, folder, version, system);
  }

  /** Milliseconds, as llama.cpp counts them. */
  async time(request: TimeRequest): Promise<number> {
    this.process.stdin!.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error('llama.cpp ended');
    return (JSON.parse(value) as { ms: number }).ms;
  }

  stop(): void {
    this.process.stdin!.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const quick = process.argv.includes('--quick');
  console.log(await benchNeuralSpeed(quick ? 1 : 8, !quick));
}
