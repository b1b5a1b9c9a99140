import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../../platform/atomicWrite';
import { filesOfCommit, type RepositoryHead, readHistory } from '../../platform/commitHistory';
import { historyFileName } from './historyFileName';
import { HistoryModel } from './historyModel';
import { decodeHistoryModel, encodeHistoryModel } from './historyModelFile';

/** Older ones tell of a project that has become another. */
export const mostCommits = 20_000;
/** Git reads a thousand commits a second and more, unless many files were renamed. */
const readingMs = 60_000;

export interface HistoryModelOptions {
  /** The folder that keeps the model, beside the index of the repository. */
  readonly folder: string;
  /** Commits at most, the newest. */
  readonly commits?: number;
  /** Done of what there is, 0 to 1, while it is learnt. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * The model of a repository's history: the one that is kept where it is of the same commit, or else a new one, which is kept then.
 * @throws RepositoryError
 * @throws the signal's reason
 */
export const openHistoryModel = async (
  head: RepositoryHead,
  { folder, commits = mostCommits, onProgress, signal }: HistoryModelOptions,
): Promise<HistoryModel> => {
  const path = join(folder, historyFileName);
  const kept = await readKept(path);
  if (kept?.facts.head === head.commit && kept.facts.most === commits) return kept;
  const model = await learnHistory(head, commits, { onProgress, signal });
  await keep(path, folder, model);
  return model;
};

const learnHistory = async (
  head: RepositoryHead,
  most: number,
  { onProgress, signal }: { onProgress: HistoryModelOptions['onProgress']; signal: AbortSignal | undefined },
): Promise<HistoryModel> => {
  const [history, present] = await Promise.all([
    readHistory(head, { commits: most, withinMs: readingMs }, signal),
    filesOfCommit(head),
  ]);
  const { commit, isShallow } = head;
  const { commits, isWhole } = history;
  const facts = { head: commit, most, commits: commits.length, isWhole, isShallow };
  return HistoryModel.learn(commits, present, facts, (done, of) => onProgress?.(done / of));
};

const readKept = async (path: string): Promise<HistoryModel | undefined> => {
  try {
    return decodeHistoryModel(await readFile(path));
  } catch {
    // There is none yet, or it cannot be read: it is made anew.
    return undefined;
  }
};

const keep = async (path: string, folder: string, model: HistoryModel): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    await writeAtomically(path, encodeHistoryModel(model));
  } catch {
    // No room, or no right to write: it is learnt again the next time.
  }
};
