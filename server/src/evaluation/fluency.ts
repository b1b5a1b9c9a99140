import type { Finding } from '../proofreading/finding';
import { corpusGleu, type RewrittenSentence } from './gleu';
import { wholeAtHyphens } from './m2';
import { correctedTokens, systemEdits } from './systemEdits';

/** A sentence in tokens, and how people would have written it. */
export interface FluencySentence {
  readonly source: readonly string[];
  readonly references: readonly (readonly string[])[];
}

export interface FluencyScore {
  readonly sentences: number;
  /** Of the corrected sentences and of the sources, times 100. */
  readonly gleu: number;
  readonly sourceGleu: number;
  readonly changed: number;
}

/** The sentences with the first candidate of each finding, in tokens as the references have them. */
export const rewrite = (
  sentences: readonly FluencySentence[],
  findings: readonly (readonly Finding[])[],
): RewrittenSentence[] =>
  sentences.map(({ source, references }, i) => {
    const edits = systemEdits(source, findings[i] ?? [], wholeAtHyphens);
    return { source, references, hypothesis: correctedTokens(source, edits) };
  });

export const isChanged = ({ source, hypothesis }: RewrittenSentence): boolean =>
  hypothesis.join(' ') !== source.join(' ');

export function scoreFluency(rewritten: readonly RewrittenSentence[]): FluencyScore {
  const perCent = (share: number): number => Math.round(10_000 * share) / 100;
  return {
    sentences: rewritten.length,
    gleu: perCent(corpusGleu(rewritten)),
    sourceGleu: perCent(corpusGleu(rewritten.map((sentence) => ({ ...sentence, hypothesis: sentence.source })))),
    changed: rewritten.filter(isChanged).length,
  };
}
