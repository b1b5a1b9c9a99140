import { join } from 'node:path';
import { isCorrected, isFound, readCorrectExamples, readErrorExamples } from '../../evaluation/languageTool';
import { formatTable } from '../table';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, sampled } from './evaluationResult';
import { checkPlainTexts } from './proofreading';

export const evaluateLanguageTool = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { items: pairs, sample } = sampled(
    parseEvaluationFile(join(path, 'pairs_simple.jsonl'), readErrorExamples, 'JSON lines {rule, bad, goods}'),
    options,
  );
  const { items: correct } = sampled(
    parseEvaluationFile(join(path, 'examples_ok.jsonl'), readCorrectExamples, 'JSON lines {rule, good}'),
    options,
  );
  const reports = await checkPlainTexts([...pairs.map(({ bad }) => bad), ...correct.map(({ good }) => good)], options);
  const ofPairs = pairs.map((pair, i) => ({ ...pair, findings: reports[i]!.findings }));
  const flagged = correct.flatMap(({ good, rule }, i) => {
    const { findings } = reports[pairs.length + i]!;
    return findings.length === 0 ? [] : [{ good, rule, finding: findings[0]! }];
  });
  const json = {
    model: reports[0]!.model,
    pairs: pairs.length,
    found: ofPairs.filter((pair) => isFound(pair, pair.findings)).length,
    corrected: ofPairs.filter((pair) => isCorrected(pair, pair.findings)).length,
    okSentences: correct.length,
    okFlagged: flagged.length,
  };
  const table = formatTable([
    ['pairs', 'found', '%', 'corrected', '%', 'right sentences', 'flagged', '%'],
    [
      `${json.pairs}`,
      `${json.found}`,
      perCent(json.found / json.pairs),
      `${json.corrected}`,
      perCent(json.corrected / json.pairs),
      `${json.okSentences}`,
      `${json.okFlagged}`,
      perCent(json.okFlagged / json.okSentences),
    ],
  ]);
  const failures = [
    ...flagged.map(
      ({ good, rule, finding: { start, end, kind, code, candidates } }) =>
        `flagged ${kind}/${code}: ${good.slice(start, end)} -> ${candidates[0]?.replacement ?? ''} | ${good} | ${rule}`,
    ),
    ...ofPairs
      .filter((pair) => !isFound(pair, pair.findings))
      .map(({ bad, goods, rule }) => `not found: ${bad} | ${goods[0]} | ${rule}`),
  ];
  return { table, json, failures, sample };
};
