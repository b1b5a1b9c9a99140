import { InsertionIntercepts } from '../../evaluation/insertionIntercepts';
import ngramIntercepts from '../../evaluation/insertionIntercepts.json';
import { lengthHandling, type MeasuredSentence, measureSentence } from '../../evaluation/lengthHandling';
import neuralIntercepts from '../../evaluation/neuralIntercepts.json';
import { type PairAccuracy, pairAccuracy, readSentencePairs, type SentencePair } from '../../evaluation/sentencePairs';
import { isCausal, type LanguageModel } from '../../lm/languageModel';
import { loadNgram } from '../../platform/models';
import { withLanguageModel } from '../languageModel';
import { formatTable } from '../table';
import { evaluationFiles, parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, type Sample, sampled } from './evaluationResult';
import { scoreSentences } from './scoredSentences';

type Measured = readonly [good: MeasuredSentence, bad: MeasuredSentence];

interface MeasuredPairs {
  readonly model: string;
  readonly isNeural: boolean;
  readonly pairs: readonly SentencePair[];
  readonly measured: readonly Measured[];
  readonly sample?: Sample | undefined;
}

async function measure(path: string, options: EvaluationOptions, prefix?: string): Promise<MeasuredPairs> {
  const { model: name = 'ngram' } = options;
  const files = evaluationFiles(path, (file) => file.endsWith('.jsonl'));
  const { items: pairs, sample } = sampled(
    files.flatMap((file) => parseEvaluationFile(file, readSentencePairs, 'JSON lines {good, bad, paradigm or type}')),
    options,
  );
  const frequencies = await loadNgram();
  const compare = async (model: LanguageModel) => {
    const texts = pairs.flatMap(({ good, bad }) => [good, bad]);
    const scores = await scoreSentences(model, texts);
    const sentences = texts.map((text, i) => measureSentence(frequencies, text, scores[i]!.logProbability));
    const measured = pairs.map((_, i): Measured => [sentences[2 * i]!, sentences[2 * i + 1]!]);
    return { model: model.id, isNeural: name === 'mixed' || isCausal(model), pairs, measured, sample };
  };
  return withLanguageModel(name, compare, prefix);
}

/** The pairs judged wrong, those first that a model is surest of. */
const failuresOf = (pairs: readonly SentencePair[], advantage: (index: number) => number): string[] =>
  pairs
    .map((pair, index) => ({ ...pair, difference: advantage(index) }))
    .filter(({ difference }) => !(difference > 0))
    .sort((a, b) => a.difference - b.difference)
    .map(({ group, good, bad, difference }) => `${group} ${difference.toFixed(2)}: ${good} | ${bad}`);

/** BLiMP compares sums: its sentences are of equal length or nearly so. */
export const evaluateBlimp = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  // Sentences that stand alone are read after a few others: models/build/smollm2/README.md.
  const { model, pairs, measured, sample } = await measure(path, options, 'sentences');
  const advantage = (i: number): number => lengthHandling.sum(measured[i]![0]) - lengthHandling.sum(measured[i]![1]);
  const { accuracy, byGroup } = pairAccuracy(pairs, (i) => advantage(i) > 0);
  const table =
    formatTable([
      ['pairs', 'accuracy %, mean over paradigms'],
      [`${pairs.length}`, perCent(accuracy)],
    ]) +
    '\n' +
    formatTable([
      ['paradigm', 'accuracy %'],
      ...Object.entries(byGroup).map(([group, share]) => [group, perCent(share)]),
    ]);
  return {
    table,
    json: { model, pairs: pairs.length, accuracy, byParadigm: byGroup },
    failures: failuresOf(pairs, advantage),
    sample,
  };
};

const isFormal = ({ group }: SentencePair): boolean => /PUNCT|ORTH/.test(group);
const TYPES_SHOWN = 30;

export const evaluatePairs = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { model, isNeural, pairs, measured, sample } = await measure(path, options);
  const intercepts = new InsertionIntercepts(isNeural ? neuralIntercepts : ngramIntercepts);
  const judges: Readonly<Record<string, (pair: Measured) => boolean>> = {
    sum: ([good, bad]) => lengthHandling.sum(good) > lengthHandling.sum(bad),
    mean: ([good, bad]) => lengthHandling.mean(good) > lengthHandling.mean(bad),
    slor: ([good, bad]) => lengthHandling.slor(good) > lengthHandling.slor(bad),
    intercept: ([good, bad]) => intercepts.advantage(good, bad) > 0,
  };
  const kept = [...pairs.keys()].filter((i) => !isFormal(pairs[i]!));
  const accuracies = Object.entries(judges).map(([name, judge]) => {
    const all = pairAccuracy(pairs, (i) => judge(measured[i]!));
    const withoutForm = pairAccuracy(
      kept.map((i) => pairs[i]!),
      (i) => judge(measured[kept[i]!]!),
    );
    return { name, all, withoutForm };
  });
  const types = new Map<string, number>();
  for (const { group } of pairs) types.set(group, (types.get(group) ?? 0) + 1);
  const frequent = [...types].sort((a, b) => b[1] - a[1]).slice(0, TYPES_SHOWN);
  const table =
    formatTable([
      ['length handled by', 'all pairs %', 'without punctuation and orthography %'],
      ...accuracies.map(({ name, all, withoutForm }) => [name, perCent(all.overall), perCent(withoutForm.overall)]),
    ]) +
    '\n' +
    formatTable([
      ['error type', 'pairs', ...accuracies.map(({ name }) => name)],
      ...frequent.map(([group, count]) => [
        group,
        `${count}`,
        ...accuracies.map(({ all }) => perCent(all.byGroup[group]!)),
      ]),
    ]);
  const shape = ({ overall, byGroup }: PairAccuracy): object => ({ accuracy: overall, byType: byGroup });
  const json = {
    model,
    pairs: pairs.length,
    ...Object.fromEntries(
      accuracies.map(({ name, all, withoutForm }) => [
        name,
        { ...shape(all), withoutPunctuationAndOrthography: withoutForm.overall },
      ]),
    ),
  };
  const failures = failuresOf(pairs, (i) => intercepts.advantage(...measured[i]!));
  return { table, json, failures, sample };
};
