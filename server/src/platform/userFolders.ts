import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where this user's models and words are kept: `%LOCALAPPDATA%` on Windows, `~/Library/Application Support` on macOS,
 * elsewhere `XDG_DATA_HOME` or `~/.local/share` (XDG Base Directory Specification: a relative path there is ignored).
 */
export const userDataFolder = (
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string => {
  const { LOCALAPPDATA: local, XDG_DATA_HOME: data } = environment;
  if (platform === 'win32') return join(local || join(home, 'AppData', 'Local'), 'surprisal');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'surprisal');
  return join(data !== undefined && isAbsolute(data) ? data : join(home, '.local', 'share'), 'surprisal');
};

/**
 * Where this user's indexes are kept, which can be made again: `%LOCALAPPDATA%` on Windows, `~/Library/Caches` on macOS, elsewhere
 * `XDG_CACHE_HOME` or `~/.cache`.
 */
export const userCacheFolder = (
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string => {
  const { LOCALAPPDATA: local, XDG_CACHE_HOME: cache } = environment;
  if (platform === 'win32') return join(local || join(home, 'AppData', 'Local'), 'surprisal', 'cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'surprisal');
  return join(cache !== undefined && isAbsolute(cache) ? cache : join(home, '.cache'), 'surprisal');
};

/** The package's own folder, which holds `models/`: the same from the sources and from the bundle. */
export const packageFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'models', 'manifest.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
};

export const packageVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string };
  return version;
};
