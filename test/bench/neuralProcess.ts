import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { InferenceClient } from '../../server/src/inference/client';
import { shippedNeuralModel } from '../../server/src/inference/neuralModel';
import { defaultThreads } from '../../server/src/inference/threads';
import type { CandidateRequest } from '../../server/src/lm/languageModel';
import { SubwordTokenizer } from '../../server/src/lm/neural/tokenizer';
import { shippedModelsFolder } from '../../server/src/platform/modelFolders';
import { markdownOf } from './keystrokes';
import { markdownTable, median, quantile } from './table';

const root = join(import.meta.dirname, '../..');
const childPath = join(root, 'dist/inference/child.cjs');

const tokenizer = (): SubwordTokenizer =>
  new SubwordTokenizer(JSON.parse(readFileSync(join(shippedModelsFolder(), 'smollm2-135m.tokenizer.json'), 'utf8')));

/** What a load reads: the model's files and the runtime's library. */
const filesOfLoad = (): string[] => [
  ...readdirSync(shippedModelsFolder())
    .filter((name) => name.startsWith('smollm2-135m.'))
    .map((name) => join(shippedModelsFolder(), name)),
  ...readdirSync(join(root, 'node_modules/onnxruntime-node/bin/napi-v6', process.platform, process.arch)).map((name) =>
    join(root, 'node_modules/onnxruntime-node/bin/napi-v6', process.platform, process.arch, name),
  ),
];

/** Takes files out of the system's cache, where it can be told to; the share of them that is out. */
const coolFiles = (): number | undefined => {
  const files = filesOfLoad();
  for (const file of files)
    if (spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']).status !== 0) return undefined;
  const { status, stdout } = spawnSync('fincore', ['--bytes', '--noheadings', '--output', 'RES,SIZE', ...files], {
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  const sum = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .reduce(([cached, size], [one, other]) => [cached! + one!, size! + other!], [0, 0]);
  return 1 - sum[0]! / sum[1]!;
};

interface Memory {
  readonly resident: number;
  readonly anonymous: number;
  readonly file: number;
  /** Greatest resident memory since it was last reset. */
  readonly peak: number;
}

/** Of a process, in MB; Linux alone tells. */
const memoryOf = (pid: number): Memory => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number =>
    (Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) * 1024) / 1e6;
  return { resident: field('VmRSS'), anonymous: field('RssAnon'), file: field('RssFile'), peak: field('VmHWM') };
};

/** Processor time of all threads of a process so far, in ms. */
const processorMsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  // User and system time in ticks, of which Linux tells a hundred a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** The greatest resident and anonymous memory while something is done, looked at every 2 ms and as the system keeps it. */
const peakDuring = async (pid: number, work: () => Promise<unknown>): Promise<Memory> => {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  let [anonymous, file] = [0, 0];
  const timer = setInterval(() => {
    const now = memoryOf(pid);
    anonymous = Math.max(anonymous, now.anonymous);
    file = Math.max(file, now.file);
  }, 2);
  await work();
  clearInterval(timer);
  const after = memoryOf(pid);
  return { ...after, anonymous: Math.max(anonymous, after.anonymous), file: Math.max(file, after.file) };
};

/** A sentence with edits whose tree has about so many tokens: each branch is a word and six tokens after it. */
const treeOf = (tokens: number): CandidateRequest => {
  const sentence =
    'The committee of the regional council has decided that all of the older houses near the river were to be repaired before the winter comes.';
  const words = [...sentence.matchAll(/\w+/g)];
  const replacements = ['these', 'ones', 'his', 'is', 'going', 'an'];
  const edits = Array.from({ length: Math.round((tokens - 28) / 7) }, (_, index) => {
    const word = words[(index * 5) % (words.length - 4)]!;
    const start = word.index;
    return { start, end: start + word[0].length, replacement: replacements[index % replacements.length]! };
  });
  return { sentence, edits };
};

/** The first so many tokens of some prose. */
const promptOf = (tokens: number, prose: string): string => {
  const { ends } = tokenizer().encode(prose.slice(0, tokens * 10));
  return prose.slice(0, ends[tokens - 1]);
};

const complete = async (client: InferenceClient, prompt: string): Promise<void> => {
  for await (const _ of client.generate(prompt, { maxTokens: 24, temperature: 0 }));
};

interface Repetition {
  readonly loadMs: number;
  /** Processor time, all threads. */
  readonly loadWorkMs: number;
  readonly firstScoreMs: number;
  readonly loaded: Memory;
  readonly tree: Memory;
  readonly completion: Memory;
  readonly heardMs: number;
  readonly backMs: number;
  readonly startDelayMs: number;
  readonly scoringDelayMs: number;
  /** The same with the threads that a user gets, and where nobody scores. */
  readonly usualDelayMs: number;
  readonly idleDelayMs: number;
  /** Of the time of scoring, what the caller's processor works. */
  readonly callerShare: number;
}

/** The longest delay of this process's event loop, in ms. */
const delayWhile = async (work: () => Promise<unknown>): Promise<number> => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
};

const delayWithUsualThreads = async (sentences: readonly string[]): Promise<number> => {
  const client = shippedNeuralModel({ childPath });
  try {
    await client.score(['It has no mistakes.']);
    return await delayWhile(() => client.score(sentences, { boundaries: true, rank: true }));
  } finally {
    client.dispose();
  }
};

const repetition = async (threads: number, prose: string): Promise<Repetition> => {
  const client = shippedNeuralModel({ childPath, threads });
  try {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const started = performance.now();
    let loadMs = Number.NaN;
    let loadWorkMs = Number.NaN;
    client.onDidChangeState(({ state }) => {
      if (state !== 'loaded' || !Number.isNaN(loadMs)) return;
      loadMs = performance.now() - started;
      loadWorkMs = processorMsOf(client.processId!);
    });
    delay.enable();
    await client.score(['It has no mistakes.']);
    const firstScoreMs = performance.now() - started;
    const startDelayMs = delay.max / 1e6;
    const pid = client.processId!;
    const loaded = memoryOf(pid);
    const tree = await peakDuring(pid, () => client.scoreCandidates([treeOf(500)], { rightContext: 6 }));
    const completion = await peakDuring(pid, () => complete(client, promptOf(512, prose)));
    delay.reset();
    const sentences = prose.split(/(?<=[.!?])\s+/).slice(0, 200);
    const busy = process.cpuUsage();
    const before = performance.now();
    await client.score(sentences, { boundaries: true, rank: true });
    const scoringDelayMs = delay.max / 1e6;
    const { user, system } = process.cpuUsage(busy);
    const callerShare = (user + system) / 1000 / (performance.now() - before);
    delay.disable();
    const running = client.score(sentences).catch(() => performance.now());
    while (!client.isBusy) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const killed = performance.now();
    process.kill(pid, 'SIGKILL');
    const heardMs = Number(await running) - killed;
    await client.score(['It has no mistakes.']);
    const backMs = performance.now() - killed;
    client.dispose();
    const usualDelayMs = await delayWithUsualThreads(sentences);
    const idleDelayMs = await delayWhile(() => new Promise((resolve) => setTimeout(resolve, 5000)));
    return {
      loadMs,
      loadWorkMs,
      firstScoreMs,
      loaded,
      tree,
      completion,
      heardMs,
      backMs,
      startDelayMs,
      scoringDelayMs,
      usualDelayMs,
      idleDelayMs,
      callerShare,
    };
  } finally {
    const pid = client.processId;
    client.dispose();
    // While it lives its files stay in the cache.
    while (pid !== undefined && existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The process of the neural model: its memory, how soon it is there, and what callers notice when it is killed. */
export const benchNeuralProcess = async (times: number, proseFolder: string | undefined): Promise<string> => {
  if (process.platform !== 'linux') return 'Left out: only Linux tells what of a process lies where in memory.';
  const prose = markdownOf(20_000, proseFolder).replace(/[#*_`>\n-]+/g, ' ');
  const threads = 2;
  const repetitions: Repetition[] = [];
  const cooled: (number | undefined)[] = [];
  for (let time = 0; time < times; time++) {
    cooled.push(coolFiles());
    repetitions.push(await repetition(threads, prose));
  }
  const row = (what: string, of: (one: Repetition) => number, unit: string, bar: string): string[] => {
    const values = repetitions.map(of);
    const shown = (value: number) => `${value.toFixed(value < 20 ? 1 : 0)} ${unit}`;
    return [what, shown(median(values)), shown(quantile(values, 0.95)), bar];
  };
  const parts = (what: string, of: (one: Repetition) => Memory, bar: string) => [
    row(`resident memory, ${what}`, (one) => of(one).resident, 'MB', bar),
    row('its greatest so far', (one) => of(one).peak, 'MB', bar),
    row('of it RssAnon, greatest seen', (one) => of(one).anonymous, 'MB', ''),
    row('of it RssFile, greatest seen', (one) => of(one).file, 'MB', ''),
  ];
  const coldest = Math.min(...cooled.map((share) => share ?? 0));
  const cache =
    coldest === 0
      ? 'The file cache could not be emptied: loads are warm.'
      : `Before each load ${Math.round(100 * coldest)} % or more of its files were taken out of the file cache.`;
  return `${cache} ${threads} threads, ${times} repetitions.

${markdownTable(
  ['what', 'median', 'p95', 'bar'],
  [
    row('load, process start counted', (one) => one.loadMs, 'ms', '1500 ms'),
    row('its processor time', (one) => one.loadWorkMs, 'ms', ''),
    row('first score after a request', (one) => one.firstScoreMs, 'ms', '2000 ms'),
    row('resident memory after load and a score', (one) => one.loaded.resident, 'MB', '350 MB'),
    row('its greatest until then', (one) => one.loaded.peak, 'MB', ''),
    row('of it RssAnon', (one) => one.loaded.anonymous, 'MB', ''),
    row('of it RssFile', (one) => one.loaded.file, 'MB', ''),
    ...parts('after a tree of 500 tokens', (one) => one.tree, '450 MB'),
    ...parts('after a completion from 512', (one) => one.completion, '450 MB'),
    row('kill -9 during a request: callers hear', (one) => one.heardMs, 'ms', '100 ms'),
    row('the same request again, answered', (one) => one.backMs, 'ms', '3000 ms'),
    row("longest delay of the caller's event loop, scoring", (one) => one.scoringDelayMs, 'ms', '10 ms'),
    row(`the same, threads as a user gets them (${defaultThreads()})`, (one) => one.usualDelayMs, 'ms', '10 ms'),
    row('the same for five seconds without a request', (one) => one.idleDelayMs, 'ms', ''),
    row("processor time of the caller's process, scoring", (one) => 100 * one.callerShare, '%', ''),
    row('the delay while the process starts', (one) => one.startDelayMs, 'ms', '10 ms'),
  ],
)}`;
};
