import { join } from 'node:path';
import type { SearchSettings } from '../configuration/searchSettings';
import type { Embedder } from '../lm/embedder';
import { ChunkTexts } from './index/chunkTexts';
import { acquireLock } from './index/folderLock';
import { LocalStore } from './index/localStore';
import { TermLog } from './index/termLog';
import type { SearchStore } from './searchStore';
import { VectorIndex } from './vectors/vectorIndex';
import type { VectorSpace } from './vectors/vectorManifest';

/** Where an index lies, and who may write it. */
export interface IndexPlace {
  readonly store: SearchStore;
  /** Where the files can be read here; absent where the store alone has the texts. */
  readonly local?: LocalPlace;
  /** Sees what others have written since. */
  refresh(): Promise<void>;
  /** Makes searches by vectors quick after many were put in; absent where they are so at once. */
  indexVectors?(): Promise<void>;
  /** The right to write, until it is let go; undefined where somebody else has it. */
  tryLock(): Promise<IndexLock | undefined>;
}

/** An index in a folder, of files that can be read here. */
export interface LocalPlace {
  /** The folder that is searched. */
  readonly root: string;
  /** Where its index lies. */
  readonly folder: string;
  readonly store: LocalStore;
  readonly texts: ChunkTexts;
}

export interface IndexLock {
  release(): Promise<void> | void;
}

/**
 * @param root the folder that is searched
 * @param folder where its index lies
 * @throws IndexFormatError
 */
export const folderPlace = (
  root: string,
  folder: string,
  settings: SearchSettings,
  embedder?: Embedder | undefined,
): IndexPlace => {
  const texts = new ChunkTexts(root);
  const terms = TermLog.open(folder, settings);
  const vectors = embedder && VectorIndex.open(folder, vectorSpace(embedder));
  const store = LocalStore.open(folder, { terms, vectors, readText: async (chunk) => texts.read(chunk) });
  return {
    store,
    local: { root, folder, store, texts },
    refresh: () => store.refresh(),
    tryLock: async () => acquireLock(join(folder, 'lock')),
  };
};

/** Whose vectors are compared with one another. */
export const vectorSpace = ({ id, dimensions }: Embedder): VectorSpace => ({ embedder: id, dimensions });
