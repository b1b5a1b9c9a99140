import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { ChunkKey } from '../chunk';
import type { StoredChunk } from '../searchStore';
import { couldBeAsked, type QueryPair } from './filePairs';

const openedSchema = z.object({
  query: z.string(),
  path: z.string(),
  /** Of the first line of the passage, from 1 on. */
  line: z.int(),
});

/** A search, and the hit of it that was opened. */
export type OpenedHit = z.infer<typeof openedSchema>;

const fileIn = (folder: string): string => join(folder, 'opened.jsonl');

/** Notes beside an index that a hit was opened, one line each. @throws the system's error */
export const noteOpened = (folder: string, opened: OpenedHit): void =>
  appendFileSync(fileIn(folder), `${JSON.stringify(opened)}\n`);

/** What was noted; lines that are not whole are passed over. */
export const readOpened = (folder: string): OpenedHit[] => {
  let text: string;
  try {
    text = readFileSync(fileIn(folder), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [openedSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
};

/** @throws the system's error */
export const forgetOpened = (folder: string): void => rmSync(fileIn(folder), { force: true });

/** Searches, each with the passage that stands where the opened hit stood. Hits of one query are all right. */
export const openedPairs = (
  opened: readonly OpenedHit[],
  chunksOf: (path: string) => readonly StoredChunk[],
): QueryPair[] => {
  const found = opened.flatMap(({ query, path, line }) => {
    const chunk = chunksOf(path).find(({ startLine, endLine }) => startLine <= line && line <= endLine);
    return chunk === undefined || !couldBeAsked(query, 2) ? [] : [{ query, chunk }];
  });
  const keysOf = new Map<string, ChunkKey[]>();
  for (const { query, chunk } of found) keysOf.set(query, [...(keysOf.get(query) ?? []), chunk.key]);
  return found.map(
    ({ query, chunk: { key, path, languageId } }): QueryPair => ({
      ...{ kind: 'opened', query, key, path, languageId },
      related: keysOf.get(query)!.filter((other) => other !== key),
    }),
  );
};
