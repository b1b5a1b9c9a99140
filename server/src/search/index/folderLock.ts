import { closeSync, linkSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isRunning, processStart } from './processLife';

export interface FolderLock {
  release(): void;
}

/**
 * Makes this process the one writer; undefined where another is. The file names its process and when that was started, so a lock that a killed process left is taken over,
 * even where its number has been given out again. It appears by a link, with its content: nobody sees it empty.
 */
export const acquireLock = (path: string): FolderLock | undefined => {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${processStart(process.pid)}`.trim());
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(own, path);
        return { release: () => rmSync(path, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (isHeld(path)) return undefined;
      takeAway(path);
    }
    return undefined;
  } finally {
    rmSync(own, { force: true });
  }
};

/** Whether the process that a lock names is there still. */
const isHeld = (path: string): boolean => {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    return false;
  }
  const [, pid = '', start = ''] = /^(\d+) ?(.*)$/.exec(content) ?? [];
  if (pid === '' || !isRunning(Number(pid))) return false;
  const now = processStart(Number(pid));
  return start === '' || now === '' || now === start;
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
    if (!isHeld(path)) rmSync(path, { force: true });
  } finally {
    closeSync(claim);
    rmSync(`${path}.claim`, { force: true });
  }
};

const staleClaimMs = 10_000;

const ageMs = (path: string): number => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
