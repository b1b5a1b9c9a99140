import { setImmediate } from 'node:timers/promises';
import type { LanguageModel, ScoreOptions, SentenceScore } from '../../lm/languageModel';
import { Progress } from '../progress';

/** Sentences handed to a model at once: it puts together what begins alike, and the command says how far it is. */
const batch = 512;

/** Scores of sentences in their order; those that come more than once are scored once. */
export const scoreSentences = async (
  model: LanguageModel,
  sentences: readonly string[],
  options: ScoreOptions = {},
): Promise<readonly SentenceScore[]> => {
  const different = [...new Set(sentences)];
  const scores = new Map<string, SentenceScore>();
  const progress = new Progress();
  for (let from = 0; from < different.length; from += batch) {
    progress.show(`${from} of ${different.length} sentences scored`);
    const part = different.slice(from, from + batch);
    for (const [index, score] of (await model.score(part, options)).entries()) scores.set(part[index]!, score);
    // Lets the process learn of a closed pipe.
    await setImmediate();
  }
  progress.clear();
  return sentences.map((sentence) => scores.get(sentence)!);
};
