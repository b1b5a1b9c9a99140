import type { Confidence } from './suggestedText';

/**
 * What a text needs to be shown by itself. Of what the first word's probability lets through, about so many first words are right: 71, 55 and 42 %
 * at 25, 47 and 75 % of the beginnings of words (README files of npm packages).
 */
export const confidences: Readonly<Record<'shy' | 'balanced' | 'bold', Confidence>> = {
  shy: { firstWord: 0.4, laterWord: 0.5, entropy: 4 },
  balanced: { firstWord: 0.25, laterWord: 0.35, entropy: 5 },
  bold: { firstWord: 0.12, laterWord: 0.2, entropy: 7 },
};
