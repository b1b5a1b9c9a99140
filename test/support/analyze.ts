import type { AnalysisReport } from '../../server/src/analysis/analyzer';
import { kindsOffByDefault } from '../../server/src/configuration/severity';
import { Dictionary } from '../../server/src/lexicon/dictionary';
import { loadAnalyzer } from '../../server/src/platform/models';
import type { ProofreadingSettings } from '../../server/src/proofreading/settings';

export interface AnalyzeOptions {
  readonly languageId?: string;
  readonly settings?: Partial<ProofreadingSettings>;
  readonly words?: readonly string[];
}

/** What the shipped models say of a text: the real analyzer, nothing else. */
export async function analyzeText(text: string, options: AnalyzeOptions = {}): Promise<AnalysisReport> {
  const analyzer = await loadAnalyzer();
  const { languageId = 'markdown', settings, words = [] } = options;
  await analyzer.prepare([languageId]);
  return analyzer.analyze({
    snapshot: { uri: 'untitled:test', version: 1, languageId, text },
    settings: {
      dialect: 'en',
      operatingPoint: 'balanced',
      disabledKinds: kindsOffByDefault,
      minConfidence: 0,
      ...settings,
    },
    dictionary: Dictionary.of(words),
  });
}
