import { PerplexityMeter } from '../../evaluation/perplexity';
import { WordPerplexity } from '../../evaluation/wordPerplexity';
import { isCausal, type LanguageModel } from '../../lm/languageModel';
import { modelSentences } from '../../lm/ngram/modelSentences';
import type { NgramLanguageModel } from '../../lm/ngram/ngramLanguageModel';
import { loadMixture } from '../../platform/models';
import { loadParsers } from '../../platform/parsers';
import { languageOf } from '../../text/markup/languageOf';
import { maskDocument } from '../../text/markup/maskDocument';
import type { MaskedDocument } from '../../text/maskedDocument';
import { segmentSentences } from '../../text/sentences';
import { CommandError } from '../commandError';
import { withLanguageModel } from '../languageModel';
import { formatTable } from '../table';
import { evaluationTexts } from './evaluationFiles';
import { type EvaluationOptions, type EvaluationResult, perCent } from './evaluationResult';
import { scoreSentences } from './scoredSentences';

export const evaluatePerplexity = async (
  path: string,
  { model = 'ngram' }: EvaluationOptions,
): Promise<EvaluationResult> => {
  if (model === 'mixed') return withLanguageModel('neural', (neural) => ofMixture(path, neural));
  return withLanguageModel(model, (named) =>
    isCausal(named) ? ofNeural(path, named) : ofNgram(path, named as NgramLanguageModel),
  );
};

async function* maskedDocuments(path: string): AsyncGenerator<MaskedDocument> {
  for (const { path: file, text } of evaluationTexts(path, (name) => languageOf(name) !== undefined)) {
    const languageId = languageOf(file) ?? 'plaintext';
    yield maskDocument({ uri: file, version: 0, languageId, text }, await loadParsers([languageId]));
  }
}

/** Sentences with masked stretches in them, as models read them. */
async function maskedSentences(path: string): Promise<readonly string[]> {
  const sentences: string[] = [];
  for await (const { text, blocks } of maskedDocuments(path))
    for (const block of blocks)
      sentences.push(...segmentSentences(text, block).map(({ start, end }) => text.slice(start, end)));
  return sentences;
}

const nothingIn = (path: string): CommandError => new CommandError(`${path}: nothing to evaluate; it holds no prose`);

async function ofNgram(path: string, { model }: NgramLanguageModel): Promise<EvaluationResult> {
  const meter = new PerplexityMeter(model);
  for await (const { text, blocks } of maskedDocuments(path))
    for (const block of blocks) for (const words of modelSentences(text, block)) meter.add(words);
  const measured = meter.result();
  if (measured.tokens === 0) throw nothingIn(path);
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
}

/** Any string is a word to these, so there are none outside their vocabulary. */
const openVocabulary = { outOfVocabulary: 0, outOfVocabularyRate: 0 };

async function ofNeural(path: string, neural: LanguageModel): Promise<EvaluationResult> {
  const sentences = await maskedSentences(path);
  const scores = await scoreSentences(neural, sentences, { boundaries: true });
  const meter = new WordPerplexity();
  let subwords = 0;
  let logProbability = 0;
  for (const [i, score] of scores.entries()) {
    meter.addSubwords(sentences[i]!, score.tokens);
    subwords += score.tokens.length;
    logProbability += score.logProbability;
  }
  if (meter.words === 0) throw nothingIn(path);
  const { perplexity } = meter;
  const perSubword = Math.exp(-logProbability / subwords);
  const json = {
    model: neural.id,
    sentences: meter.sentences,
    tokens: meter.words,
    ...openVocabulary,
    perplexity,
    perplexityWithUnknown: perplexity,
    subwords,
    perplexityOfSubwords: perSubword,
  };
  const table = formatTable([
    ['sentences', 'tokens', 'perplexity', 'subwords', 'perplexity of subwords'],
    [`${json.sentences}`, `${json.tokens}`, perplexity.toFixed(1), `${subwords}`, perSubword.toFixed(1)],
  ]);
  return { table, json, failures: [] };
}

async function ofMixture(path: string, neural: LanguageModel): Promise<EvaluationResult> {
  const sentences = await maskedSentences(path);
  const scores = await scoreSentences(neural, sentences, { boundaries: true });
  const mixture = await loadMixture(neural);
  const meters = { mixed: new WordPerplexity(), ngram: new WordPerplexity(), neural: new WordPerplexity() };
  for (const [i, score] of scores.entries()) {
    // What the n-gram model never predicts is context to it: all are compared on the rest.
    const words = mixture.wordsOf(sentences[i]!, score).filter(({ ngram }) => ngram > Number.NEGATIVE_INFINITY);
    meters.mixed.add(words.map((word) => mixture.mix(word)));
    meters.ngram.add(words.map((word) => word.ngram));
    meters.neural.add(words.map((word) => word.neural!));
  }
  const { mixed } = meters;
  if (mixed.words === 0) throw nothingIn(path);
  const json = {
    model: mixture.id,
    sentences: mixed.sentences,
    tokens: mixed.words,
    ...openVocabulary,
    perplexity: mixed.perplexity,
    perplexityWithUnknown: mixed.perplexity,
    perplexityOfNgram: meters.ngram.perplexity,
    perplexityOfNeural: meters.neural.perplexity,
  };
  const table = formatTable([
    ['sentences', 'tokens', 'perplexity', 'n-gram model alone', 'neural model alone'],
    [
      `${json.sentences}`,
      `${json.tokens}`,
      ...[json.perplexity, json.perplexityOfNgram, json.perplexityOfNeural].map((value) => value.toFixed(1)),
    ],
  ]);
  return { table, json, failures: [] };
}
