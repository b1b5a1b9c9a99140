import type { Confidence } from './suggestedText';

/**
 * What a text needs to be shown by itself. At 602 beginnings of words in README files of npm packages 76, 65 and 46 % of the first words that these let
 * through are right, and the first words alone save 10, 12 and 16 % of the keys (models/build/inlineConfidence/firstWords.ts). Text of another kind has fewer
 * right: `balanced` is to have more than half there too.
 */
export const confidences: Readonly<Record<'shy' | 'balanced' | 'bold', Confidence>> = {
  shy: { firstWord: 0.3, savedKeys: 0.7, laterWord: 0.5, entropy: 4 },
  balanced: { firstWord: 0.25, savedKeys: 0.5, laterWord: 0.4, entropy: 5 },
  bold: { firstWord: 0.12, savedKeys: 0.2, laterWord: 0.2, entropy: 7 },
};
