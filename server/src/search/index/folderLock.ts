import { closeSync, linkSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

export interface FolderLock {
  release(): void;
}

/** Signal 0 only asks. A process of another user answers EPERM, and is there. */
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Makes this process the one writer; undefined where another is. The file names its process, so a lock that a killed process left is taken over.
 * It appears by a link, with its content: nobody sees it empty.
 */
export const acquireLock = (path: string): FolderLock | undefined => {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(own, path);
        return { release: () => rmSync(path, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (isRunning(ownerOf(path))) return undefined;
      takeAway(path);
    }
    return undefined;
  } finally {
    rmSync(own, { force: true });
  }
};

/** The process that a lock names; NaN where the lock is gone. */
const ownerOf = (path: string): number => {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return Number.NaN;
  }
};

/** Two that find a left lock must not both take it away, or the second takes the first one's new lock. */
const takeAway = (path: string): void => {
  let claim: number;
  try {
    claim = openSync(`${path}.claim`, 'wx');
  } catch {
    // Whoever was killed with it in hand does not come back.
    if (ageMs(`${path}.claim`) > staleClaimMs) rmSync(`${path}.claim`, { force: true });
    return;
  }
  try {
    if (!isRunning(ownerOf(path))) rmSync(path, { force: true });
  } finally {
    closeSync(claim);
    rmSync(`${path}.claim`, { force: true });
  }
};

const staleClaimMs = 10_000;

const ageMs = (path: string): number => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
