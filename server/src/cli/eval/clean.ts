import { basename } from 'node:path';
import { countFlags } from '../../evaluation/cleanProse';
import { languageOf } from '../../text/markup/languageOf';
import { CommandError } from '../commandError';
import { formatTable } from '../table';
import { evaluationTexts } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, sampled } from './evaluationResult';
import { checkDocuments } from './proofreading';

const AROUND = 40;

export const evaluateClean = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const texts = [...evaluationTexts(path, (name) => languageOf(name) !== undefined)];
  const { items: snapshots, sample } = sampled(
    texts.map(({ path: file, text }) => ({ uri: file, version: 0, languageId: languageOf(file) ?? 'plaintext', text })),
    options,
  );
  const reports = await checkDocuments(snapshots, options);
  const figures = countFlags(reports);
  if (figures.words === 0) throw new CommandError(`${path}: nothing to evaluate; it holds no prose`);
  const failures = reports.flatMap(({ findings }, i) =>
    findings.map(({ start, end, kind, code, confidence, candidates }) => {
      const { uri, text } = snapshots[i]!;
      const around = text.slice(Math.max(0, start - AROUND), end + AROUND).replaceAll(/\s+/g, ' ');
      const best = candidates[0]?.replacement ?? '';
      return `${kind}/${code} ${confidence.toFixed(2)}: ${text.slice(start, end)} -> ${best} | ${around} | ${basename(uri)}`;
    }),
  );
  const per1000 = (flags: number): string => ((1000 * flags) / figures.words).toFixed(2);
  const table =
    formatTable([
      ['documents', 'words', 'flags', 'in 1,000 words'],
      [`${figures.documents}`, `${figures.words}`, `${figures.flags}`, figures.per1000.toFixed(2)],
    ]) +
    '\n' +
    formatTable([
      ['kind', 'flags', 'in 1,000 words'],
      ...Object.entries(figures.byKind).map(([kind, flags]) => [kind, `${flags}`, per1000(flags)]),
    ]);
  return { table, json: { model: reports[0]!.model, ...figures }, failures, sample };
};
