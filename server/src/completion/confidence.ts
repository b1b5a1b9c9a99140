import type { Confidence } from './suggestedText';

/**
 * What a text needs to be shown by itself. On README files of npm packages, of what the first word's probability lets through 70, 60 and 42 % of the first
 * words are right, at 25, 37 and 75 % of the beginnings of words. Text of another kind has fewer right: `balanced` is to have more than half there too.
 */
export const confidences: Readonly<Record<'shy' | 'balanced' | 'bold', Confidence>> = {
  shy: { firstWord: 0.4, laterWord: 0.5, entropy: 4 },
  balanced: { firstWord: 0.3, laterWord: 0.4, entropy: 5 },
  bold: { firstWord: 0.12, laterWord: 0.2, entropy: 7 },
};
