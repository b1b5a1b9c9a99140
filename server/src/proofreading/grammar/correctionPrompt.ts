/** Sentences of learners and what they should have been, some of which were right. Written for this prompt. */
const examples: readonly (readonly [written: string, corrected: string])[] = [
  ['She have two dog and one cat.', 'She has two dogs and one cat.'],
  ['Yesterday I go to the cinema with my friends.', 'Yesterday I went to the cinema with my friends.'],
  ['The weather was nice, so we decided to go for a walk.', 'The weather was nice, so we decided to go for a walk.'],
  ['I am looking forward to hear from you.', 'I am looking forward to hearing from you.'],
  ['In my opinion it is very important learn English.', 'In my opinion, it is very important to learn English.'],
];

const shown = examples.map(([written, corrected]) => `Learner: ${written}\nCorrected: ${corrected}\n\n`).join('');

/**
 * A text after which a language model expects the sentence as it should have been (few-shot prompting, Brown et al. 2020). Its beginning is the same each time, so a model that keeps what it
 * has read reads the sentence alone.
 * @param sentence masked text
 */
export const correctionPrompt = (sentence: string): string => `${shown}Learner: ${sentence}\nCorrected:`;
