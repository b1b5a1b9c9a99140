import { scoreGrammar } from '../../evaluation/grammar';
import { detokenize, readM2 } from '../../evaluation/m2';
import { loadAnalyzer } from '../../platform/models';
import { formatTable } from '../table';
import { analyzePlainText } from './analyzePlainText';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, settingsOf } from './evaluationResult';

const TYPES_SHOWN = 25;

export const evaluateGrammar = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const sentences = parseEvaluationFile(path, readM2, 'sentences in M2 format');
  const analyzer = await loadAnalyzer();
  const settings = settingsOf(options);
  const texts = sentences.map(({ tokens }) => detokenize(tokens).text);
  const findings = texts.map((text) => analyzePlainText(analyzer, text, settings).findings);
  const { tp, fp, fn, ...json } = scoreGrammar(sentences, findings);
  const types = Object.entries(json.byType).sort(([, a], [, b]) => b.of - a.of);
  const table =
    formatTable([
      ['sentences', 'P %', 'R %', 'F0.5 %', 'clean sentences flagged %', 'true +', 'false +', 'false -'],
      [json.sentences, json.P, json.R, json.F05, json.flaggedClean, tp, fp, fn].map(String),
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
  return { table, json, failures };
};
