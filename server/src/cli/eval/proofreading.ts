import { setImmediate } from 'node:timers/promises';
import type { AnalysisReport } from '../../analysis/analyzer';
import { loadAnalyzer } from '../../platform/models';
import type { DocumentSnapshot } from '../../text/documentSnapshot';
import { openOwnModel } from '../languageModel';
import { Progress } from '../progress';
import { type EvaluationOptions, settingsOf } from './evaluationResult';

const noWords = { has: (): boolean => false, forbids: (): boolean => false };

/** Documents between two looks at the event loop: it lets the process learn of a closed pipe. */
const batch = 64;

/** What `check` reports of each document, by the model and at the operating point that the options name. */
export const checkDocuments = async (
  snapshots: readonly DocumentSnapshot[],
  options: EvaluationOptions,
): Promise<readonly AnalysisReport[]> => {
  const analyzer = await loadAnalyzer(await openOwnModel(options.model ?? 'auto'));
  await analyzer.prepare(new Set(snapshots.map(({ languageId }) => languageId)));
  const settings = settingsOf(options);
  const progress = new Progress();
  const reports: AnalysisReport[] = [];
  for (const snapshot of snapshots) {
    if (reports.length % batch === 0) {
      progress.show(`${reports.length} of ${snapshots.length} checked`);
      await setImmediate();
    }
    reports.push(analyzer.analyze({ snapshot, settings, dictionary: noWords }));
  }
  progress.clear();
  return reports;
};

/** Each text as a document of its own, without markup. */
export const checkPlainTexts = (
  texts: readonly string[],
  options: EvaluationOptions,
): Promise<readonly AnalysisReport[]> =>
  checkDocuments(
    texts.map((text) => ({ uri: 'untitled:evaluation', version: 0, languageId: 'plaintext', text })),
    options,
  );
