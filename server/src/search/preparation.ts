// A thread that reads files, cuts them into chunks and counts their terms, for the one that writes the index.
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { loadingChunker } from './chunking/loadChunker';
import { FilePreparer } from './preparation/filePreparer';
import { BatchPacker } from './preparation/packedBatch';
import type { PreparationData, PreparationJob } from './preparation/preparationThreads';
import type { PreparedFile } from './preparation/preparedFile';

const { root, knownNames } = workerData as PreparationData;
const preparer = new FilePreparer(root, loadingChunker());
const packer = new BatchPacker();
// On Linux a thread has a priority of its own; elsewhere this would be the whole process's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

let queue = Promise.resolve();
parentPort!.on('message', ({ files }: PreparationJob) => {
  queue = queue.then(async () => {
    const prepared: PreparedFile[] = [];
    for (const file of files) prepared.push(await preparer.prepareFile(file, knownNames));
    const batch = packer.pack(prepared);
    parentPort!.postMessage(batch, [batch.chunks.buffer as ArrayBuffer, batch.pairs.buffer as ArrayBuffer]);
  });
});
