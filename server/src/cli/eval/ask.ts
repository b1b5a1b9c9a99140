import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { answer } from '../../answering/answer';
import type { Answer } from '../../answering/answered';
import type { AnswerPorts } from '../../answering/ports';
import { defaultAskSettings } from '../../configuration/askSettings';
import { areaUnderCurve, shareBelow, thresholdAt } from '../../evaluation/refusalMetrics';
import type { Embedder } from '../../lm/embedder';
import { plainQuery } from '../../search/query/plainQuery';
import type { SearchService } from '../../search/searchService';
import { CommandError } from '../commandError';
import { openChosenEmbedder } from '../embedder';
import { Progress } from '../progress';
import { formatTable } from '../table';
import { collectionIndex } from './collectionIndex';
import { type EvaluationOptions, type EvaluationResult, perCent, sampled } from './evaluationResult';
import { rememberingJudge } from './rememberingJudge';
import { type NamedCollection, retrievalCollections, writeDocuments } from './retrievalFolder';

/** What became of one question: as it is, with the documents that answer it removed, and on documents about something else. */
interface Asked {
  readonly question: string;
  /** Rank of the first citation that is of a document that answers, from 1; undefined where none is. */
  readonly rank: number | undefined;
  readonly confidence: number;
  readonly refused: boolean;
  readonly unanswerable: Pick<Answer, 'confidence' | 'refused'>;
}

interface Ports extends Pick<AnswerPorts, 'judge'> {
  readonly embedder: Embedder;
}

const settings = { ...defaultAskSettings, generate: false };
const firstCitations = 3;
const falseRefusals = 0.1;

/** Asks each question of a collection, then once more without the documents that answer it, and tells what is cited and what is refused. */
export const evaluateAsk = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const embedder = await openChosenEmbedder('auto');
  if (embedder === undefined) throw new CommandError('no vectors can be made, and questions are answered by them');
  const model =
    options.rerank === false ? undefined : (await import('../../inference/neuralModel')).shippedNeuralModel();
  const folder = options.keep === undefined ? mkdtempSync(join(tmpdir(), 'surprisal-eval-')) : resolve(options.keep);
  const progress = new Progress();
  try {
    await model?.load();
    const ports: Ports = { embedder, judge: model && rememberingJudge(model) };
    const others = options.offTopic === undefined ? [] : [...retrievalCollections(options.offTopic)];
    const reports: CollectionReport[] = [];
    const failures: string[] = [];
    let sample: EvaluationResult['sample'];
    for (const collection of retrievalCollections(path)) {
      const show = (message: string) => progress.show(`${collection.name}: ${message}`);
      const chosen = sampled(collection.queries, options);
      sample = chosen.sample;
      const own = join(folder, collection.name);
      const asked = await askAll({ ...collection, queries: chosen.items }, own, ports, show);
      const offTopic: Record<string, number> = {};
      for (const other of others)
        offTopic[other.name] = await refusedOf(
          chosen.items.map(({ text }) => text),
          other,
          join(folder, other.name),
          ports,
          show,
        );
      reports.push({ name: collection.name, documents: collection.documents.length, ...figuresOf(asked), offTopic });
      failures.push(...failuresOf(asked));
    }
    return { table: reports.map(reportTable).join('\n'), json: jsonOf(reports), failures, sample };
  } catch (error) {
    if (error instanceof Error && error.name === 'UnavailableError')
      throw new CommandError(`${error.message.replace(/\.$/, '')}; --no-rerank does without`, { cause: error });
    throw error;
  } finally {
    progress.clear();
    embedder.dispose();
    model?.dispose();
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
};

const ask = (
  question: string,
  service: SearchService,
  ports: Ports,
  without: readonly string[] = [],
): Promise<Answer> => {
  const filter = without.length === 0 ? {} : { filter: { paths: without.map((file) => `!${file}`) } };
  const search: AnswerPorts['search'] = (text, limit, signal) =>
    service.search(plainQuery(text), { mode: 'hybrid', limit, ...filter }, signal);
  return answer(question, { ...ports, search }, settings, { judgeWithinMs: Number.POSITIVE_INFINITY });
};

const askAll = async (
  { documents, queries }: NamedCollection,
  folder: string,
  ports: Ports,
  onProgress: (message: string) => void,
): Promise<Asked[]> => {
  const idOf = writeDocuments(join(folder, 'documents'), documents);
  const service = await openCollection(folder, documents.length, ports, onProgress);
  try {
    const asked: Asked[] = [];
    for (const { text: question, relevance } of queries) {
      const gold = [...idOf].filter(([, id]) => relevance.has(id)).map(([file]) => file);
      const { extracts, confidence, refused } = await ask(question, service, ports);
      const found = extracts.findIndex((extract) => gold.includes(extract.path));
      const unanswerable = await ask(question, service, ports, gold);
      asked.push({ question, rank: found < 0 ? undefined : found + 1, confidence, refused, unanswerable });
      onProgress(`${asked.length} of ${queries.length} questions`);
    }
    return asked;
  } finally {
    await service.close();
  }
};

/** The share of questions that are refused where all documents are about something else. */
const refusedOf = async (
  questions: readonly string[],
  { name, documents }: NamedCollection,
  folder: string,
  ports: Ports,
  onProgress: (message: string) => void,
): Promise<number> => {
  writeDocuments(join(folder, 'documents'), documents);
  const service = await openCollection(folder, documents.length, ports, (message) => onProgress(`${name}, ${message}`));
  try {
    let refused = 0;
    for (const [index, question] of questions.entries()) {
      if ((await ask(question, service, ports)).refused) refused++;
      onProgress(`${name}, ${index + 1} of ${questions.length} questions`);
    }
    return refused / questions.length;
  } finally {
    await service.close();
  }
};

const openCollection = (folder: string, documents: number, ports: Ports, onProgress: (message: string) => void) =>
  collectionIndex(folder, 'passages', { embedder: ports.embedder, documents, onProgress });

interface Figures {
  readonly questions: number;
  /** A document that answers is cited first, or among the first three. */
  readonly first: number;
  readonly firstThree: number;
  /** Refused of those without their documents, and of those with them, at the threshold that the program has. */
  readonly refused: number;
  readonly falselyRefused: number;
  readonly areaUnderCurve: number;
  /** Refused at a threshold under which a tenth of the answerable questions of this collection lies. */
  readonly refusedAtTenth: number;
}

interface CollectionReport extends Figures {
  readonly name: string;
  readonly documents: number;
  readonly offTopic: Readonly<Record<string, number>>;
}

const figuresOf = (asked: readonly Asked[]): Figures => {
  const share = (passes: (one: Asked) => boolean) => asked.filter(passes).length / asked.length;
  const answerable = asked.map(({ confidence }) => confidence);
  const unanswerable = asked.map((one) => one.unanswerable.confidence);
  return {
    questions: asked.length,
    first: share(({ rank }) => rank === 1),
    firstThree: share(({ rank }) => rank !== undefined && rank <= firstCitations),
    refused: share((one) => one.unanswerable.refused),
    falselyRefused: share(({ refused }) => refused),
    areaUnderCurve: areaUnderCurve(answerable, unanswerable),
    refusedAtTenth: shareBelow(unanswerable, thresholdAt(answerable, falseRefusals)),
  };
};

const failuresOf = (asked: readonly Asked[]): string[] =>
  asked
    .filter(({ rank, refused }) => refused || rank === undefined || rank > firstCitations)
    .map(({ question, rank, refused }) => {
      const cited = rank === undefined ? 'not cited' : `cited at ${rank}`;
      return `${refused ? 'refused, ' : ''}${cited}: ${question}`;
    });

const reportTable = ({ name, documents, offTopic, ...figures }: CollectionReport): string => {
  const rows = formatTable([
    [name, ''],
    ["an answer's document among the first three citations, %", perCent(figures.firstThree)],
    ['the same, first, %', perCent(figures.first)],
    ['refused without these documents, %', perCent(figures.refused)],
    ['refused with them, %', perCent(figures.falselyRefused)],
    ['area under the curve', figures.areaUnderCurve.toFixed(3)],
    ['refused without them where a tenth is refused with them, %', perCent(figures.refusedAtTenth)],
    ...Object.entries(offTopic).map(([other, refused]) => [`refused on ${other}, %`, perCent(refused)]),
  ]);
  return `${rows}${figures.questions} questions, ${documents} documents\n`;
};

const jsonOf = (reports: readonly CollectionReport[]): object => {
  const mean = (of: (report: CollectionReport) => number) =>
    reports.reduce((sum, report) => sum + of(report), 0) / reports.length;
  return {
    questions: reports.reduce((sum, { questions }) => sum + questions, 0),
    first: mean(({ first }) => first),
    firstThree: mean(({ firstThree }) => firstThree),
    refused: mean(({ refused }) => refused),
    falselyRefused: mean(({ falselyRefused }) => falselyRefused),
    areaUnderCurve: mean((report) => report.areaUnderCurve),
    refusedAtTenth: mean(({ refusedAtTenth }) => refusedAtTenth),
    collections: Object.fromEntries(reports.map(({ name, ...report }) => [name, report])),
  };
};
