import { PerplexityMeter } from '../../evaluation/perplexity';
import { vocabularyForm } from '../../lm/ngram/vocabularyForm';
import { loadNgram } from '../../platform/models';
import { loadParsers } from '../../platform/parsers';
import { languageOf } from '../../text/markup/languageOf';
import { maskDocument } from '../../text/markup/maskDocument';
import { segmentSentences } from '../../text/sentences';
import { tokenize } from '../../text/tokens';
import { formatTable } from '../table';
import { evaluationFiles, readEvaluationFile } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent } from './evaluationResult';

export const evaluatePerplexity = async (path: string, _: EvaluationOptions): Promise<EvaluationResult> => {
  const files = evaluationFiles(path, (name) => languageOf(name) !== undefined);
  const { model } = await loadNgram();
  const meter = new PerplexityMeter(model);
  for (const file of files) {
    const text = readEvaluationFile(file);
    const languageId = languageOf(file) ?? 'plaintext';
    const masked = maskDocument({ uri: file, version: 0, languageId, text }, await loadParsers([languageId]));
    for (const block of masked.blocks) {
      for (const span of segmentSentences(masked.text, block))
        meter.add(tokenize(masked.text, span).map(vocabularyForm));
    }
  }
  const json = { model: model.id, vocabulary: model.vocabularySize, ...meter.result() };
  const table = formatTable([
    ['sentences', 'tokens', 'vocabulary', 'out of vocabulary %', 'perplexity', 'with unknown words'],
    [
      `${json.sentences}`,
      `${json.tokens}`,
      `${json.vocabulary}`,
      perCent(json.outOfVocabularyRate),
      json.perplexity.toFixed(1),
      json.perplexityWithUnknown.toFixed(1),
    ],
  ]);
  return { table, json, failures: [] };
};
