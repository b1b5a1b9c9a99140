import type { Span } from '../../text/span';
import { normalize } from './pooling';
import { runsOf } from './runsOf';
import type { TextTokenizer } from './textTokenizer';
import { type TokenGraph, tokenRowsOf } from './tokenRows';

export interface WordMatcherParts extends TokenGraph {
  readonly tokenizer: TextTokenizer;
  readonly tokensARun: number;
}

/** Which tokens a word has become; undefined where they are not read. */
type WordTokens = { readonly first: number; readonly end: number } | undefined;

/**
 * How well texts match the words of a question, each where it is matched best: late interaction (Khattab and Zaharia 2020, "ColBERT"), by the rows that a model gives the tokens before their mean becomes
 * the vector of a text. That vector tells what a text is about; a single word that it says nothing of is seen here.
 */
export class WordMatcher {
  constructor(private readonly parts: WordMatcherParts) {}

  /**
   * For each text a value a word, text by text: the greatest cosine of any of the text's tokens to each of the word's, in the mean over these. 0 for words that are cut off.
   * @param words in UTF-16 units of the question
   */
  async match(question: string, words: readonly Span[], texts: readonly string[]): Promise<Float32Array> {
    const { tokenizer, dimensions, tokensARun } = this.parts;
    const places = words.map(({ start, end }) => tokenizer.encodeSpan(question, start, end));
    const [asked] = await tokenRowsOf(this.parts, [tokenizer.encode(question)]);
    const questionRows = unitRows(asked!, dimensions);
    const ids = texts.map((text) => tokenizer.encode(text));
    const matches = new Float32Array(texts.length * words.length);
    for (const run of runsOf(ids, tokensARun)) {
      const found = await tokenRowsOf(
        this.parts,
        run.map((place) => ids[place]!),
      );
      for (const [index, place] of run.entries()) {
        const { first, end } = tokenizer.ownTokens(ids[place]!);
        const textRows = unitRows(found[index]!.subarray(first * dimensions, end * dimensions), dimensions);
        for (const [number, tokens] of places.entries())
          matches[place * words.length + number] = wordMatch(tokens, questionRows, textRows);
      }
    }
    return matches;
  }
}

const unitRows = (rows: Float32Array, dimensions: number): Float32Array[] =>
  Array.from({ length: rows.length / dimensions }, (_, token) => {
    const row = rows.slice(token * dimensions, (token + 1) * dimensions);
    normalize(row);
    return row;
  });

const wordMatch = (
  tokens: WordTokens,
  questionRows: readonly Float32Array[],
  textRows: readonly Float32Array[],
): number => {
  if (tokens === undefined || textRows.length === 0) return 0;
  const own = questionRows.slice(tokens.first, tokens.end);
  return own.reduce((sum, row) => sum + greatestCosine(row, textRows), 0) / own.length;
};

const greatestCosine = (row: Float32Array, others: readonly Float32Array[]): number => {
  let greatest = -1;
  for (const other of others) {
    let cosine = 0;
    for (let column = 0; column < row.length; column++) cosine += row[column]! * other[column]!;
    greatest = Math.max(greatest, cosine);
  }
  return greatest;
};
