import { readMisspeltSentences, scoreSpellingInContext } from '../../evaluation/spellingInContext';
import { loadAnalyzer } from '../../platform/models';
import { formatTable } from '../table';
import { analyzePlainText } from './analyzePlainText';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, settingsOf } from './evaluationResult';

export const evaluateContext = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const items = parseEvaluationFile(path, readMisspeltSentences, 'JSON lines {orig, cor, bad, good}');
  const analyzer = await loadAnalyzer();
  const settings = settingsOf(options);
  const findings = items.map(({ sentence }) => analyzePlainText(analyzer, sentence.text, settings).findings);
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
