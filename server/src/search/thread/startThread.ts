import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread that runs a program of this room.
 * @param name of the program without its extension: a source of `search/`, or a bundle beside those of the other rooms
 */
export const startThread = (name: string, options: WorkerOptions = {}): Worker => {
  const own = import.meta.url;
  return own.endsWith('.ts')
    ? startSource(new URL(`../${name}.ts`, own).href, options)
    : new Worker(fileURLToPath(new URL(`../search/${name}.cjs`, own)), options);
};

/** The loader of TypeScript that runs this process does not reach its threads by itself; it is found from the working folder. */
const startSource = (url: string, options: WorkerOptions): Worker =>
  new Worker(`import('tsx/esm/api').then(({ register }) => (register(), import('${url}')))`, {
    ...options,
    eval: true,
  });
