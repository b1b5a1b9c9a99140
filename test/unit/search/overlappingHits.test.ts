import assert from 'node:assert/strict';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { type Chunk, chunkKey } from '../../../server/src/search/chunk';
import type { SearchHit } from '../../../server/src/search/folderSearch';
import type { Chunker } from '../../../server/src/search/preparation/filePreparer';
import { SearchService } from '../../../server/src/search/searchService';
import { folderWith } from '../../support/program';

const lineLength = 10;
const lineCount = 24;
/** Lines of equal length, all of which hold the word that is looked for. */
const text = Array.from({ length: lineCount }, (_, line) => `apple x${String(line).padStart(2, '0')}\n`).join('');

/** Passages of four lines, each beginning some lines after the one before. */
const windows =
  (step: number): Chunker =>
  (source) => {
    const chunks: Chunk[] = [];
    for (let line = 0; line + 4 <= lineCount; line += step) {
      const [start, end] = [line * lineLength, (line + 4) * lineLength - 1];
      const passage = source.slice(start, end);
      chunks.push({
        ...{ key: chunkKey([], passage), headings: [], start, end, text: passage },
        ...{ startLine: line + 1, endLine: line + 4 },
      });
    }
    return chunks;
  };

const found = async (step: number, limit: number, paths = ['a.md']): Promise<readonly SearchHit[]> => {
  const root = folderWith(Object.fromEntries(paths.map((path) => [path, text])));
  const service = SearchService.open(root, folderWith(), defaultSearchSettings, { chunker: windows(step) });
  await service.index();
  const { hits } = await service.search('apple x03', { mode: 'bm25', limit });
  await service.close();
  return hits;
};

const firstLines = (hits: readonly SearchHit[]): number[] => hits.map(({ startLine }) => startLine);
const linesInCommon = (one: number, other: number): number => Math.max(0, 4 - Math.abs(one - other));

describe('hits that overlap', () => {
  it('are listed once, by the best of them, where they have more than half in common', async () => {
    const lines = firstLines(await found(1, 100));
    assert.ok(Math.abs(lines[0]! - 4) <= 3, String(lines));
    for (const [at, line] of lines.entries())
      for (const better of lines.slice(0, at)) assert.ok(linesInCommon(line, better) <= 2, `${better} and ${line}`);
    // Of each passage that is left out a hit has the most.
    for (let line = 1; line + 3 <= lineCount; line++)
      assert.ok(
        lines.some((hit) => linesInCommon(line, hit) >= 3 || hit === line),
        String(line),
      );
  });

  it('make room for others, so that as many come as were asked for', async () => {
    for (const limit of [1, 3, 6]) assert.equal((await found(1, limit)).length, limit);
  });

  it('are all listed where they have no more than half in common, or lie in two files', async () => {
    const half = firstLines(await found(2, 100)).sort((a, b) => a - b);
    assert.deepEqual(
      half,
      Array.from({ length: 11 }, (_, at) => 2 * at + 1),
    );
    const both = await found(4, 100, ['a.md', 'b.md']);
    assert.equal(both.length, 12);
  });
});
