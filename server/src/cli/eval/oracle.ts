import { readM2 } from '../../evaluation/m2';
import { MOST_TOGETHER, oracleRecall, type Reached } from '../../evaluation/oracleRecall';
import { loadGrammarResources } from '../../platform/models';
import { candidateEdits } from '../../proofreading/grammar/candidateEdits';
import { tokenize } from '../../text/tokens';
import { formatTable } from '../table';
import { parseEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent, sampled } from './evaluationResult';

/** Which gold edits the candidates reach at all, before anything is decided. */
export const evaluateOracle = async (path: string, options: EvaluationOptions): Promise<EvaluationResult> => {
  const { dialect } = options;
  const { items: sentences, sample } = sampled(parseEvaluationFile(path, readM2, 'sentences in M2 format'), options);
  const resources = loadGrammarResources();
  const started = process.hrtime.bigint();
  const { missed, ...recall } = oracleRecall(sentences, (text) =>
    candidateEdits({ text, tokens: tokenize(text, { start: 0, end: text.length }), dialect }, resources),
  );
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6 / sentences.length;
  const row = (name: string, { of, byOne, byFew }: Reached): string[] => [
    name,
    `${of}`,
    perCent(byOne / (of || 1)),
    perCent(byFew / (of || 1)),
  ];
  const types = Object.entries(recall.byType).sort(([, a], [, b]) => b.of - a.of);
  const table =
    formatTable([
      ['gold edits', 'of', 'by one candidate %', `by up to ${MOST_TOGETHER} %`],
      row('all', recall.all),
      row('not OTHER', recall.typed),
      ...types.map(([type, reached]) => row(type, reached)),
    ]) +
    '\n' +
    formatTable([
      ['sentences', 'candidates a token', 'ms a sentence'],
      [`${sentences.length}`, (recall.candidates / recall.tokens).toFixed(1), milliseconds.toFixed(2)],
    ]);
  return { table, json: { ...recall, sentences: sentences.length }, failures: missed, sample };
};
