import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../../platform/encoding';
import { FileHistory } from '../../platform/fileHistory';
import { loadParsers } from '../../platform/parsers';
import { type ChunkKey, chunkKey } from '../chunk';
import type { LocalStore } from '../index/localStore';
import type { StoredChunk } from '../searchStore';
import { commitPairs } from './commitPairs';
import { documentationPairs, hasDocumentation } from './documentationPairs';
import type { OutlinedFile, QueryPair } from './filePairs';
import { hasHeadings, headingPairs } from './headingPairs';
import { linkPairs } from './linkPairs';
import { openedPairs, readOpened } from './openedHits';

/** Pairs of a workspace, and what is embedded of passages that hold their query. */
export interface GatheredPairs {
  readonly pairs: readonly QueryPair[];
  readonly reduced: ReadonlyMap<ChunkKey, string>;
  /** When each file was last committed, in seconds since 1970; empty without git. */
  readonly dates: ReadonlyMap<string, number>;
}

export interface GatheringOptions {
  /** The folder of the index: searches whose hits were opened are noted there. */
  readonly folder: string;
  readonly onFile?: (files: number, of: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Files whose lines git is asked about, at most: 20 ms each. */
const mostBlamed = 500;

/**
 * Finds pairs in the files of an index, by the passages that they were cut into. Files that have changed since are passed over.
 * @param root of the folder that is searched
 * @throws the signal's reason
 */
export const gatherPairs = async (
  root: string,
  store: LocalStore,
  { folder, onFile, signal }: GatheringOptions,
): Promise<GatheredPairs> => {
  const history = new FileHistory(root);
  const dates = await history.lastCommits();
  const pairs: QueryPair[] = [];
  const reduced = new Map<ChunkKey, string>();
  const paths = [...(await store.files()).keys()].sort();
  for (const [index, path] of paths.entries()) {
    signal?.throwIfAborted();
    onFile?.(index, paths.length);
    const file = readOutlined(root, path, store.chunksOf(path));
    if (file === undefined) continue;
    const found = await ownPairs(file);
    pairs.push(...found.pairs, ...linkPairs(file, (target) => store.chunksOf(target)));
    for (const [key, text] of found.reduced) reduced.set(key, text);
  }
  pairs.push(...commitPairs(await blamed(history, store, latest(paths, dates), signal)));
  pairs.push(...openedPairs(readOpened(folder), (path) => store.chunksOf(path)));
  return { pairs: unambiguous(pairs), reduced, dates };
};

const readOutlined = (root: string, path: string, chunks: readonly StoredChunk[]): OutlinedFile | undefined => {
  const [first] = chunks;
  if (first === undefined) return undefined;
  try {
    const { text } = decodeText(readFileSync(join(root, path)));
    if (chunks.some(({ start, end, headings, key }) => chunkKey(headings, text.slice(start, end)) !== key))
      return undefined;
    return { path, languageId: first.languageId, text, chunks };
  } catch {
    // Gone, or something else by now.
    return undefined;
  }
};

const ownPairs = async (file: OutlinedFile) => {
  const { languageId } = file;
  if (hasHeadings(languageId)) return headingPairs(file);
  return documentationPairs(file, hasDocumentation(languageId) ? await loadParsers([languageId]) : {});
};

/** Committed files, the latest first. */
const latest = (paths: readonly string[], dates: ReadonlyMap<string, number>): string[] =>
  paths
    .filter((path) => dates.has(path))
    .sort((a, b) => dates.get(b)! - dates.get(a)!)
    .slice(0, mostBlamed);

const blamed = async (
  history: FileHistory,
  store: LocalStore,
  paths: readonly string[],
  signal: AbortSignal | undefined,
) => {
  const files = [];
  for (const path of paths) {
    signal?.throwIfAborted();
    files.push({ chunks: store.chunksOf(path), lines: await history.blamed(path) });
  }
  return files;
};

/** Without what is asked of several passages that do not belong together: nobody could tell which is meant. A commit is about all that it changed, and a search may have had several good answers. */
const unambiguous = (pairs: readonly QueryPair[]): QueryPair[] => {
  const answers = new Map<string, Set<ChunkKey>>();
  const asked = ({ query }: QueryPair) => query.toLowerCase();
  for (const pair of pairs) {
    const keys = answers.get(asked(pair)) ?? new Set();
    answers.set(asked(pair), keys.add(pair.key));
  }
  const seen = new Set<string>();
  return pairs.filter((pair) => {
    const name = `${pair.key} ${asked(pair)}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return pair.kind === 'commit' || pair.kind === 'opened' || answers.get(asked(pair))!.size === 1;
  });
};
