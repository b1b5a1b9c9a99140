/**
 * Writes an index of vectors until it is killed: `tsx vectorWriter.ts FOLDER FROM TO`, where the names from one number to before another are there. After each
 * commit it prints these two.
 */
import { createHash } from 'node:crypto';
import { VectorIndex } from '../../server/src/search/vectors/vectorIndex';

export const writerSpace = { embedder: 'writer', dimensions: 4 };

export const nameKey = (name: number): string => createHash('sha256').update(`${name}`).digest('hex').slice(0, 32);

/** A direction for each name. */
export const nameVector = (name: number): Float32Array =>
  Float32Array.of(Math.sin(name), Math.cos(name), Math.sin(name * 1.3), 1);

/** How many go at once, so that what is left is written anew. */
export const removedOf = (from: number, to: number): number => Math.floor((to - from) * 0.8);

const write = async (folder: string, first: number, end: number): Promise<never> => {
  const index = VectorIndex.open(folder, writerSpace);
  let from = first;
  for (let to = end; ; ) {
    for (let round = 0; round < 5; round++) {
      const names = Array.from({ length: 11 }, () => to++);
      index.add(names.map(nameKey), Float32Array.from(names.flatMap((name) => [...nameVector(name)])));
      await index.commit();
      process.stdout.write(`${from} ${to}\n`);
    }
    const gone = Array.from({ length: removedOf(from, to) }, () => from++);
    index.remove(gone.map(nameKey));
    await index.commit();
    process.stdout.write(`${from} ${to}\n`);
  }
};

const [folder, first, end] = process.argv.slice(2);
if (folder !== undefined && process.argv[1] === import.meta.filename) await write(folder, Number(first), Number(end));
