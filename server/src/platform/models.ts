import type { Analyzer } from '../analysis/analyzer';
import type { LanguageModel } from '../lm/languageModel';

/** The analyzer over the shipped models. */
export const loadAnalyzer = async (): Promise<Analyzer> => {
  throw new Error('no model is installed');
};

/** The shipped n-gram model. */
export const loadNgram = async (): Promise<LanguageModel> => {
  throw new Error('no model is installed');
};
