import { setImmediate } from 'node:timers/promises';
import type { FilePreparer } from '../preparation/filePreparer';
import { areMany } from '../preparation/preparationThreads';
import { contentName, type FilePreparation, type PreparedFile } from '../preparation/preparedFile';
import type { IndexedFile, SearchStore } from '../searchStore';
import type { FileRules, FoundFile } from './fileRules';
import { GoneFiles, planOf } from './plan';
import { walk } from './walk';

export interface IndexProgress {
  readonly files: number;
  readonly of: number;
  readonly chunks: number;
}

export interface IndexRun {
  readonly files: number;
  readonly chunks: number;
  /** Chunks that the store had not seen. */
  readonly computed: number;
  readonly kept: number;
  /** Chunks that lay in a file before the run and lie in none now. */
  readonly deleted: number;
  readonly seconds: number;
}

export interface IndexOptions {
  readonly onProgress?: (progress: IndexProgress) => void;
  readonly onLeftOut?: (path: string, reason: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What was read so far can be searched this often while a run goes on. */
const commitMs = 5000;

/** Brings a store into agreement with a folder: terms at once, vectors are `embedMissing`'s. */
export class Indexer {
  constructor(
    private readonly store: SearchStore,
    private readonly rules: FileRules,
    private readonly here: FilePreparer,
    /** For many files. */
    private readonly threads?: FilePreparation,
  ) {}

  /** Looks at the whole folder. What was done before a cancellation stays done. @throws the signal's reason */
  async run({ onProgress, onLeftOut, signal }: IndexOptions = {}): Promise<IndexRun> {
    const began = performance.now();
    const before = await this.store.state();
    const found = await walk(this.rules, { onLeftOut, signal });
    const indexed = await this.store.files();
    const { kept, read, gone } = planOf(found, indexed);
    const goneFiles = new GoneFiles(gone);
    const changing = [...read, ...gone].map(({ path }) => path).filter((path) => indexed.has(path));
    // Only what lay in these can lie nowhere afterwards.
    const atStake = changing.length === 0 ? [] : await this.store.keysIn(changing);
    const refused: string[] = [];
    let computed = 0;
    let files = kept.length;
    let committed = performance.now();
    try {
      const ownNames = read.flatMap(({ path }) => indexed.get(path) ?? []).map(contentName);
      const preparation = this.threads !== undefined && areMany(read) ? this.threads : this.here;
      for await (const file of preparation.prepare(read, new Set([...ownNames, ...goneFiles.names()]))) {
        signal?.throwIfAborted();
        const refusal = await this.put(file, indexed, goneFiles);
        if (refusal !== undefined) {
          const { path } = file.found;
          onLeftOut?.(path, refusal);
          if (indexed.has(path)) refused.push(path);
        }
        files++;
        if (files % 16 === 0) {
          onProgress?.({ files, of: found.length, chunks: before.chunks + computed });
          await setImmediate();
        }
        if (performance.now() - committed > commitMs) {
          computed += await this.store.commit();
          committed = performance.now();
        }
      }
      await this.store.removeFiles([...goneFiles.left(), ...refused]);
    } finally {
      computed += await this.store.commit();
    }
    const after = await this.store.state();
    return {
      files: after.files,
      chunks: after.chunks,
      computed,
      kept: after.chunks - computed,
      deleted: atStake.length === 0 ? 0 : atStake.length - (await this.store.countPlaced(atStake)),
      seconds: (performance.now() - began) / 1000,
    };
  }

  /** A file that was saved. @returns why it is not indexed, if it is not */
  async putOne(found: FoundFile): Promise<string | undefined> {
    const indexed = await this.store.files();
    const own = indexed.get(found.path);
    const prepared = await this.here.prepareFile(found, new Set(own && [contentName(own)]));
    const refusal = await this.put(prepared, indexed, new GoneFiles([]));
    if (refusal !== undefined) await this.store.removeFiles([found.path]);
    await this.store.commit();
    return refusal;
  }

  /** Why the file is not indexed, if it is not. */
  private async put(
    prepared: PreparedFile,
    indexed: ReadonlyMap<string, IndexedFile>,
    gone: GoneFiles,
  ): Promise<string | undefined> {
    if (prepared.kind === 'refused') return prepared.reason;
    const { found, file } = prepared;
    const own = indexed.get(file.path);
    const isSame = own !== undefined && contentName(own) === contentName(file);
    const from = isSame ? file.path : gone.take(file);
    if (from !== undefined) await this.store.moveFile(from, file);
    else if (prepared.kind === 'new') await this.store.putFile(file, prepared.chunks);
    // Another one has taken those chunks over.
    else return this.put(await this.here.prepareFile(found, new Set()), indexed, gone);
    return undefined;
  }
}
