/**
 * How evidence adds up to the probability that a passage answers, and below which a question is refused: `npx tsx models/build/answering/evidence.ts INDEXES COLLECTION...`. Indexes are made where
 * they are missing. Writes server/src/answering/evidenceWeights.json, and prints what it is worth on questions that were held out.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Evidence,
  type EvidenceKind,
  evidenceFeatures,
  evidenceKinds,
  hasEvidence,
} from '../../../server/src/answering/evidence';
import { retrievedPassages } from '../../../server/src/answering/retrievedPassages';
import { matchedEvidence } from '../../../server/src/answering/wordMatches';
import { collectionIndex } from '../../../server/src/cli/eval/collectionIndex';
import {
  type NamedCollection,
  retrievalCollections,
  writeDocuments,
} from '../../../server/src/cli/eval/retrievalFolder';
import { formatTable } from '../../../server/src/cli/table';
import { areaUnderCurve, shareBelow, thresholdAt } from '../../../server/src/evaluation/refusalMetrics';
import { shippedEmbedder } from '../../../server/src/inference/embeddingClient';
import { plainQuery } from '../../../server/src/search/query/plainQuery';
import { rerankedHits } from '../../../server/src/search/query/reranking';
import type { SearchService } from '../../../server/src/search/searchService';
import { logisticRegression } from '../calibration/logisticRegression';

const weightsFile = 'server/src/answering/evidenceWeights.json';
const falseRefusals = 0.1;
/** One question in so many is held out at a time. */
const folds = 5;
/** Questions whose document is not among the first so many passages cannot be answered, whatever is weighed. */
const findableWithin = 3;

/** The passages that a question finds. */
interface Looked {
  readonly evidence: readonly Evidence[];
  /** Of each, whether it is of the document that answers. */
  readonly answers: readonly boolean[];
}

interface Sample {
  readonly with: Looked;
  /** The same question without the document that answers it. */
  readonly without: Looked;
}

const embedder = shippedEmbedder();

const look = async (
  service: SearchService,
  question: string,
  gold: ReadonlySet<string>,
  removed: boolean,
): Promise<Looked> => {
  const filter = removed ? { filter: { paths: [...gold].map((file) => `!${file}`) } } : {};
  const found = await service.search(plainQuery(question), { mode: 'hybrid', limit: rerankedHits, ...filter });
  const passages = await retrievedPassages(question, found, embedder);
  return {
    evidence: await matchedEvidence(question, passages, embedder),
    answers: passages.map(({ passage }) => gold.has(passage.path)),
  };
};

const samplesOf = async ({ documents, queries, name }: NamedCollection, folder: string): Promise<Sample[]> => {
  const idOf = writeDocuments(join(folder, 'documents'), documents);
  const onProgress = (message: string) => process.stderr.write(`\r${name}: ${message} `);
  const service = await collectionIndex(folder, 'passages', { embedder, documents: documents.length, onProgress });
  const samples: Sample[] = [];
  for (const { text, relevance } of queries) {
    const gold = new Set([...idOf].filter(([, id]) => relevance.has(id)).map(([file]) => file));
    const withGold = await look(service, text, gold, false);
    if (!withGold.answers.slice(0, findableWithin).includes(true)) continue;
    samples.push({ with: withGold, without: await look(service, text, gold, true) });
    onProgress(`${samples.length} questions`);
  }
  await service.close();
  return samples;
};

interface Weights {
  readonly constant: number;
  readonly features: readonly number[];
}

/** The passages of which all is known that a kind of evidence has. */
const known = ({ evidence, answers }: Looked, kind: EvidenceKind) =>
  evidence
    .map((one, index) => ({ features: evidenceFeatures(one, kind), answers: answers[index]!, one }))
    .filter(({ one }) => hasEvidence(one, kind));

const learnt = (samples: readonly Sample[], kind: EvidenceKind): Weights => {
  const observations = samples.flatMap((sample) =>
    [sample.with, sample.without].flatMap((looked) =>
      known(looked, kind).map(({ features, answers }) => ({ features, positive: answers, weight: 1 })),
    ),
  );
  const [constant, ...features] = logisticRegression(observations);
  return { constant: constant!, features };
};

/** Passages with their log odds, the surest first. */
const judged = ({ constant, features: weights }: Weights, looked: Looked, kind: EvidenceKind) =>
  known(looked, kind)
    .map(({ features, answers }) => ({
      logOdds: features.reduce((sum, value, index) => sum + value * weights[index]!, constant),
      answers,
    }))
    .sort((a, b) => b.logOdds - a.logOdds);

interface HeldOut {
  /** Probabilities of the surest passages. */
  readonly answerable: number[];
  readonly unanswerable: number[];
  /** From 0, of the first passage of a document that answers. */
  readonly ranks: number[];
}

/** Of each question, with its documents and without, as it is judged by weights that it had no part in. */
const crossValidated = (samples: readonly Sample[], kind: EvidenceKind): HeldOut => {
  const heldOut: HeldOut = { answerable: [], unanswerable: [], ranks: [] };
  for (let fold = 0; fold < folds; fold++) {
    const isHeldOut = (_: Sample, index: number) => index % folds === fold;
    const weights = learnt(
      samples.filter((one, index) => !isHeldOut(one, index)),
      kind,
    );
    const probability = (surest: { readonly logOdds: number } | undefined) =>
      surest === undefined ? 0 : 1 / (1 + Math.exp(-surest.logOdds));
    for (const sample of samples.filter(isHeldOut)) {
      const passages = judged(weights, sample.with, kind);
      heldOut.answerable.push(probability(passages[0]));
      heldOut.ranks.push(passages.findIndex(({ answers }) => answers));
      heldOut.unanswerable.push(probability(judged(weights, sample.without, kind)[0]));
    }
  }
  return heldOut;
};

const rounded = (value: number): number => Number(value.toPrecision(4));

const main = async (): Promise<void> => {
  const [indexes = '', ...folders] = process.argv.slice(2);
  const samples: Sample[] = [];
  for (const folder of folders)
    for (const collection of retrievalCollections(folder))
      samples.push(...(await samplesOf(collection, join(indexes, collection.name))));
  embedder.dispose();
  process.stderr.write('\n');
  const kinds: Record<string, object> = {};
  const rows = [['evidence', 'area under the curve', 'refused at a tenth', 'first of these', 'first three']];
  for (const kind of Object.keys(evidenceKinds) as EvidenceKind[]) {
    const { constant, features } = learnt(samples, kind);
    const { answerable, unanswerable, ranks } = crossValidated(samples, kind);
    const threshold = thresholdAt(answerable, falseRefusals);
    const within = (count: number) => ranks.filter((rank) => rank >= 0 && rank < count).length / ranks.length;
    const figures = [
      areaUnderCurve(answerable, unanswerable),
      shareBelow(unanswerable, threshold),
      within(1),
      within(findableWithin),
    ];
    rows.push([kind, ...figures.map((figure) => figure.toFixed(3))]);
    const named = evidenceKinds[kind].map((name, index) => [name, rounded(features[index]!)]);
    kinds[kind] = { constant: rounded(constant), features: Object.fromEntries(named), threshold: rounded(threshold) };
  }
  console.log(`${formatTable(rows)}${samples.length} questions`);
  writeFileSync(weightsFile, `${JSON.stringify({ kinds }, undefined, 2)}\n`);
};

void main();
