import type { AnalysisReport, Analyzer } from '../../analysis/analyzer';
import type { ProofreadingSettings } from '../../proofreading/settings';

const noWords = { has: (): boolean => false, forbids: (): boolean => false };

/** A text without markup as a document of its own. */
export const analyzePlainText = (analyzer: Analyzer, text: string, settings: ProofreadingSettings): AnalysisReport =>
  analyzer.analyze({
    snapshot: { uri: 'untitled:evaluation', version: 0, languageId: 'plaintext', text },
    settings,
    dictionary: noWords,
  });
