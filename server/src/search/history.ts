// The thread that learns from a repository's history, for the language server: it ends with what it was asked for.
import { parentPort, workerData } from 'node:worker_threads';
import { encodeHistoryModel } from './related/historyModelFile';
import type { HistoryAnswer, HistoryQuestion } from './related/historyThread';
import { openHistoryModel } from './related/openHistoryModel';

const { head, folder } = workerData as HistoryQuestion;
openHistoryModel(head, { folder }).then(
  (model) => parentPort!.postMessage({ bytes: encodeHistoryModel(model) } satisfies HistoryAnswer),
  ({ message }: Error) => parentPort!.postMessage({ failure: message } satisfies HistoryAnswer),
);
