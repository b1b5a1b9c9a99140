import { setImmediate } from 'node:timers/promises';
import type { AnalysisReport } from '../../analysis/analyzer';
import type { DocumentSnapshot } from '../../text/documentSnapshot';
import type { Analyze } from '../check/fileCheck';
import { inOrder } from '../check/inOrder';
import { Judges } from '../check/judges';
import { Progress } from '../progress';
import { type EvaluationOptions, settingsOf } from './evaluationResult';

const noWords = { has: (): boolean => false, forbids: (): boolean => false };

/** Documents under way at once: those of one sentence do not fill the neural model's runs. */
const atOnce = 4;

/** What `check` reports of each document, by the models and at the operating point that the options name. */
export const checkDocuments = async (
  snapshots: readonly DocumentSnapshot[],
  options: EvaluationOptions,
): Promise<readonly AnalysisReport[]> => {
  const settings = settingsOf(options);
  const progress = new Progress();
  const judges = await Judges.named(options.model ?? 'auto', progress);
  const reports: AnalysisReport[] = [];
  try {
    const analyses = new Map<string, Analyze>();
    // `auto` leaves the neural model out where a text is long: an evaluation takes the time.
    for (const languageId of new Set(snapshots.map((snapshot) => snapshot.languageId)))
      analyses.set(languageId, await judges.analysis({ languageId, text: '' }, () => {}));
    const tasks = snapshots.map((snapshot) => async () => {
      // Lets the process learn of a closed pipe, where the n-gram model alone judges.
      await setImmediate();
      const everywhere = [{ start: 0, end: snapshot.text.length }];
      return analyses.get(snapshot.languageId)!({ snapshot, settings, dictionary: noWords }, everywhere);
    });
    for await (const report of inOrder(tasks, atOnce)) {
      reports.push(report);
      progress.show(`${reports.length} of ${snapshots.length} checked`);
    }
  } finally {
    progress.clear();
    judges.close();
  }
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
