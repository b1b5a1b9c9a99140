import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { rowNames } from '../lm/embedding/encoderGraph';
import { SentenceEncoder } from '../lm/embedding/sentenceEncoder';
import { SpanEncoder } from '../lm/embedding/spanEncoder';
import { TextTokenizer } from '../lm/embedding/textTokenizer';
import { WordMatcher } from '../lm/embedding/wordMatcher';
import type { RunGate } from './childServer';
import { readEmbeddingFiles } from './embeddingFiles';
import { withOutput } from './graphOutput';
import type { LoadOptions } from './messages';
import { verifyModelFiles } from './modelFiles';
import { gated, openGraph, unusable } from './modelGraph';
import { embeddingReasons } from './modelReasons';

/**
 * On one thread, a run of 8 texts takes 0.9 ms a text of 8 tokens where one of its own takes 1.3 to 1.6, 3.0 of 32 tokens instead of 3.8; from 128 tokens on more texts take longer,
 * not less. Several threads share longer runs better: two embed 125 texts of 128 tokens a second one by one, 150 by two, and 160 by four.
 */
const tokensARun = (threads: number): number => (threads === 1 ? 128 : 512);

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
  const { lastRows } = description;
  // An output more at the graph's end: vectors of texts stay what they are, bit for bit.
  const bytes = lastRows === undefined ? undefined : withOutput(readFileSync(encoderPath), lastRows);
  const session = await openGraph(encoderPath, { threads }, embeddingReasons, bytes);
  let tokenizer: TextTokenizer;
  try {
    tokenizer = new TextTokenizer(JSON.parse(readFileSync(tokenizerPath, 'utf8')), description.maximumTokens);
  } catch (error) {
    throw unusable(error, tokenizerPath);
  }
  try {
    const { dimensions, pooling = 'graph', prefixes, tokenRows } = description;
    const common = { tokenizer, dimensions, tokensARun: tokensARun(threads) };
    const ownRows = rowNames.find((name) => session.outputNames.includes(name));
    const openSpans = async (output: string): Promise<SpanEncoder> => {
      if (output === ownRows) return new SpanEncoder({ ...common, session: gated(session, gate), output });
      // A session of its own, so that vectors of texts stay what they are, bit for bit.
      const withRows = await openGraph(
        encoderPath,
        { threads },
        embeddingReasons,
        withOutput(readFileSync(encoderPath), output),
      );
      return new SpanEncoder({ ...common, session: gated(withRows, gate), output });
    };
    const rows = ownRows ?? tokenRows;
    const matched = ownRows ?? lastRows;
    const encoder = new SentenceEncoder({
      ...common,
      ...{ session: gated(session, gate), pooling, prefixes },
      openSpans: rows === undefined ? undefined : () => openSpans(rows),
      matcher:
        matched === undefined
          ? undefined
          : new WordMatcher({ ...common, session: gated(session, gate), output: matched }),
    });
    // What fits by its names may still not run, or belong to another tokenizer.
    await encoder.encode(['The end.'], 'passage');
    return encoder;
  } catch (error) {
    throw unusable(error, encoderPath);
  }
};
