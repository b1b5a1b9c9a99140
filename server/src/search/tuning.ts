// A thread that trains an adapter, for the one that searches or the command line.
import { parentPort, workerData } from 'node:worker_threads';
import { type TuningJob, tuneAdapter } from '../learning/adapter/tuneAdapter';
import type { FromTraining } from './tuning/trainingThread';

const tell = (message: FromTraining): void => parentPort!.postMessage(message);
const outcome = tuneAdapter(workerData as TuningJob, (progress) => tell({ type: 'progress', progress }));
tell({ type: 'outcome', outcome });
