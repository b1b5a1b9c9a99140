import { readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type AdapterFacts,
  AdapterFormatError,
  decodeAdapter,
  encodeAdapter,
  type StoredAdapter,
} from '../../learning/adapter/adapterFile';
import { QueryAdapter } from '../../learning/adapter/queryAdapter';
import type { Embedder } from '../../lm/embedder';
import { writeAtomically } from '../../platform/atomicWrite';

interface ReadAdapter {
  /** Of the file: it is read again when it has another. */
  readonly stamp: string;
  readonly adapter?: QueryAdapter;
  readonly facts?: AdapterFacts;
}

/** The adapter beside an index, if there is one: a file that another process may write or remove at any time. */
export class AdapterStore {
  private readonly path: string;
  private last: ReadAdapter = { stamp: '' };

  /** @param folder of the index */
  constructor(
    folder: string,
    private readonly embedder: Pick<Embedder, 'id' | 'dimensions'>,
  ) {
    this.path = join(folder, 'adapter');
  }

  /** As the file is now; undefined where there is none, none that is whole, or one for another embedder. */
  current(): QueryAdapter | undefined {
    return this.read().adapter;
  }

  facts(): AdapterFacts | undefined {
    return this.read().facts;
  }

  async write(stored: StoredAdapter): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await writeAtomically(this.path, encodeAdapter(stored));
  }

  /** @returns whether there was one, of this embedder or another */
  remove(): boolean {
    const there = this.stamp() !== '';
    rmSync(this.path, { force: true });
    return there;
  }

  private stamp(): string {
    const stats = statSync(this.path, { throwIfNoEntry: false });
    return stats === undefined ? '' : `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
  }

  private read(): ReadAdapter {
    const stamp = this.stamp();
    if (stamp !== this.last.stamp) this.last = { stamp, ...(stamp !== '' && this.decoded()) };
    return this.last;
  }

  private decoded(): Omit<ReadAdapter, 'stamp'> {
    try {
      const { facts, correction } = decodeAdapter(readFileSync(this.path));
      if (facts.embedder !== this.embedder.id || facts.dimensions !== this.embedder.dimensions) return {};
      return { facts, adapter: new QueryAdapter(correction) };
    } catch (error) {
      // Damaged, or removed meanwhile: a search does without.
      if (error instanceof AdapterFormatError || (error as NodeJS.ErrnoException).code !== undefined) return {};
      throw error;
    }
  }
}
