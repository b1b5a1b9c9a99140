import { scoreGrammar } from '../../evaluation/grammar';
import { detokenize, type M2Sentence, readM2 } from '../../evaluation/m2';
import { correctedTokens, hypothesisM2, referenceM2, systemEdits } from '../../evaluation/systemEdits';
import type { Finding } from '../../proofreading/finding';
import { formatTable } from '../table';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, type ExportForm, sampled } from './evaluationResult';
import { checkPlainTexts } from './proofreading';

const TYPES_SHOWN = 25;

export const evaluateGrammar = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { items: sentences, sample } = sampled(parseEvaluationFile(path, readM2, 'sentences in M2 format'), options);
  const texts = sentences.map(({ tokens }) => detokenize(tokens).text);
  const reports = await checkPlainTexts(texts, options);
  const findings = reports.map((report) => report.findings);
  const { tp, fp, fn, ...figures } = scoreGrammar(sentences, findings);
  const types = Object.entries(figures.byType).sort(([, a], [, b]) => b.of - a.of);
  const table =
    formatTable([
      ['sentences', 'P %', 'R %', 'F0.5 %', 'clean sentences flagged %', 'true +', 'false +', 'false -'],
      [figures.sentences, figures.P, figures.R, figures.F05, figures.flaggedClean, tp, fp, fn].map(String),
    ]) +
    '\n' +
    formatTable([
      ['error type', 'found', 'of'],
      ...types.slice(0, TYPES_SHOWN).map(([type, { found, of }]) => [type, `${found}`, `${of}`]),
    ]);
  const failures = sentences.flatMap(({ annotations }, i) =>
    annotations.every((annotation) => annotation.length === 0)
      ? findings[i]!.map(
          ({ start, end, kind, candidates }) =>
            `${kind}: ${texts[i]!.slice(start, end)} -> ${candidates[0]?.replacement ?? ''} | ${texts[i]}`,
        )
      : [],
  );
  const json = { model: reports[0]!.model, ...figures };
  const exported = options.export && sentences.map(exporters[options.export](findings)).join('');
  return { table, json, failures, sample, exported };
};

type Exporter = (findings: readonly (readonly Finding[])[]) => (sentence: M2Sentence, index: number) => string;

const exporters: Readonly<Record<ExportForm, Exporter>> = {
  m2: (findings) => (sentence, i) => hypothesisM2(sentence, findings[i]!),
  reference: () => referenceM2,
  text:
    (findings) =>
    ({ tokens }, i) =>
      `${correctedTokens(tokens, systemEdits(tokens, findings[i]!)).join(' ')}\n`,
};
