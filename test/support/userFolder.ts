import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives each test of a suite a user's data folder of its own, empty. */
export const withUserFolder = (): void => {
  const before = { ...process.env };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'surprisal-user-'));
    Object.assign(process.env, { XDG_DATA_HOME: folder, LOCALAPPDATA: folder });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    for (const name of ['XDG_DATA_HOME', 'LOCALAPPDATA'])
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  });
};
