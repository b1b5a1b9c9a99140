import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../../platform/startThread';
import type { FoundFile } from '../index/fileRules';
import { BatchUnpacker, type PackedBatch } from './packedBatch';
import type { FilePreparation, PreparedFile } from './preparedFile';

export interface PreparationData {
  readonly root: string;
  readonly knownNames: ReadonlySet<string>;
}

export interface PreparationJob {
  readonly files: readonly FoundFile[];
}

const mostThreads = 4;
/** A batch is of so many files, or of as many as have so many bytes. */
const batchFiles = 32;
const batchBytes = 300_000;
/** Batches that a thread has in hand: it is not to wait for the next. */
const inHand = 2;
/** A thread takes some 50 ms to start: fewer files than these are read sooner without. */
const leastFiles = 100;
const leastBytes = 2_000_000;

/** Whether threads are worth their start. */
export const areMany = (files: readonly FoundFile[]): boolean =>
  files.length >= leastFiles && files.reduce((sum, { bytes }) => sum + bytes, 0) >= leastBytes;

/** Results that wait for their turn are held at most for so many batches a thread. */
const mostHeld = 4;

interface PreparingThread {
  readonly worker: Worker;
  readonly unpacker: BatchUnpacker;
  /** Its batches in the order in which they were handed over. */
  readonly batches: Batch[];
}

interface Batch {
  readonly files: readonly FoundFile[];
  /** Undefined where the thread has ended over it. */
  readonly done: Promise<readonly PreparedFile[] | undefined>;
  settle(prepared: readonly PreparedFile[] | undefined): void;
}

const newBatch = (files: readonly FoundFile[]): Batch => {
  let settle: Batch['settle'] = () => {};
  const done = new Promise<readonly PreparedFile[] | undefined>((resolve) => {
    settle = resolve;
  });
  return { files, done, settle };
};

/** Prepares files in threads, one a core and four at most, which are started for each call and ended after it. */
export class PreparationThreads implements FilePreparation {
  /**
   * @param root of the folder that is indexed
   * @param here prepares what a thread has ended over
   * @param start for tests
   */
  constructor(
    private readonly root: string,
    private readonly here: FilePreparation,
    private readonly start = (workerData: PreparationData): Worker => startThread('search/preparation', { workerData }),
  ) {}

  async *prepare(files: readonly FoundFile[], knownNames: ReadonlySet<string>): AsyncGenerator<PreparedFile> {
    const waiting = batchesOf(files);
    const handed: Batch[] = [];
    const threads = new Set<PreparingThread>();
    const handOver = (): void => {
      for (let round = 0; round < inHand; round++)
        for (const { worker, batches } of threads) {
          if (batches.length > round || handed.length >= mostHeld * threads.size) continue;
          const next = waiting.shift();
          if (next === undefined) return;
          const batch = newBatch(next);
          handed.push(batch);
          batches.push(batch);
          worker.postMessage({ files: next } satisfies PreparationJob);
        }
    };
    const startOne = (): void => {
      const worker = this.start({ root: this.root, knownNames });
      worker.unref();
      const thread: PreparingThread = { worker, unpacker: new BatchUnpacker(), batches: [] };
      threads.add(thread);
      worker.on('message', (packed: PackedBatch) => {
        const batch = thread.batches.shift()!;
        batch.settle(thread.unpacker.unpack(packed, batch.files));
        handOver();
      });
      const onEnd = (): void => {
        threads.delete(thread);
        for (const batch of thread.batches.splice(0)) batch.settle(undefined);
      };
      worker.on('error', onEnd);
      worker.on('exit', onEnd);
    };
    try {
      for (let count = Math.min(mostThreads, availableParallelism(), waiting.length); count > 0; count--) startOne();
      handOver();
      for (let batch = handed.shift(); batch !== undefined; batch = handed.shift()) {
        const prepared = await batch.done;
        if (prepared === undefined) yield* this.here.prepare(batch.files, knownNames);
        else yield* prepared;
        handOver();
      }
      // All threads have ended.
      for (const left of waiting) yield* this.here.prepare(left, knownNames);
    } finally {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    }
  }
}

const batchesOf = (files: readonly FoundFile[]): FoundFile[][] => {
  const batches: FoundFile[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    if (bytes >= batchBytes || batches.at(-1)!.length >= batchFiles) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(file);
    bytes += file.bytes;
  }
  return batches;
};
