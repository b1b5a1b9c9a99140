import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { removeIndexFiles } from '../../../server/src/search/index/indexFolder';
import { LocalStore } from '../../../server/src/search/index/localStore';
import { Retriever } from '../../../server/src/search/query/retriever';
import type { IndexedFile } from '../../../server/src/search/searchStore';
import { VectorIndex } from '../../../server/src/search/vectors/vectorIndex';
import { folderWith } from '../../support/program';
import { ReferenceTerms } from '../../support/referenceTerms';
import { nameKey } from '../../support/vectorWriter';

const file = (path: string): IndexedFile => ({
  ...{ path, contentHash: path, bytes: 1, modifiedMs: 1, chunkingVersion: 1 },
  languageId: path.endsWith('.md') ? 'markdown' : 'plaintext',
});

const chunk = (name: number, heading = '') => ({
  ...{ key: nameKey(name), headings: [heading], start: 0, end: 1, startLine: 1, endLine: 1, text: `text ${name}` },
});

const open = (folder: string, embedder = 'test') =>
  LocalStore.open(folder, {
    terms: new ReferenceTerms(),
    vectors: VectorIndex.open(folder, { embedder, dimensions: 2 }),
    readText: async () => undefined,
  });

const names = (keys: Iterable<string>): number[] => {
  const known = new Map(Array.from({ length: 10 }, (_, name) => [nameKey(name), name]));
  return [...keys].map((key) => known.get(key)!);
};

describe('a local store with vectors', () => {
  const filled = async (folder = folderWith()) => {
    const store = open(folder);
    await store.putFile(file('a.md'), [chunk(0, 'Tea'), chunk(1)]);
    await store.putFile(file('b.txt'), [chunk(1), chunk(2), chunk(3)]);
    await store.commit();
    return store;
  };
  // 0, 30, 60 and 90 degrees.
  const vectorOf = (name: number) => [Math.cos((name * Math.PI) / 6), Math.sin((name * Math.PI) / 6)];
  const put = (store: LocalStore, of: readonly number[]) =>
    store.putVectors(of.map(nameKey), Float32Array.from(of.flatMap(vectorOf)));
  const east = Float32Array.of(1, 0);

  it('names the chunks in use that have no vector, until they have one', async () => {
    const store = await filled();
    assert.deepEqual(names(await store.withoutVectors(10)), [0, 1, 2, 3]);
    assert.deepEqual(names(await store.withoutVectors(2)), [0, 1]);
    await put(store, [0, 2]);
    assert.deepEqual(names(await store.withoutVectors(10)), [1, 3]);
    assert.deepEqual(await store.state(), { files: 2, chunks: 4, embedded: 2 });
    await store.removeFiles(['b.txt']);
    assert.deepEqual(names(await store.withoutVectors(10)), [1]);
    assert.deepEqual(await store.state(), { files: 1, chunks: 2, embedded: 1 });
    await store.putFile(file('c.md'), [chunk(3), chunk(2)]);
    assert.deepEqual(names(await store.withoutVectors(10)), [1, 3]);
    await store.close();
  });

  it('ranks chunks in use by cosine, within a filter', async () => {
    const store = await filled();
    await put(store, [3, 1, 0, 2]);
    const best = async (...parameters: Parameters<LocalStore['byVector']>) =>
      names((await store.byVector(...parameters)).map(({ key }) => key));
    assert.deepEqual(await best(east, 3), [0, 1, 2]);
    assert.deepEqual(await best(east, 3, { paths: ['*.txt'] }), [1, 2, 3]);
    assert.deepEqual(await best(east, 3, { languages: ['markdown'] }), [0, 1]);
    assert.deepEqual(await best(east, 3, { heading: 'tea' }), [0]);
    await store.moveFile('b.txt', file('b.md'));
    assert.deepEqual(await best(east, 4, { languages: ['markdown'] }), [0, 1, 2, 3]);
    await store.removeFiles(['a.md']);
    assert.deepEqual(await best(east, 4), [1, 2, 3]);
    const scores = (await store.byVector(east, 2)).map(({ score }) => score);
    assert.ok(Math.abs(scores[0]! - Math.cos(Math.PI / 6)) < 1e-4 && Math.abs(scores[1]! - 0.5) < 1e-4);
    await store.close();
  });

  it('tells what is similar to a chunk, and how similar chunks are to a vector', async () => {
    const store = await filled();
    await put(store, [0, 1, 2]);
    assert.deepEqual(names((await store.similarTo(nameKey(0), 5))!.map(({ key }) => key)), [1, 2]);
    assert.deepEqual(names((await store.similarTo(nameKey(0), 5, { paths: ['a.md'] }))!.map(({ key }) => key)), [1]);
    assert.equal(await store.similarTo(nameKey(3), 5), undefined);
    // Its vector is there: nothing has to be embedded.
    const { rank, vectorsMissing } = await new Retriever(store, defaultSearchSettings).askLike('text', nameKey(0));
    assert.equal(vectorsMissing, undefined);
    assert.deepEqual(names((await rank(1)).hits.map(({ key }) => key)), [1]);
    assert.match((await new Retriever(store, defaultSearchSettings).askLike('text', nameKey(3))).vectorsMissing!, /no/);
    const similarities = await store.similarities(east, [2, 3, 0].map(nameKey));
    assert.deepEqual(
      similarities.map((cosine) => cosine && Math.round(cosine * 1000)),
      [500, undefined, 1000],
    );
    await store.close();
  });

  it('keeps vectors for later, and for a chunk that comes back', async () => {
    const folder = folderWith();
    const store = await filled(folder);
    await put(store, [0, 1, 2, 3]);
    await store.removeFiles(['b.txt']);
    await store.close();
    const again = open(folder);
    await again.refresh();
    assert.deepEqual(names(await again.withoutVectors(10)), []);
    await again.putFile(file('c.txt'), [chunk(3)]);
    assert.deepEqual(names(await again.withoutVectors(10)), []);
    await again.close();
  });

  it('has no vectors of another embedder', async () => {
    const folder = folderWith();
    const store = await filled(folder);
    await put(store, [0, 1, 2, 3]);
    await store.close();
    const other = open(folder, 'another');
    assert.deepEqual(names(await other.withoutVectors(10)), [0, 1, 2, 3]);
    assert.deepEqual(await other.byVector(east, 3), []);
    await other.close();
    assert.deepEqual(names(await open(folder).withoutVectors(10)), []);
    removeIndexFiles(folder);
    assert.deepEqual(readdirSync(folder), []);
  });
});
