import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread that runs a program of ours.
 * @param program its room and its name without extension, as `search/worker`: a source of that room, or a bundle beside the one that runs
 */
export const startThread = (program: string, options: WorkerOptions = {}): Worker => {
  const own = import.meta.url;
  return own.endsWith('.ts')
    ? startSource(new URL(`../${program}.ts`, own).href, options)
    : new Worker(fileURLToPath(new URL(`../${program}.cjs`, own)), options);
};

/** The loader of TypeScript that runs this process does not reach its threads by itself; it is found from the working folder. */
const startSource = (url: string, options: WorkerOptions): Worker =>
  new Worker(`import('tsx/esm/api').then(({ register }) => (register(), import('${url}')))`, {
    ...options,
    eval: true,
  });
