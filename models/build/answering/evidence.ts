/**
 * How evidence adds up to the probability that a passage answers, and below which a question is refused: `npx tsx models/build/answering/evidence.ts INDEXES COLLECTION...`, with indexes that
 * `surprisal eval retrieval COLLECTIONS --keep INDEXES` has left. Writes server/src/answering/evidenceWeights.json, and prints what it is worth on questions that were held out.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedPassage } from '../../../server/src/answering/answered';
import {
  type Evidence,
  type EvidenceKind,
  evidenceFeatures,
  evidenceKinds,
} from '../../../server/src/answering/evidence';
import { type JudgedPassage, likelierPassages, retrievedPassages } from '../../../server/src/answering/judgedPassages';
import { collectionIndex } from '../../../server/src/cli/eval/collectionIndex';
import { rememberingJudge } from '../../../server/src/cli/eval/rememberingJudge';
import {
  type NamedCollection,
  retrievalCollections,
  writeDocuments,
} from '../../../server/src/cli/eval/retrievalFolder';
import { formatTable } from '../../../server/src/cli/table';
import { areaUnderCurve, shareBelow, thresholdAt } from '../../../server/src/evaluation/refusalMetrics';
import { shippedEmbedder } from '../../../server/src/inference/embeddingClient';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { plainQuery } from '../../../server/src/search/query/plainQuery';
import type { SearchService } from '../../../server/src/search/searchService';
import { logisticRegression } from '../calibration/logisticRegression';

const weightsFile = 'server/src/answering/evidenceWeights.json';
const passagesLookedAt = 8;
const questionsACollection = 50;
const falseRefusals = 0.1;
/** Of each question, one in so many is held out. */
const folds = 4;

/** A question's passages before the model judges them and after. */
interface Looked {
  readonly before: readonly Evidence[];
  readonly after: readonly Evidence[];
  /** Of each passage, whether it is of the document that answers. */
  readonly answers: readonly boolean[];
}

interface Sample {
  readonly collection: string;
  readonly with: Looked;
  /** The same question without the document that answers it. */
  readonly without: Looked;
}

const embedder = shippedEmbedder();
const model = shippedNeuralModel();
const judge = rememberingJudge(model);

const look = async (
  service: SearchService,
  question: string,
  gold: ReadonlySet<string>,
  removed: boolean,
): Promise<Looked> => {
  const filter = removed ? { filter: { paths: [...gold].map((file) => `!${file}`) } } : {};
  const found = await service.search(plainQuery(question), { mode: 'hybrid', limit: passagesLookedAt, ...filter });
  const before = await retrievedPassages(question, found, embedder);
  const { passages } = await likelierPassages(question, before, judge, { withinMs: Number.POSITIVE_INFINITY });
  const evidenceOf = (judged: readonly JudgedPassage<AskedPassage>[]) => judged.map(({ evidence }) => evidence);
  const answers = before.map(({ passage }) => gold.has(passage.path));
  return { before: evidenceOf(before), after: evidenceOf(passages), answers };
};

const samplesOf = async (collection: NamedCollection, folder: string): Promise<Sample[]> => {
  const { documents, queries, name } = collection;
  const idOf = writeDocuments(join(folder, 'documents'), documents);
  const service = await collectionIndex(folder, 'passages', {
    embedder,
    documents: documents.length,
    onProgress: () => {},
  });
  const every = Math.max(1, Math.floor(queries.length / questionsACollection));
  const samples: Sample[] = [];
  for (const { text, relevance } of queries.filter((_, index) => index % every === 0)) {
    const gold = new Set([...idOf].filter(([, id]) => relevance.has(id)).map(([file]) => file));
    samples.push({
      collection: name,
      with: await look(service, text, gold, false),
      without: await look(service, text, gold, true),
    });
    process.stderr.write(`\r${name}: ${samples.length}`);
  }
  await service.close();
  return samples;
};

interface Weights {
  readonly constant: number;
  readonly features: Readonly<Record<string, number>>;
}

const evidenceIn = (looked: Looked, kind: EvidenceKind): readonly Evidence[] =>
  kind === 'judgedTerms' || kind === 'judgedVectors' ? looked.after : looked.before;

const fitted = (samples: readonly Sample[], kind: EvidenceKind): Weights => {
  const observations = samples.flatMap((sample) =>
    [sample.with, sample.without].flatMap((looked) =>
      evidenceIn(looked, kind).map((evidence, index) => ({
        features: evidenceFeatures(evidence, kind),
        positive: looked.answers[index]!,
        weight: 1,
      })),
    ),
  );
  const [constant, ...features] = logisticRegression(observations);
  return {
    constant: constant!,
    features: Object.fromEntries(evidenceKinds[kind].map((name, index) => [name, features[index]!])),
  };
};

const probability = ({ constant, features }: Weights, evidence: Evidence, kind: EvidenceKind): number => {
  const numbers = evidenceFeatures(evidence, kind);
  const logOdds = evidenceKinds[kind].reduce((sum, name, index) => sum + features[name]! * numbers[index]!, constant);
  return 1 / (1 + Math.exp(-logOdds));
};

interface Judged {
  readonly answerable: number[];
  readonly unanswerable: number[];
  /** Ranks of the passage that answers, from 0; -1 where there is none. */
  readonly ranks: number[];
}

const judged = (samples: readonly Sample[], weights: Weights, kind: EvidenceKind): Judged => {
  const outcome: Judged = { answerable: [], unanswerable: [], ranks: [] };
  for (const sample of samples) {
    const ofLooked = (looked: Looked) =>
      evidenceIn(looked, kind).map((evidence) => probability(weights, evidence, kind));
    const own = ofLooked(sample.with);
    outcome.answerable.push(Math.max(0, ...own));
    outcome.unanswerable.push(Math.max(0, ...ofLooked(sample.without)));
    const order = [...own.keys()].sort((a, b) => own[b]! - own[a]!);
    outcome.ranks.push(order.findIndex((index) => sample.with.answers[index]));
  }
  return outcome;
};

/** Of each question as it is judged by weights that it had no part in. */
const crossValidated = (samples: readonly Sample[], kind: EvidenceKind): Judged => {
  const parts = Array.from({ length: folds }, (_, fold) => {
    const isHeldOut = (index: number) => index % folds === fold;
    const weights = fitted(
      samples.filter((_, index) => !isHeldOut(index)),
      kind,
    );
    return judged(
      samples.filter((_, index) => isHeldOut(index)),
      weights,
      kind,
    );
  });
  return {
    answerable: parts.flatMap(({ answerable }) => answerable),
    unanswerable: parts.flatMap(({ unanswerable }) => unanswerable),
    ranks: parts.flatMap(({ ranks }) => ranks),
  };
};

const rounded = (value: number): number => Number(value.toPrecision(4));

const main = async (): Promise<void> => {
  const [indexes = '', ...folders] = process.argv.slice(2);
  const samples: Sample[] = [];
  for (const folder of folders)
    for (const collection of retrievalCollections(folder))
      samples.push(...(await samplesOf(collection, join(indexes, collection.name))));
  embedder.dispose();
  model.dispose();
  process.stderr.write('\n');
  const kinds: Record<string, Weights & { threshold: number }> = {};
  const rows = [['evidence', 'first', 'first three', 'area under the curve', 'refused at a tenth']];
  for (const kind of Object.keys(evidenceKinds) as EvidenceKind[]) {
    const { constant, features } = fitted(samples, kind);
    const { answerable, unanswerable, ranks } = crossValidated(samples, kind);
    const threshold = thresholdAt(answerable, falseRefusals);
    const share = (most: number) => (ranks.filter((rank) => rank >= 0 && rank < most).length / ranks.length).toFixed(3);
    const area = areaUnderCurve(answerable, unanswerable).toFixed(3);
    rows.push([kind, share(1), share(3), area, shareBelow(unanswerable, threshold).toFixed(3)]);
    kinds[kind] = {
      constant: rounded(constant),
      features: Object.fromEntries(Object.entries(features).map(([name, value]) => [name, rounded(value)])),
      threshold: rounded(threshold),
    };
  }
  console.log(formatTable(rows));
  writeFileSync(weightsFile, `${JSON.stringify({ kinds }, undefined, 2)}\n`);
};

void main();
