// Has the questions of judgedQuestions.tsv answered from this project's documentation, with the settings that the program has, and prints what was generated, a sentence a line, to be judged by hand.
//
// usage: tsx models/build/answering/generated.ts INDEX [FIRST [COUNT]] > raw.tsv, from the project's root after `npm run build`; INDEX is a folder that the index is kept in
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../../server/src/answering/answer';
import type { Answer } from '../../../server/src/answering/answered';
import { defaultAskSettings } from '../../../server/src/configuration/askSettings';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { shippedEmbedder } from '../../../server/src/inference/embeddingClient';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { plainQuery } from '../../../server/src/search/query/plainQuery';
import { SearchService } from '../../../server/src/search/searchService';

/** What is written for people who use or change the program. */
const documents = ['/*.md', 'client/media/walkthrough/**', 'server/docs/**/*.md', 'models/build/**/*.md'];
const childPath = 'dist/inference/child.cjs';

/** Passages are not judged before: that takes as long as all the rest, and what is asked here is whether what is written is in them. */
const settings = { ...defaultAskSettings, rerank: false };

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const rowsOf = (question: string, { extracts, generated }: Answer): string[][] =>
  (generated?.sentences ?? []).map(({ text, supported, citations }) => {
    const cited = citations.map((index) => extracts[index]!);
    return [
      question,
      cited.map(({ path, startLine }) => `${path}:${startLine}`).join(' '),
      supported ? 'yes' : 'no',
      '?',
      inOneLine(text),
      inOneLine(cited.map((extract) => extract.text).join(' ')),
    ];
  });

const main = async (): Promise<void> => {
  const [index = '', first = '0', count = 'Infinity'] = process.argv.slice(2);
  const questions = readFileSync(join(import.meta.dirname, 'judgedQuestions.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const embedder = shippedEmbedder({ childPath });
  const model = shippedNeuralModel({ childPath });
  const searched = { ...defaultSearchSettings, include: documents };
  const service = SearchService.open(process.cwd(), index, searched, { embedder });
  try {
    await service.index();
    await service.embed();
    const search = (text: string, limit: number) => service.search(plainQuery(text), { mode: 'hybrid', limit });
    const ports = { search, embedder, judge: model, writer: model };
    console.log(['question', 'cited', 'unmarked', 'supported', 'sentence', 'what is cited'].join('\t'));
    for (const question of questions.slice(+first, +first + +count))
      for (const row of rowsOf(question, await answer(question, ports, settings))) console.log(row.join('\t'));
  } finally {
    await service.close();
    embedder.dispose();
    model.dispose();
  }
};

void main();
