import { type Dirent, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { systemMessage } from '../../platform/documentFile';
import { IgnoreRules } from '../../platform/ignoreRules';
import type { FileRules, FoundFile } from './fileRules';

export interface WalkObserver {
  /** @param path relative; of a folder that is left out, the folder's alone */
  readonly onLeftOut?: ((path: string, reason: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The thread looks at its messages this often. */
const turnMs = 10;

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * All files of a folder that are indexed, by name, folder by folder. Synchronous calls in turns of some milliseconds: a call of its own to the pool
 * of threads for each file takes ten times as long.
 * @throws the signal's reason
 */
export const walk = async (rules: FileRules, { onLeftOut, signal }: WalkObserver = {}): Promise<FoundFile[]> => {
  const found: FoundFile[] = [];
  const folders: { readonly path: string; readonly ignore: IgnoreRules }[] = [
    { path: '', ignore: IgnoreRules.for(rules.root) },
  ];
  let turn = performance.now();
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(rules.root, folder.path), { withFileTypes: true }).sort(byName);
    } catch (error) {
      onLeftOut?.(folder.path, systemMessage(error));
      continue;
    }
    for (const entry of entries) {
      if (performance.now() - turn > turnMs) {
        await setImmediate();
        signal?.throwIfAborted();
        turn = performance.now();
      }
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      const judgement = rules.judge(entry, path, folder.ignore);
      if (judgement.kind === 'folder') folders.push({ path, ignore: folder.ignore.enter(join(rules.root, path)) });
      else if (judgement.kind === 'out') onLeftOut?.(path, judgement.reason);
      else found.push({ path, bytes: judgement.stats.size, modifiedMs: judgement.stats.mtimeMs });
    }
  }
  return found;
};

/**
 * Looks at one path as the walk would.
 * @param path relative, with slashes
 * @returns the file, or why it, or a folder above it, is left out
 */
export const judgePath = (rules: FileRules, path: string): FoundFile | { readonly reason: string } => {
  let ignore = IgnoreRules.for(rules.root);
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth++) {
    const part = names.slice(0, depth).join('/');
    const absolute = join(rules.root, part);
    let entry: Dirent | undefined;
    try {
      entry = readdirSync(dirname(absolute), { withFileTypes: true }).find(({ name }) => name === names[depth - 1]);
    } catch (error) {
      return { reason: systemMessage(error) };
    }
    if (entry === undefined) return { reason: 'no such file or directory' };
    const judgement = rules.judge(entry, part, ignore);
    const above = depth < names.length ? `it lies in ${posix.normalize(part)}: ` : '';
    if (judgement.kind === 'out') return { reason: `${above}${judgement.reason}` };
    if (judgement.kind === 'file')
      return depth === names.length
        ? { path, bytes: judgement.stats.size, modifiedMs: judgement.stats.mtimeMs }
        : { reason: `${part} is a file, not a directory` };
    ignore = ignore.enter(absolute);
  }
  return { reason: 'a directory; its files are indexed one by one' };
};
