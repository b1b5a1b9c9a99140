// How long an answer takes, models warm: `tsx test/bench/ask.ts`, or with `--quick` few questions. The process of the models is that of `npm run build`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answer } from '../../server/src/answering/answer';
import { defaultAskSettings } from '../../server/src/configuration/askSettings';
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import { shippedEmbedder } from '../../server/src/inference/embeddingClient';
import { shippedNeuralModel } from '../../server/src/inference/neuralModel';
import { plainQuery } from '../../server/src/search/query/plainQuery';
import { SearchService } from '../../server/src/search/searchService';
import { markdownTable, median, quantile } from './table';

const root = join(import.meta.dirname, '../..');
const childPath = join(root, 'dist/inference/child.cjs');
const threads = 2;
/** As many as the model reads. */
const mostPromptTokens = 900;
const documents = ['*.md', 'server/docs/**', 'models/build/**/*.md'];

const questions = [
  'How is a stale lock taken over?',
  'Which files are left out of the index?',
  'How many tokens does a passage have at most?',
  'What does the operating point of a check change?',
  'How are passages that have no vector yet ranked?',
  'Where are the words of my own dictionary kept?',
  'How does the neural model judge the passages of a search?',
  'When is the process of the neural model ended?',
  'What happens to a damaged frame of the index?',
  'How are the samplers of a completion ordered?',
];

interface Times {
  readonly citation: number;
  readonly word: number;
  readonly end: number;
  readonly promptTokens: number;
}

export async function benchAsk(quick: boolean): Promise<string> {
  const index = mkdtempSync(join(tmpdir(), 'surprisal-bench-'));
  const embedder = shippedEmbedder({ threads, childPath });
  const model = shippedNeuralModel({ threads, childPath });
  const service = SearchService.open(root, index, { ...defaultSearchSettings, include: documents }, { embedder });
  try {
    await service.index();
    await service.embed();
    const { chunks } = await service.state();
    await model.load();
    const ask = (question: string, promptTokens: number) => timed(service, embedder, model, question, promptTokens);
    await ask('What is Surprisal?', mostPromptTokens);
    const asked = quick ? questions.slice(0, 2) : questions;
    const rows: string[][] = [];
    for (const promptTokens of [defaultAskSettings.promptTokens, mostPromptTokens]) {
      const times: Times[] = [];
      for (const question of asked) times.push(await ask(question, promptTokens));
      const row = (what: string, of: (one: Times) => number, bar: string) => {
        const values = times.map(of).filter(Number.isFinite);
        rows.push([
          `${what}, prompt of ${promptTokens} at most`,
          median(values).toFixed(0),
          quantile(values, 0.95).toFixed(0),
          bar,
        ]);
      };
      row('first citation, ms', ({ citation }) => citation, '200');
      row('first generated word, ms', ({ word }) => word, '2000');
      row('end, ms', ({ end }) => end, '10000');
      row('tokens of the prompt, estimated', (one) => one.promptTokens, '900');
    }
    const head = `${asked.length} questions about this project's documentation, ${chunks} passages; models warm, ${threads} threads.`;
    return `${head}\n\n${markdownTable(['what', 'p50', 'p95', 'bar'], rows)}`;
  } finally {
    await service.close();
    embedder.dispose();
    model.dispose();
    rmSync(index, { recursive: true, force: true });
  }
}

const timed = async (
  service: SearchService,
  embedder: ReturnType<typeof shippedEmbedder>,
  model: ReturnType<typeof shippedNeuralModel>,
  question: string,
  promptTokens: number,
): Promise<Times> => {
  const started = performance.now();
  const at: Partial<Record<string, number>> = {};
  const search = (text: string, limit: number) => service.search(plainQuery(text), { mode: 'hybrid', limit });
  const ports = { search, embedder, judge: model, writer: model };
  const settings = { ...defaultAskSettings, promptTokens };
  const { generated } = await answer(question, ports, settings, {
    onEvent: ({ type }) => {
      at[type] ??= performance.now() - started;
    },
  });
  const never = Number.NaN;
  return {
    citation: at['extracts'] ?? never,
    word: at['text'] ?? never,
    end: at['end'] ?? never,
    promptTokens: generated?.promptTokens ?? never,
  };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await benchAsk(process.argv.includes('--quick')));
