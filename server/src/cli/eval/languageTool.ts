import { join } from 'node:path';
import {
  type CorrectExample,
  type ErrorExample,
  isFound,
  readCorrectExamples,
  readErrorExamples,
  scoreExamples,
} from '../../evaluation/languageTool';
import { formatTable } from '../table';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, sampled } from './evaluationResult';
import { checkPlainTexts } from './proofreading';

/** The wrong and the right sentences of a folder. @throws CommandError where they are not there */
export const readExamples = (path: string): readonly [errors: ErrorExample[], correct: CorrectExample[]] => [
  parseEvaluationFile(join(path, 'pairs_simple.jsonl'), readErrorExamples, 'JSON lines {rule, bad, goods}'),
  parseEvaluationFile(join(path, 'examples_ok.jsonl'), readCorrectExamples, 'JSON lines {rule, good}'),
];

export const evaluateLanguageTool = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const [allErrors, allCorrect] = readExamples(path);
  const { items: errors, sample } = sampled(allErrors, options);
  const { items: correct } = sampled(allCorrect, options);
  const reports = await checkPlainTexts([...errors.map(({ bad }) => bad), ...correct.map(({ good }) => good)], options);
  const findings = reports.map((report) => report.findings);
  const [ofErrors, ofCorrect] = [findings.slice(0, errors.length), findings.slice(errors.length)];
  const json = { model: reports[0]!.model, ...scoreExamples(errors, ofErrors, ofCorrect) };
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
    ...correct.flatMap(({ good, rule }, i) =>
      ofCorrect[i]!.map(
        ({ start, end, kind, code, candidates }) =>
          `flagged ${kind}/${code}: ${good.slice(start, end)} -> ${candidates[0]?.replacement ?? ''} | ${good} | ${rule}`,
      ),
    ),
    ...errors
      .filter((error, i) => !isFound(error, ofErrors[i]!))
      .map(({ bad, goods, rule }) => `not found: ${bad} | ${goods[0]} | ${rule}`),
  ];
  return { table, json, failures, sample };
};
