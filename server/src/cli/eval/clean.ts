import { basename } from 'node:path';
import { countFlags } from '../../evaluation/cleanProse';
import { loadAnalyzer } from '../../platform/models';
import { languageOf } from '../../text/markup/languageOf';
import { CommandError } from '../commandError';
import { formatTable } from '../table';
import { evaluationTexts } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, settingsOf } from './evaluationResult';

const AROUND = 40;

export const evaluateClean = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const analyzer = await loadAnalyzer();
  const settings = settingsOf(options);
  const failures: string[] = [];
  const reports = [];
  for (const { path: file, text } of evaluationTexts(path, (name) => languageOf(name) !== undefined)) {
    const languageId = languageOf(file) ?? 'plaintext';
    await analyzer.prepare([languageId]);
    const snapshot = { uri: file, version: 0, languageId, text };
    const report = analyzer.analyze({
      snapshot,
      settings,
      dictionary: { has: (): boolean => false, forbids: (): boolean => false },
    });
    reports.push(report);
    for (const { start, end, kind, code, confidence, candidates } of report.findings) {
      const around = text.slice(Math.max(0, start - AROUND), end + AROUND).replaceAll(/\s+/g, ' ');
      const best = candidates[0]?.replacement ?? '';
      failures.push(
        `${kind}/${code} ${confidence.toFixed(2)}: ${text.slice(start, end)} -> ${best} | ${around} | ${basename(file)}`,
      );
    }
  }
  const json = countFlags(reports);
  if (json.words === 0) throw new CommandError(`${path}: nothing to evaluate; it holds no prose`);
  const table = formatTable([
    ['documents', 'words', 'flags', 'in 1,000 words', ...Object.keys(json.byKind)],
    [
      `${json.documents}`,
      `${json.words}`,
      `${json.flags}`,
      json.per1000.toFixed(2),
      ...Object.values(json.byKind).map(String),
    ],
  ]);
  return { table, json, failures };
};
