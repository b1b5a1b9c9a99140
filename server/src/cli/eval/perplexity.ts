import { PerplexityMeter } from '../../evaluation/perplexity';
import { modelSentences } from '../../lm/ngram/modelSentences';
import { loadNgram } from '../../platform/models';
import { loadParsers } from '../../platform/parsers';
import { languageOf } from '../../text/markup/languageOf';
import { maskDocument } from '../../text/markup/maskDocument';
import { CommandError } from '../commandError';
import { formatTable } from '../table';
import { evaluationTexts } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent } from './evaluationResult';

export const evaluatePerplexity = async (path: string, _: EvaluationOptions): Promise<EvaluationResult> => {
  const { model } = await loadNgram();
  const meter = new PerplexityMeter(model);
  for (const { path: file, text } of evaluationTexts(path, (name) => languageOf(name) !== undefined)) {
    const languageId = languageOf(file) ?? 'plaintext';
    const masked = maskDocument({ uri: file, version: 0, languageId, text }, await loadParsers([languageId]));
    for (const block of masked.blocks) for (const words of modelSentences(masked.text, block)) meter.add(words);
  }
  const measured = meter.result();
  if (measured.tokens === 0) throw new CommandError(`${path}: nothing to evaluate; it holds no prose`);
  const json = { model: model.id, vocabulary: model.vocabularySize, ...measured };
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
