import { join } from 'node:path';
import { settingsOf } from '../../server/src/cli/eval/evaluationResult';
import { shippedNeuralModel } from '../../server/src/inference/neuralModel';
import { defaultThreads } from '../../server/src/inference/threads';
import { loadAnalyzer, loadGrammarChecker } from '../../server/src/platform/models';
import type { GrammarRequest } from '../../server/src/proofreading/grammar/grammarRequest';
import { markdownOf } from './keystrokes';
import { ServerProcess } from './serverProcess';
import { markdownTable, median, quantile } from './table';

const seconds = (ms: number): string => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** Places of words of five letters or more in lines of prose, in an order that is the same in every run. */
const wordsOf = (text: string): readonly { readonly offset: number; readonly word: string }[] => {
  const places = [...text.matchAll(/(?<=^[A-Z][^\n]*\s)[a-z]{5,}(?=[ ,.])/gm)].map(({ 0: word, index }) => ({
    offset: index,
    word,
  }));
  return places.map((_, index) => places[(index * 7919) % places.length]!);
};

/** Sentences of 23 to 27 words, as the checker is asked about them. */
async function sentencesOf25Words(text: string): Promise<GrammarRequest[]> {
  const analyzer = await loadAnalyzer();
  await analyzer.prepare(['markdown']);
  const pass = analyzer.follow('markdown').start({
    snapshot: { uri: 'untitled:bench', version: 0, languageId: 'markdown', text },
    settings: settingsOf({ format: 'json', dialect: 'en', list: 0, operatingPoint: 'cautious' }),
    dictionary: { has: () => false, forbids: () => false },
  });
  while (pass.advance());
  return [...pass.grammarSentences()]
    .map((sentence) => sentence.request())
    .filter(({ tokens }) => Math.abs(tokens.filter(({ kind }) => kind === 'word').length - 25) <= 2);
}

/** A sentence that was never seen, with a model that is loaded: candidates, the n-gram model's look at them, and the neural model's. */
async function sentenceRow(threads: number, count: number, proseFolder: string | undefined): Promise<string[]> {
  const client = shippedNeuralModel({
    childPath: join(import.meta.dirname, '../../dist/inference/child.cjs'),
    threads,
  });
  const checker = loadGrammarChecker(client);
  const times: number[] = [];
  try {
    const [first, ...sentences] = await sentencesOf25Words(markdownOf(200_000, proseFolder));
    await checker.check([first!]);
    for (const sentence of sentences.slice(0, count)) {
      const started = performance.now();
      await checker.check([sentence]);
      times.push(performance.now() - started);
    }
  } finally {
    client.dispose();
  }
  const what = `a sentence of 25 words, warm, ${threads} thread${threads === 1 ? '' : 's'} (${times.length} sentences)`;
  return [what, seconds(median(times)), seconds(quantile(times, 0.95)), 'p50 400 ms on 2 cores'];
}

/** Findings of grammar as a writer waits for them, process boundaries and the pause after a key included. */
export async function benchGrammarLatency(count: number, words: number, proseFolder: string | undefined) {
  const rows: string[][] = [];
  const server = new ServerProcess();
  try {
    await server.start({ model: 'neural' });
    // What was judged once is not judged again: the long text has to be another.
    const prose = markdownOf(17_000 + words * 6, proseFolder);
    const small = prose.slice(0, 17_000);
    await server.open(small);
    await server.judged();
    const times: number[] = [];
    for (const { offset, word } of wordsOf(small).slice(0, count)) {
      const started = performance.now();
      // One word becomes another, and then itself again, which is remembered.
      await server.replace(offset, word.length, 'things');
      await server.judged();
      times.push(performance.now() - started);
      await server.replace(offset, 'things'.length, word);
    }
    rows.push(['one word of 17 kB, to grammar', seconds(median(times)), seconds(quantile(times, 0.95)), 'p95 900 ms']);
    const long = prose.slice(small.length);
    const started = performance.now();
    await server.open(`${long}\n\nAn end.\n`);
    await server.judged();
    const all = seconds(performance.now() - started);
    rows.push([`${words.toLocaleString('en')} words, cold, to the last sentence`, all, '', '60 s for 10,000']);
  } finally {
    server.stop();
  }
  for (const threads of new Set([defaultThreads(), 2])) rows.push(await sentenceRow(threads, count, proseFolder));
  return markdownTable(['what', 'median', 'p95', 'bar'], rows);
}
