import type { TokenScore } from '../lm/languageModel';
import { wordScores } from '../lm/neural/wordScores';
import { tokenize } from '../text/tokens';

/** Perplexity per word as it is written, sentence ends counted: that of models with different tokens can be compared. */
export class WordPerplexity {
  sentences = 0;
  words = 0;
  private logProbability = 0;

  /** @param logProbabilities of the words of one sentence and its end, natural logarithms; none are no sentence */
  add(logProbabilities: readonly number[]): void {
    if (logProbabilities.length < 2) return;
    this.sentences++;
    this.words += logProbabilities.length;
    for (const logProbability of logProbabilities) this.logProbability += logProbability;
  }

  /** Adds a sentence by its subwords' scores, with boundaries. Identifiers are context only, as they are to n-gram models. */
  addSubwords(text: string, subwords: readonly TokenScore[]): void {
    const tokens = tokenize(text, { start: 0, end: text.length });
    this.add(
      wordScores(text, tokens, subwords)
        .filter(({ words }) => !words.some((index) => isContext.has(tokens[index]!.kind)))
        .map(({ logProbability }) => logProbability),
    );
  }

  /** NaN as long as there is no word. */
  get perplexity(): number {
    return Math.exp(-this.logProbability / this.words);
  }
}

const isContext: ReadonlySet<string> = new Set(['identifier', 'placeholder']);
