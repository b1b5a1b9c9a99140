// A thread that trains word vectors together with others, so that whoever waits for them can do something else.
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { trainShare } from './word2vec/training';
import type { TrainingShare } from './word2vec/trainingPlan';

const { plan, thread, isBackground } = workerData as TrainingShare;
// On Linux a thread has a priority of its own; elsewhere this would be the whole process's.
if (isBackground && process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
trainShare(plan, thread);
