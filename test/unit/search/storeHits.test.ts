import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { storeHitItem } from '../../../server/src/lsp/search/hitItem';
import { onceEach } from '../../../server/src/lsp/search/onceEach';
import type { SearchHit } from '../../../server/src/search/folderSearch';
import { folderOfSource, sourceName } from '../../../server/src/search/postgres/sourceName';
import { passageScheme, type SearchHitItem } from '../../../server/src/shared/searchProtocol';
import { folderWith } from '../../support/program';

const snippet = '# Tea\n\nPour hot water on the leaves.';
const hit = (more: Partial<SearchHit>): SearchHit => ({
  key: '0123456789abcdef0123456789abcdef' as SearchHit['key'],
  path: 'docs/tea.md',
  languageId: 'markdown',
  modifiedMs: 0,
  start: 100,
  end: 100 + snippet.length,
  startLine: 11,
  endLine: 13,
  startColumn: 0,
  headings: ['Tea'],
  score: 0.5,
  snippet,
  marked: { start: 7, end: snippet.length },
  ...more,
});

describe("a store's hit", () => {
  const machine = 'laptop';
  const text = `${'\n'.repeat(10)}${snippet}\n`;
  const root = folderWith({ 'docs/tea.md': text, 'docs2/tea.md': text });

  it('opens its file where that lies on this machine', () => {
    const item = storeHitItem(hit({ source: sourceName(root, machine) }), machine);
    assert.equal(item.uri, pathToFileURL(join(root, 'docs/tea.md')).href);
    assert.equal(item.source, `laptop:${root}`);
    assert.deepEqual([item.markedRange.start, item.firstLine], [{ line: 12, character: 0 }, undefined]);
  });

  it("is a document of its own where the file is another machine's, is gone, or has a source with a name of its own", () => {
    for (const one of [
      hit({ source: sourceName(root, 'desktop') }),
      hit({ source: sourceName(root, machine), path: 'docs/gone.md' }),
      hit({ source: 'handbook' }),
      hit({ source: '//handbook//' }),
    ]) {
      const item = storeHitItem(one, machine);
      assert.ok(item.uri.startsWith(`${passageScheme}:/`) && !item.uri.startsWith(`${passageScheme}://`), item.uri);
      assert.equal(item.source, one.source);
      assert.deepEqual([item.range.start, item.range.end.line], [{ line: 0, character: 0 }, 2]);
      assert.deepEqual([item.firstLine, item.markedRange.start.line], [10, 2]);
    }
  });

  it('names no file beside the folder of its source', () => {
    const at = (path: string) =>
      storeHitItem(hit({ source: sourceName(join(root, 'docs'), machine), path }), machine).uri;
    assert.ok(at('tea.md').startsWith('file:'));
    assert.ok(at('../docs2/tea.md').startsWith(`${passageScheme}:`));
  });

  it('has a folder in its source only where that is this machine and a path', () => {
    assert.equal(folderOfSource(sourceName(root, machine), machine), root);
    assert.equal(folderOfSource(sourceName(root, machine), 'lap'), undefined);
    assert.equal(folderOfSource('laptop:handbook', machine), undefined);
  });
});

describe('hits of the workspace and of a store', () => {
  const item = (name: string, score: number, more: Partial<SearchHitItem> = {}): SearchHitItem => ({
    uri: `file:///notes/${name}`,
    path: name,
    headings: [],
    range: { start: { line: 3, character: 0 }, end: { line: 5, character: 1 } },
    text: `about ${name}`,
    marked: { start: 0, end: 5 },
    markedRange: { start: { line: 3, character: 0 }, end: { line: 3, character: 5 } },
    score,
    ...more,
  });
  const elsewhere = (name: string, score: number, source: string): SearchHitItem =>
    item(name, score, { uri: `${passageScheme}:/${source}/${name}`, source, firstLine: 3 });
  const shown = (hits: readonly SearchHitItem[]) =>
    onceEach(hits).map(({ path, source = 'here' }) => `${source} ${path}`);
  const lines = (start: number, end: number, character = 0) => ({
    start: { line: start, character },
    end: { line: end, character: 1 },
  });

  it('come once where both have the same passage of a file, as the workspace has it and where the better one stands', () => {
    const own = item('a', 0.4, { folder: 'notes', range: lines(3, 5, 2) });
    const stored = item('a', 0.9, { source: 'laptop:/work', range: lines(3, 5) });
    const hits = [stored, item('b', 0.5), own];
    assert.deepEqual(onceEach(hits), [{ ...own, score: 0.9 }, item('b', 0.5)]);
    const other = item('a', 0.9, { source: 'laptop:/work', range: lines(6, 8) });
    assert.equal(onceEach([other, own]).length, 2);
  });

  it('are one of several copies that lie elsewhere under the same path, and none of those where it is here', () => {
    const hits = [
      elsewhere('a', 0.9, 'desktop:/work'),
      elsewhere('b', 0.7, 'desktop:/work'),
      elsewhere('b', 0.7, 'tower:/work'),
      item('a', 0.3),
    ];
    assert.deepEqual(shown(hits), ['desktop:/work b', 'here a']);
  });

  it('that begin in one line of a file of the workspace are several', () => {
    const hits = [item('a', 0.9, { range: lines(3, 3) }), item('a', 0.8, { range: lines(3, 3, 40) })];
    assert.equal(onceEach(hits).length, 2);
    assert.equal(onceEach([...hits, ...hits]).length, 2);
  });
});
