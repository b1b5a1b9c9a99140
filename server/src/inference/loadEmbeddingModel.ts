import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SentenceEncoder } from '../lm/embedding/sentenceEncoder';
import { TextTokenizer } from '../lm/embedding/textTokenizer';
import type { RunGate } from './childServer';
import { readEmbeddingFiles } from './embeddingFiles';
import type { LoadOptions } from './messages';
import { verifyModelFiles } from './modelFiles';
import { gated, openGraph, unusable } from './modelGraph';

/**
 * Reads and checks the files of an embedding model, opens its graph and runs it once.
 * @throws UnavailableError for files that are missing, damaged or no such model, and where there is no runtime
 */
export const loadEmbeddingModel = async (
  descriptionPath: string,
  { threads }: LoadOptions,
  gate: RunGate,
): Promise<SentenceEncoder> => {
  const { description, encoderPath, tokenizerPath } = readEmbeddingFiles(descriptionPath);
  verifyModelFiles(description, dirname(descriptionPath));
  const session = await openGraph(encoderPath, { threads });
  let tokenizer: TextTokenizer;
  try {
    tokenizer = new TextTokenizer(JSON.parse(readFileSync(tokenizerPath, 'utf8')), description.maximumTokens);
  } catch (error) {
    throw unusable(error, tokenizerPath);
  }
  try {
    const { dimensions, pooling = 'graph', prefixes } = description;
    const encoder = new SentenceEncoder({ session: gated(session, gate), tokenizer, dimensions, pooling, prefixes });
    // What fits by its names may still not run, or belong to another tokenizer.
    await encoder.encode(['The end.'], 'passage');
    return encoder;
  } catch (error) {
    throw unusable(error, encoderPath);
  }
};
