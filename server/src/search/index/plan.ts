import { chunkingVersion } from '../chunking/chunkingVersion';
import { contentName } from '../preparation/preparedFile';
import type { IndexedFile } from '../searchStore';
import type { FoundFile } from './fileRules';

/** What a run has to do, as far as it can be told without reading a file. */
export interface IndexPlan {
  /** Of the size and time that they were indexed with, and cut by the rules of today. */
  readonly kept: readonly FoundFile[];
  /** New, cut by other rules, or changed to all appearance: their content tells. */
  readonly read: readonly FoundFile[];
  /** Indexed, and not there any more: deleted, or moved to one of those that are read. */
  readonly gone: readonly IndexedFile[];
}

export const planOf = (found: readonly FoundFile[], indexed: ReadonlyMap<string, IndexedFile>): IndexPlan => {
  const kept: FoundFile[] = [];
  const read: FoundFile[] = [];
  const paths = new Set<string>();
  for (const file of found) {
    paths.add(file.path);
    const known = indexed.get(file.path);
    (known !== undefined && isAsIndexed(file, known) ? kept : read).push(file);
  }
  return { kept, read, gone: [...indexed.values()].filter(({ path }) => !paths.has(path)) };
};

const isAsIndexed = (file: FoundFile, known: IndexedFile): boolean =>
  known.bytes === file.bytes && known.modifiedMs === file.modifiedMs && known.chunkingVersion === chunkingVersion;

/** Files that are gone by what they held, from which others take over their chunks. */
export class GoneFiles {
  private readonly byContent = new Map<string, IndexedFile[]>();

  constructor(gone: readonly IndexedFile[]) {
    for (const file of gone) {
      const name = contentName(file);
      const others = this.byContent.get(name);
      if (others === undefined) this.byContent.set(name, [file]);
      else others.push(file);
    }
  }

  /** The path of a file that held the same and is cut into chunks alike; each is given out once. */
  take(file: IndexedFile): string | undefined {
    return this.byContent.get(contentName(file))?.pop()?.path;
  }

  /** What they held. */
  names(): string[] {
    return [...this.byContent.keys()];
  }

  /** Paths that nobody took. */
  left(): string[] {
    return [...this.byContent.values()].flat().map(({ path }) => path);
  }
}
