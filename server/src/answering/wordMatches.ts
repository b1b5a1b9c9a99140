import { passageText } from '../search/index/passageText';
import type { AskedPassage } from './answered';
import { type ContentWord, questionWords } from './askedWords';
import type { Evidence } from './evidence';
import type { AskedEmbedder } from './ports';
import type { RetrievedPassage } from './retrievedPassages';

/** Passages in which each word of the question is looked for: they are read whole, which takes time. */
const matchedPassages = 4;

/**
 * The evidence of passages, and of the first of them how well each matches the words of the question.
 * @param passages in the order of the search
 * @param embedder one that fails, or gives vectors of texts alone, is done without
 * @throws the signal's reason
 */
export const matchedEvidence = async (
  question: string,
  passages: readonly RetrievedPassage<AskedPassage>[],
  embedder: AskedEmbedder | undefined,
  signal?: AbortSignal,
): Promise<Evidence[]> => {
  const words = questionWords(question);
  const read = passages.slice(0, matchedPassages).map(({ passage }) => passageText(passage, passage.snippet));
  const matches = await wordMatches(question, words, read, embedder, signal);
  return passages.map(({ evidence }, rank) => ({ ...evidence, ...matches?.[rank] }));
};

/** Of each text; undefined where that cannot be told. */
const wordMatches = async (
  question: string,
  words: readonly ContentWord[],
  texts: readonly string[],
  embedder: AskedEmbedder | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Pick<Evidence, 'match' | 'weakestMatch'>[] | undefined> => {
  if (embedder?.matchWords === undefined || words.length === 0) return undefined;
  const spans = words.map(({ start, end }) => ({ start, end }));
  try {
    const options = { priority: 'interactive', ...(signal && { signal }) } as const;
    const values = await embedder.matchWords(question, spans, texts, options);
    return texts.map((_, text) => {
      // What the model has not read says nothing.
      const own = [...values.subarray(text * words.length, (text + 1) * words.length)].filter((value) => value !== 0);
      if (own.length === 0) return {};
      return { match: own.reduce((sum, value) => sum + value, 0) / own.length, weakestMatch: Math.min(...own) };
    });
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
};
