import assert from 'node:assert/strict';
import { join } from 'node:path';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import type { Embedder } from '../../../server/src/lm/embedder';
import type { SearchMode } from '../../../server/src/search/folderSearch';
import { withoutStopWords } from '../../../server/src/search/query/stopWords';
import { SearchService } from '../../../server/src/search/searchService';
import { folderWith } from '../../support/program';
import { wordEmbedder } from '../../support/wordEmbedder';

/** Meanings by hand: the vector of a text counts its words about animals, plants and tools, whatever the words are. */
const meanings: readonly (readonly string[])[] = [
  ['cat', 'feline', 'kitten'],
  ['tree', 'oak', 'leaf'],
  ['saw', 'hammer', 'chisel'],
];
const byMeaning: Embedder = {
  id: 'meanings',
  dimensions: 3,
  maximumTokens: 256,
  async embed(texts) {
    const rows = texts.map((text) => {
      const words = text.toLowerCase().match(/\w+/g) ?? [];
      const row = meanings.map((about) => 0.01 + words.filter((word) => about.includes(word)).length);
      const length = Math.hypot(...row);
      return row.map((value) => value / length);
    });
    return Float32Array.from(rows.flat());
  },
};

const files = {
  'cats.md': 'A kitten sleeps.\n',
  'trees.md': 'An oak has leaves; one leaf fell.\n',
  'tools.md': 'The hammer lies there.\n',
  'cat.md': 'The word cat, and an oak, a tree, a leaf.\n',
};

const opened = async (embedder: Embedder | undefined, texts: Readonly<Record<string, string>> = files) => {
  const folder = folderWith(texts);
  const service = SearchService.open(folder, join(folder, '.index'), defaultSearchSettings, { embedder });
  await service.index();
  return service;
};
const pathsOf = async (service: SearchService, query: string, mode: SearchMode) =>
  (await service.search(query, { mode, limit: 10 })).hits.map(({ path }) => path);

describe('a search by meaning', () => {
  it('finds by vectors what has other words, and by both what has both first', async () => {
    const service = await opened(byMeaning);
    await service.embed();
    assert.deepEqual(await pathsOf(service, 'feline', 'bm25'), []);
    assert.equal((await pathsOf(service, 'feline', 'vector'))[0], 'cats.md');
    assert.equal((await pathsOf(service, 'feline', 'hybrid'))[0], 'cats.md');
    assert.deepEqual(await pathsOf(service, 'cat', 'bm25'), ['cat.md']);
    assert.equal((await pathsOf(service, 'cat', 'vector'))[0], 'cats.md');
    const hybrid = await pathsOf(service, 'hammer', 'hybrid');
    assert.equal(hybrid[0], 'tools.md');
    assert.equal(new Set(hybrid).size, 4);
    await service.close();
  });

  it('is by terms while no passage has a vector or none can be made, and says so', async () => {
    const failing: Embedder = { ...byMeaning, embed: () => Promise.reject(new Error('the process ended')) };
    const halfway = await opened(byMeaning);
    const without = await opened(undefined);
    for (const [service, reason] of [
      [without, /no embedding model/],
      [halfway, /no passage has a vector yet/i],
    ] as const)
      for (const mode of ['hybrid', 'vector'] as const) {
        const { hits, vectorsMissing } = await service.search('oak', { mode, limit: 10 });
        assert.deepEqual(hits, (await service.search('oak', { mode: 'bm25', limit: 10 })).hits);
        assert.match(vectorsMissing!, reason);
      }
    assert.equal((await without.search('oak', { mode: 'bm25', limit: 10 })).vectorsMissing, undefined);
    await halfway.embed();
    await halfway.close();
    await without.close();

    const folder = folderWith(files);
    const first = SearchService.open(folder, join(folder, '.index'), defaultSearchSettings, { embedder: byMeaning });
    await first.index();
    await first.embed();
    await first.close();
    const broken = SearchService.open(folder, join(folder, '.index'), defaultSearchSettings, { embedder: failing });
    const { hits, vectorsMissing } = await broken.search('oak', { mode: 'hybrid', limit: 10 });
    assert.equal(hits.length, 2);
    assert.match(vectorsMissing!, /the process ended/);
    await broken.close();
  });

  it('keeps what is best by terms first though it has no vector yet', async () => {
    const root = folderWith({ ...files, 'new.md': 'An oak, oak and oak.\n' });
    const folder = join(root, '.index');
    const before = SearchService.open(
      root,
      folder,
      { ...defaultSearchSettings, exclude: ['new.md'] },
      { embedder: byMeaning },
    );
    await before.index();
    await before.embed();
    await before.close();
    const after = SearchService.open(root, folder, defaultSearchSettings, { embedder: byMeaning });
    await after.index();
    const { chunks, embedded } = await after.state();
    assert.deepEqual([chunks, embedded], [5, 4]);
    const { hits, vectorsMissing } = await after.search('oak', { mode: 'hybrid', limit: 10 });
    assert.equal(vectorsMissing, undefined);
    assert.equal(hits[0]?.path, 'new.md');
    assert.equal(hits.length, 5);
    await after.close();
  });

  it('filters both lists, and shows what is asked for however many there are', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, number) => [`f${number}.md`, `Text number${number} about oak tree${number}.\n`]),
    );
    const service = await opened(wordEmbedder(), many);
    await service.embed();
    const all = await service.search('oak number7', { mode: 'hybrid', limit: 250 });
    assert.equal(all.hits.length, 250);
    assert.equal(all.hits[0]?.path, 'f7.md');
    assert.deepEqual(await pathsOf(service, 'oak path:f2.md', 'hybrid'), ['f2.md']);
    assert.deepEqual(await pathsOf(service, 'oak "number299"', 'hybrid'), ['f299.md']);
    await service.close();
  });

  it('stops when it is told', async () => {
    const controller = new AbortController();
    const service = await opened({
      ...byMeaning,
      embed: async (texts, options) => {
        if (options.kind === 'query') controller.abort(new Error('enough'));
        options.signal?.throwIfAborted();
        return byMeaning.embed(texts, options);
      },
    });
    await service.embed();
    await assert.rejects(service.search('oak', { mode: 'hybrid', limit: 1 }, controller.signal), /enough/);
    await service.close();
  });

  it('finds passages like one by vectors, without itself', async () => {
    const service = await opened(byMeaning);
    await service.embed();
    const place = { path: 'trees.md', start: 0, end: 10 };
    const { hits } = await service.similar({ text: 'An oak has leaves', place }, 1);
    assert.equal(hits[0]?.path, 'cat.md');
    await service.close();
  });
});

describe('stop words', () => {
  it('are left out of a query in the language of the index, unless nothing else is asked', () => {
    assert.equal(withoutStopWords('how do I take over a stale lock?', 'english'), 'stale lock');
    assert.equal(withoutStopWords('how is it with you?', 'english'), 'how is it with you?');
    assert.equal(withoutStopWords('IT and OR gates', 'english'), 'IT OR gates');
    assert.equal(withoutStopWords('wie ist das Wetter', 'german'), 'Wetter');
    assert.equal(withoutStopWords('how do I', 'none'), 'how do I');
    assert.equal(withoutStopWords('std::move(x)', 'english'), 'std::move(x)');
  });

  it('do not count in a ranking by terms', async () => {
    const service = await opened(undefined, {
      'a.md': 'How do I? How do you? How does it?\n',
      'b.md': 'Locks are taken over.\n',
    });
    assert.deepEqual(await pathsOf(service, 'how do I lock', 'bm25'), ['b.md']);
    assert.deepEqual(await pathsOf(service, 'how do I', 'bm25'), ['a.md']);
    await service.close();
  });
});
