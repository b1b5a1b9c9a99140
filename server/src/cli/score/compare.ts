import { type UnigramDivergence, unigramDivergence } from '../../lm/ngram/divergence';
import { vocabularyForm } from '../../lm/ngram/vocabularyForm';
import { tokenize } from '../../text/tokens';
import { CommandError } from '../commandError';
import type { ScoredDocument } from './scoredDocument';

/** Two documents and how far their words are from each other's. */
export interface Comparison {
  readonly documents: readonly [ScoredDocument, ScoredDocument];
  /** D(first || second). */
  readonly forward: UnigramDivergence;
  /** D(second || first). */
  readonly backward: UnigramDivergence;
}

/** Words that add most to a divergence and are told. */
export const toldContributions = 10;

/** Words and numbers in the model's form; marks, code and names of things are left out. */
const wordsOf = ({ sentences }: ScoredDocument): readonly string[] =>
  sentences.flatMap(({ masked }) =>
    tokenize(masked, { start: 0, end: masked.length })
      .filter(({ kind }) => kind === 'word' || kind === 'number')
      .map(vocabularyForm),
  );

/** @throws CommandError when there is no word in either */
export const compareDocuments = (first: ScoredDocument, second: ScoredDocument): Comparison => {
  const a = wordsOf(first);
  const b = wordsOf(second);
  if (a.length + b.length === 0) throw new CommandError('there are no words to compare in these files');
  return {
    documents: [first, second],
    forward: unigramDivergence(a, b),
    backward: unigramDivergence(b, a),
  };
};
