import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Chunk, type ChunkKey, chunkKey } from '../../server/src/search/chunk';
import type { AskedTerms, IndexedFile, LexicalMode, SearchStore } from '../../server/src/search/searchStore';

/** Opens what is under test. Each workspace is a store of its own; the same one opened again is the same store. */
export type OpenStore = (workspace: string) => Promise<SearchStore>;

export const fileOf = (path: string, more: Partial<IndexedFile> = {}): IndexedFile => ({
  path,
  contentHash: createHash('sha256').update(path).digest('hex'),
  bytes: 100,
  modifiedMs: 1000.5,
  languageId: 'markdown',
  chunkingVersion: 1,
  ...more,
});

/** A chunk a text, one a line. */
export const chunksOf = (texts: readonly string[], headings: readonly string[] = []): Chunk[] => {
  let start = 0;
  return texts.map((text, line) => {
    const end = start + text.length;
    const chunk = { key: chunkKey(headings, text), headings, start, end, startLine: line + 1, endLine: line + 1, text };
    start = end + 1;
    return chunk;
  });
};

const keyOf = (text: string, headings: readonly string[] = []): ChunkKey => chunkKey(headings, text);

const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

/** What every store does, wherever its index lies. Its vectors have three dimensions. */
export const describeSearchStore = (open: OpenStore): void => {
  let workspaces = 0;
  const fresh = async () => {
    const name = `w${workspaces++}`;
    return { name, store: await open(name) };
  };
  const filled = async (files: Readonly<Record<string, readonly string[]>>) => {
    const { name, store } = await fresh();
    for (const [path, texts] of Object.entries(files)) await store.putFile(fileOf(path), chunksOf(texts));
    await store.commit();
    return { name, store };
  };
  const keysFor = async (store: SearchStore, query: string, filter = {}, mode: LexicalMode = 'bm25') =>
    (await store.byTerms(query, mode, 100, filter)).map(({ key }) => key);

  it('knows nothing of what was never put', async () => {
    const { store } = await fresh();
    assert.deepEqual(await store.state(), { files: 0, chunks: 0, embedded: 0 });
    assert.deepEqual([...(await store.files())], []);
    assert.deepEqual(await store.byTerms('word', 'bm25', 10), []);
    assert.deepEqual([...(await store.places([keyOf('word')]))], [[keyOf('word'), []]]);
    assert.equal(await store.commit(), 0);
  });

  it('ranks by BM25, as computed by hand', async () => {
    const { store } = await filled({ 'a.md': ['cat dog cat', 'dog bird', 'fish fish fish fish'] });
    // N 3, each term in 1 chunk: idf = ln(1 + 2.5/1.5). Lengths 3, 2, 4; their mean 3.
    const idf = Math.log(1 + 2.5 / 1.5);
    const hits = await store.byTerms('cat bird', 'bm25', 10);
    assert.deepEqual(
      hits.map(({ key }) => key),
      [keyOf('cat dog cat'), keyOf('dog bird')],
    );
    near(hits[0]!.score, (idf * 2 * 2.2) / (2 + 1.2));
    near(hits[1]!.score, (idf * 2.2) / (1 + 1.2 * (0.25 + 0.75 * (2 / 3))));
  });

  it('ranks by tf-idf with cosine-normalised passages, and by single terms as they are written', async () => {
    const { store } = await filled({ 'a.md': ['cat dog cat', 'dog bird', 'cats'] });
    const [best] = await store.byTerms('bird', 'tfidf', 1);
    near(best!.score, (Math.log(1 + 2.5 / 1.5) * 1) / Math.hypot(1, 1));
    assert.deepEqual(await store.byTerms('cat dog', 'exact', 10), [
      { key: keyOf('cat dog cat'), score: 2 },
      { key: keyOf('dog bird'), score: 1 },
    ]);
    // One stem, counted together.
    assert.deepEqual((await keysFor(store, 'cats')).sort(), [keyOf('cat dog cat'), keyOf('cats')].sort());
  });

  it('counts related terms for their weights, but none that the query holds itself, and none where words are looked for as they are written', async () => {
    const { store } = await filled({ 'a.md': ['cat dog cat', 'dog bird', 'fish'] });
    const scoreOf = async (query: AskedTerms, mode: LexicalMode, text: string) =>
      (await store.byTerms(query, mode, 10)).find(({ key }) => key === keyOf(text))?.score;
    const related = [
      { term: 'birds', weight: 0.25 },
      { term: 'cats', weight: 0.5 },
    ];
    const query = { text: 'cat', related };
    for (const mode of ['bm25', 'tfidf'] as const) {
      near((await scoreOf(query, mode, 'dog bird'))!, 0.25 * (await scoreOf('bird', mode, 'dog bird'))!);
      near((await scoreOf(query, mode, 'cat dog cat'))!, (await scoreOf('cat', mode, 'cat dog cat'))!);
      const [score] = await store.termScores(query, mode, [keyOf('dog bird')]);
      near(score!, (await scoreOf(query, mode, 'dog bird'))!);
    }
    assert.equal(await scoreOf(query, 'exact', 'dog bird'), undefined);
  });

  it('tells what each of some chunks would score, wherever they rank', async () => {
    const { store } = await filled({ 'a.md': ['cat dog cat', 'dog bird', 'fish', 'cat'] });
    await store.putFile(fileOf('gone.md'), chunksOf(['cat mouse']));
    await store.commit();
    await store.removeFiles(['gone.md']);
    await store.commit();
    const keys = ['fish', 'cat', 'dog bird', 'cat mouse', 'never put', 'cat dog cat'].map((text) => keyOf(text));
    for (const mode of ['bm25', 'tfidf', 'exact'] as const) {
      const ranked = new Map((await store.byTerms('cat dog', mode, 100)).map(({ key, score }) => [key, score]));
      assert.equal(ranked.size, 3);
      const scores = await store.termScores('cat dog', mode, keys);
      assert.deepEqual(
        scores,
        keys.map((key) => ranked.get(key) ?? 0),
      );
    }
    assert.deepEqual(await store.termScores('cat', 'bm25', []), []);
  });

  it('orders equal scores by key, and gives no more than were asked for', async () => {
    const texts = Array.from({ length: 20 }, (_, at) => `same number${at}`);
    const { store } = await filled({ 'a.md': texts });
    const keys = texts.map((text) => keyOf(text)).sort();
    assert.deepEqual(await keysFor(store, 'same'), keys);
    assert.deepEqual(
      (await store.byTerms('same', 'bm25', 7)).map(({ key }) => key),
      keys.slice(0, 7),
    );
  });

  it('keeps a chunk once, and tells each place that it lies at', async () => {
    const { store } = await fresh();
    await store.putFile(fileOf('b.md'), chunksOf(['one', 'two', 'one']));
    await store.putFile(fileOf('a.md', { languageId: 'plaintext', modifiedMs: 2000 }), chunksOf(['two']));
    assert.equal(await store.commit(), 2);
    assert.deepEqual(await store.state(), { files: 2, chunks: 2, embedded: 0 });
    const places = await store.places([keyOf('two'), keyOf('one')]);
    assert.deepEqual([...places.keys()], [keyOf('two'), keyOf('one')]);
    const shown = [...places.values()].flat().map(({ path, start, end, startLine }) => [path, start, end, startLine]);
    assert.deepEqual(shown, [
      ['a.md', 0, 3, 1],
      ['b.md', 4, 7, 2],
      ['b.md', 0, 3, 1],
      ['b.md', 8, 11, 3],
    ]);
    const [first] = places.get(keyOf('two'))!;
    assert.deepEqual([first!.languageId, first!.modifiedMs, first!.headings], ['plaintext', 2000, []]);
  });

  it('gives back what it was told of files', async () => {
    const { store } = await fresh();
    const file = fileOf('ä b/"c".md', { bytes: 3_000_000_000, modifiedMs: 1_764_268_146_123.456, chunkingVersion: 7 });
    const isKnown = async ({ path, contentHash, bytes, modifiedMs, languageId, chunkingVersion }: IndexedFile) => {
      await store.commit();
      const [known] = [...(await store.files()).values()];
      assert.deepEqual(
        [known!.path, known!.contentHash, known!.bytes, known!.modifiedMs, known!.languageId, known!.chunkingVersion],
        [path, contentHash, bytes, modifiedMs, languageId, chunkingVersion],
      );
    };
    await store.putFile(file, chunksOf(['word']));
    await isKnown(file);
    const moved = fileOf('moved.txt', { bytes: 7, languageId: 'plaintext', chunkingVersion: 8 });
    await store.moveFile(file.path, moved);
    await isKnown(moved);
  });

  it('puts a file in place of what it was, and counts what is new once', async () => {
    const { store } = await filled({ 'a.md': ['one', 'two'], 'b.md': ['three'] });
    await store.putFile(fileOf('a.md'), chunksOf(['two', 'three', 'four']));
    assert.equal(await store.commit(), 1);
    assert.deepEqual(await keysFor(store, 'one'), []);
    assert.deepEqual(await store.state(), { files: 2, chunks: 3, embedded: 0 });
    // As a switch of branches and back.
    await store.putFile(fileOf('a.md'), chunksOf(['one', 'two']));
    assert.equal(await store.commit(), 0);
    assert.deepEqual(await keysFor(store, 'one'), [keyOf('one')]);
  });

  it('tells what lies in files, and how much of it lies in any', async () => {
    const { store } = await filled({ 'a.md': ['one', 'two', 'one'], 'b.md': ['two', 'three'], 'c.md': ['four'] });
    const keys = await store.keysIn(['a.md', 'b.md', 'nowhere.md']);
    assert.deepEqual([...keys].sort(), ['one', 'two', 'three'].map((text) => keyOf(text)).sort());
    assert.deepEqual([await store.keysIn([]), await store.countPlaced([])], [[], 0]);
    await store.removeFiles(['a.md']);
    await store.moveFile('b.md', fileOf('d.md'));
    await store.commit();
    assert.equal(await store.countPlaced([...keys, keyOf('never put')]), 2);
  });

  it('moves a file over another, and leaves things as they are where there is none to move', async () => {
    const { store } = await filled({ 'a.md': ['one'], 'b.md': ['two'] });
    await store.moveFile('a.md', fileOf('b.md', { modifiedMs: 7 }));
    await store.commit();
    assert.deepEqual(
      [...(await store.files())].map(([path, { modifiedMs }]) => [path, modifiedMs]),
      [['b.md', 7]],
    );
    assert.deepEqual([await keysFor(store, 'one'), await keysFor(store, 'two')], [[keyOf('one')], []]);
    await store.moveFile('nowhere.md', fileOf('b.md'));
    await store.commit();
    assert.deepEqual(await keysFor(store, 'one'), [keyOf('one')]);
  });

  it('takes several changes of one path in one commit, in their order', async () => {
    const { store } = await filled({ 'a.md': ['one'] });
    await store.moveFile('a.md', fileOf('b.md'));
    await store.putFile(fileOf('a.md'), chunksOf(['two']));
    await store.moveFile('b.md', fileOf('c.md'));
    await store.removeFiles(['a.md']);
    await store.putFile(fileOf('d.md'), chunksOf(['three']));
    await store.putFile(fileOf('d.md'), chunksOf(['four']));
    assert.equal(await store.commit(), 3);
    assert.deepEqual([...(await store.files()).keys()].sort(), ['c.md', 'd.md']);
    assert.deepEqual(await keysFor(store, 'one two three four'), [keyOf('one'), keyOf('four')].sort());
  });

  it('ranks as if what is not in use had never been there', async () => {
    const { store } = await filled({
      'a.md': ['cat dog cat', 'dog bird'],
      'b.md': ['cat', 'cat mouse', 'long long cat dog'],
    });
    await store.removeFiles(['b.md']);
    await store.commit();
    const { store: other } = await filled({ 'a.md': ['cat dog cat', 'dog bird'] });
    for (const mode of ['bm25', 'tfidf', 'exact'] as const) {
      const hits = await store.byTerms('cat dog mouse', mode, 10);
      const expected = await other.byTerms('cat dog mouse', mode, 10);
      assert.deepEqual(
        hits.map(({ key }) => key),
        expected.map(({ key }) => key),
      );
      for (const [at, { score }] of hits.entries()) near(score, expected[at]!.score);
    }
  });

  it('is the same when it is opened again', async () => {
    const { name, store } = await filled({ 'a.md': ['one two', 'two'], 'b.md': ['two three'] });
    const before = await store.byTerms('two three', 'bm25', 10);
    await store.close();
    const again = await open(name);
    assert.deepEqual(await again.byTerms('two three', 'bm25', 10), before);
    assert.deepEqual(await again.state(), { files: 2, chunks: 3, embedded: 0 });
    await again.putFile(fileOf('c.md'), chunksOf(['two', 'four']));
    assert.equal(await again.commit(), 1);
  });

  it('finds what a filter lets through, at any of its places', async () => {
    const { store } = await fresh();
    const put = (
      path: string,
      texts: readonly string[],
      more: Partial<IndexedFile>,
      headings: readonly string[] = [],
    ) => store.putFile(fileOf(path, more), chunksOf(texts, headings));
    await put('docs/a.md', ['word one'], { modifiedMs: 100 }, ['Getting STARTED', 'Über uns']);
    await put('src/lib/b.ts', ['word two', 'word both'], { modifiedMs: 200, languageId: 'typescript' });
    await put('docs/x_y/c.md', ['word three', 'word both'], { modifiedMs: 300 });
    await store.commit();
    const one = keyOf('word one', ['Getting STARTED', 'Über uns']);
    const [two, three, both] = ['word two', 'word three', 'word both'].map((text) => keyOf(text));
    const found = async (filter: object, expected: readonly (string | undefined)[]) =>
      assert.deepEqual((await keysFor(store, 'word', filter)).sort(), [...expected].sort(), JSON.stringify(filter));
    await found({}, [one, two, three, both]);
    await found({ paths: ['docs/**'] }, [one, three, both]);
    await found({ paths: ['*.ts'] }, [two, both]);
    await found({ paths: ['docs/*', 'src/**/b.*'] }, [one, two, both]);
    await found({ paths: ['!docs/**'] }, [two, both]);
    await found({ paths: ['docs/**', '!**/x_y/**'] }, [one]);
    await found({ paths: ['docs/x%y/**'] }, []);
    await found({ languages: ['typescript'] }, [two, both]);
    await found({ languages: ['typescript', 'markdown'] }, [one, two, three, both]);
    await found({ heading: 'started' }, [one]);
    await found({ heading: 'ÜBER' }, [one]);
    await found({ heading: '%' }, []);
    await found({ modifiedAfterMs: 100 }, [two, three, both]);
    await found({ modifiedAfterMs: 100, modifiedBeforeMs: 300 }, [two, both]);
    // No place passes both, though each passes one.
    await found({ paths: ['docs/**'], languages: ['typescript'] }, []);
  });

  it('finds the best of many that a filter lets through, with the statistics of all', async () => {
    const texts = Array.from({ length: 300 }, (_, at) => `word ${'filler '.repeat(at % 7)}number${at}`);
    const { store } = await fresh();
    await store.putFile(fileOf('a.md'), chunksOf(texts.slice(0, 290)));
    await store.putFile(fileOf('b.md'), chunksOf(texts.slice(290)));
    await store.commit();
    const all = await store.byTerms('word', 'bm25', 300);
    const wanted = new Set(texts.slice(290).map((text) => keyOf(text)));
    assert.deepEqual(
      await store.byTerms('word', 'bm25', 4, { paths: ['b.md'] }),
      all.filter(({ key }) => wanted.has(key)).slice(0, 4),
    );
  });

  it('finds the nearest, of chunks in use alone', async () => {
    const { store } = await filled({ 'a.md': ['east', 'north', 'north east'], 'b.md': ['west'] });
    const missing = await store.withoutVectors(100);
    assert.deepEqual([...missing].sort(), ['east', 'north', 'north east', 'west'].map((text) => keyOf(text)).sort());
    assert.equal((await store.withoutVectors(2)).length, 2);
    const direction = new Map([
      [keyOf('east'), [1, 0, 0]],
      [keyOf('north'), [0, 2, 0]],
      [keyOf('north east'), [3, 3, 0]],
      [keyOf('west'), [-1, 0, 0]],
    ]);
    await store.putVectors(missing, Float32Array.from(missing.flatMap((key) => direction.get(key)!)));
    await store.commit();
    assert.deepEqual(await store.withoutVectors(100), []);
    assert.deepEqual(await store.state(), { files: 2, chunks: 4, embedded: 4 });
    const query = Float32Array.of(1, 0.5, 0);
    const hits = await store.byVector(query, 10);
    assert.deepEqual(
      hits.map(({ key }) => key),
      ['north east', 'east', 'north', 'west'].map((text) => keyOf(text)),
    );
    const cosines = [1.5 / Math.hypot(1, 0.5) / Math.SQRT2, 1 / Math.hypot(1, 0.5)];
    for (const [at, cosine] of cosines.entries()) assert.ok(Math.abs(hits[at]!.score - cosine) < 0.01);
    assert.deepEqual(
      (await store.byVector(query, 10, { paths: ['b.md'] })).map(({ key }) => key),
      [keyOf('west')],
    );

    await store.putFile(fileOf('a.md'), chunksOf(['north', 'south']));
    await store.commit();
    assert.deepEqual(
      (await store.byVector(query, 10)).map(({ key }) => key),
      [keyOf('north'), keyOf('west')],
    );
    assert.deepEqual(await store.withoutVectors(100), [keyOf('south')]);
    // What was embedded once has its vector still when it comes back.
    await store.putFile(fileOf('a.md'), chunksOf(['east']));
    await store.commit();
    assert.deepEqual(await store.withoutVectors(100), []);
  });
};
