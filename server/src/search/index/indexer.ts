import { setImmediate } from 'node:timers/promises';
import type { Chunk } from '../chunk';
import type { IndexedFile, SearchStore } from '../searchStore';
import type { FileRules, FoundFile } from './fileRules';
import { GoneFiles, planOf } from './plan';
import { readTextFile } from './textFile';
import { walk } from './walk';

/** Cuts a text into chunks. */
export type Chunker = (text: string, file: IndexedFile) => Promise<readonly Chunk[]> | readonly Chunk[];

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
    private readonly chunksOf: Chunker,
  ) {}

  /** Looks at the whole folder. What was done before a cancellation stays done. @throws the signal's reason */
  async run({ onProgress, onLeftOut, signal }: IndexOptions = {}): Promise<IndexRun> {
    const began = performance.now();
    const before = await this.store.state();
    const found = await walk(this.rules, { onLeftOut, signal });
    const indexed = await this.store.files();
    const { kept, read, gone } = planOf(found, indexed);
    const goneFiles = new GoneFiles(gone);
    const refused: string[] = [];
    let computed = 0;
    let files = kept.length;
    let committed = performance.now();
    try {
      for (const file of read) {
        signal?.throwIfAborted();
        const refusal = await this.putFound(file, indexed, goneFiles);
        if (refusal !== undefined) {
          onLeftOut?.(file.path, refusal);
          if (indexed.has(file.path)) refused.push(file.path);
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
    const unchanged = after.chunks - computed;
    return {
      files: after.files,
      chunks: after.chunks,
      computed,
      kept: unchanged,
      deleted: Math.max(0, before.chunks - unchanged),
      seconds: (performance.now() - began) / 1000,
    };
  }

  /** A file that was saved. @returns why it is not indexed, if it is not */
  async putOne(found: FoundFile): Promise<string | undefined> {
    const refusal = await this.putFound(found, await this.store.files(), new GoneFiles([]));
    if (refusal !== undefined) await this.store.removeFiles([found.path]);
    await this.store.commit();
    return refusal;
  }

  /** Why the file is not indexed, if it is not. */
  private async putFound(
    found: FoundFile,
    indexed: ReadonlyMap<string, IndexedFile>,
    gone: GoneFiles,
  ): Promise<string | undefined> {
    const content = readTextFile(this.rules.root, found);
    if (content.refused !== undefined) return content.refused;
    const { file, text } = content;
    const known = indexed.get(file.path);
    const same = known?.contentHash === file.contentHash && known.languageId === file.languageId;
    const from = same ? file.path : gone.take(file);
    if (from !== undefined) {
      await this.store.moveFile(from, file);
      return undefined;
    }
    await this.store.putFile(file, await this.chunksOf(text, file));
    return undefined;
  }
}
