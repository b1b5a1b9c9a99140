import { readMisspeltSentences, scoreSpellingInContext } from '../../evaluation/spellingInContext';
import { formatTable } from '../table';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent } from './evaluationResult';
import { checkPlainTexts } from './proofreading';

export const evaluateContext = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const items = parseEvaluationFile(path, readMisspeltSentences, 'JSON lines {orig, cor, bad, good}');
  const reports = await checkPlainTexts(
    items.map(({ sentence }) => sentence.text),
    options,
  );
  const findings = reports.map((report) => report.findings);
  const json = scoreSpellingInContext(items, findings);
  const failures = items.flatMap(({ sentence, start, end, correction }, i) => {
    const touching = findings[i]!.filter((finding) => finding.start < end && finding.end > start);
    const offered = touching.flatMap(({ candidates }) => candidates.map(({ replacement }) => replacement));
    if (offered[0] === correction) return [];
    const written = sentence.text.slice(start, end);
    return `${written} -> ${correction}; offered: ${touching.length === 0 ? 'not found' : offered.join(', ')} | ${sentence.text}`;
  });
  const table = formatTable([
    ['items', 'found %', 'first exact %', 'in first five %'],
    [`${json.items}`, perCent(json.found), perCent(json.first), perCent(json.firstFive)],
  ]);
  return { table, json, failures };
};
