import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Chunk, ChunkKey } from '../../../server/src/search/chunk';
import { stemmerOf } from '../../../server/src/search/index/stemming';
import { TermLog } from '../../../server/src/search/index/termLog';
import { stemsOf, termsOf } from '../../../server/src/search/index/terms';
import { chunkSet } from '../../support/chunkSet';
import { folderWith } from '../../support/program';

const keyOf = (text: string): ChunkKey => createHash('sha256').update(text).digest('hex').slice(0, 32);
const chunkOf = (text: string): Chunk => ({
  key: keyOf(text),
  headings: [],
  start: 0,
  end: text.length,
  startLine: 1,
  endLine: 1,
  text,
});

const open = (folder = folderWith()) => TermLog.open(folder, { k1: 1.2, b: 0.75, stemmer: 'english' as const });

const texts = ['cat dog cat', 'dog bird', 'fish fish fish fish'];

const filled = async (folder?: string) => {
  const index = open(folder);
  index.add(texts.map(chunkOf));
  index.use(chunkSet(texts.map(keyOf)));
  await index.commit();
  return index;
};

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, ${expected}`);

describe('terms', () => {
  it('are words in lower case, and the parts of identifiers beside them', () => {
    assert.deepEqual(termsOf('Running getFileName'), ['running', 'getfilename', 'get', 'file', 'name']);
    assert.deepEqual(termsOf('HTTPServer file_names x2'), [
      ...['httpserver', 'http', 'server', 'file_names', 'file', 'names'],
      ...['x2', 'x', '2'],
    ]);
  });

  it('lose the endings of their language, and names with other signs in them lose none', () => {
    // As the reference implementation has them (snowballstemmer 3.0.1).
    const stems = (language: 'english' | 'german' | 'russian' | 'none', text: string) =>
      stemsOf(text, stemmerOf(language)).join(' ');
    assert.equal(stems('english', 'generously relational skies dying hopping'), 'generous relat sky die hop');
    assert.equal(stems('german', 'Häuser aufeinander'), 'haus aufeinand');
    assert.equal(stems('russian', 'важнейший'), 'важн');
    assert.equal(stems('none', 'Relational skies'), 'relational skies');
    assert.equal(stems('english', 'x86_tables'), 'x86_tables x 86 tabl');
  });

  it('are the same with and without accents, however those are encoded', () => {
    assert.deepEqual(termsOf('Na\u00EFve re\u0301sume\u0301 \uFB01le'), termsOf('naive resume file'));
    // A vowel sign of Devanagari tells words apart.
    assert.notDeepEqual(termsOf('\u0915\u093F'), termsOf('\u0915'));
  });
});

describe('the index by terms', () => {
  it('ranks by BM25, as computed by hand', async () => {
    const hits = (await filled()).search('cat bird', 'bm25', 10);
    // N 3, each term in 1 chunk: idf = ln(1 + 2.5/1.5). Lengths 3, 2, 4; their mean 3.
    const idf = Math.log(1 + 2.5 / 1.5);
    assert.deepEqual(
      hits.map(({ key }) => key),
      [keyOf('cat dog cat'), keyOf('dog bird')],
    );
    near(hits[0]!.score, (idf * 2 * 2.2) / (2 + 1.2));
    near(hits[1]!.score, (idf * 2.2) / (1 + 1.2 * (0.25 + 0.75 * (2 / 3))));
  });

  it('ranks by tf-idf with cosine-normalised passages, and by single terms', async () => {
    const index = await filled();
    const idf = Math.log(1 + 2.5 / 1.5);
    near(index.search('cat', 'tfidf', 1)[0]!.score, (idf * (1 + Math.log(2))) / Math.hypot(1 + Math.log(2), 1));
    assert.deepEqual(
      index.search('cat dog', 'exact', 10).map(({ score }) => score),
      [2, 1],
    );
  });

  it('finds other forms of a word, but by exact terms the word alone, and identifiers whole and in parts', async () => {
    const index = open();
    const chunks = ['we are running', 'they run', 'const runFast = 1'].map(chunkOf);
    index.add(chunks);
    index.use(chunkSet(chunks.map(({ key }) => key)));
    const found = (query: string, mode: 'bm25' | 'exact') =>
      index
        .search(query, mode, 10)
        .map(({ key }) => chunks.find((chunk) => chunk.key === key)!.text)
        .sort();
    assert.deepEqual(found('runs', 'bm25'), ['const runFast = 1', 'they run', 'we are running']);
    assert.deepEqual(found('run', 'exact'), ['const runFast = 1', 'they run']);
    assert.deepEqual(found('running', 'exact'), ['we are running']);
    assert.deepEqual(found('RUNFAST', 'exact'), ['const runFast = 1']);
    assert.deepEqual(found('runs', 'exact'), []);
  });

  it('adds up the forms of a word in a passage', async () => {
    const index = open();
    const chunks = ['run runs running', 'run walk sit'].map(chunkOf);
    index.add(chunks);
    index.use(chunkSet(chunks.map(({ key }) => key)));
    const idf = Math.log(1 + 0.5 / 2.5);
    const [first, second] = index.search('run', 'bm25', 10);
    near(first!.score, (idf * 3 * 2.2) / (3 + 1.2));
    near(second!.score, idf);
  });

  it('goes by the stems of the language that is set, whatever it was written with', async () => {
    const folder = folderWith();
    const [one, other] = [chunkOf('die Häuser'), chunkOf('das Haus')];
    const written = TermLog.open(folder, { k1: 1.2, b: 0.75, stemmer: 'english' });
    for (const chunk of [one, other]) {
      written.add([chunk]);
      await written.commit();
    }
    for (const [stemmer, hits] of [
      ['german', 2],
      ['none', 1],
      ['english', 1],
    ] as const) {
      const index = TermLog.open(folder, { k1: 1.2, b: 0.75, stemmer });
      index.use(chunkSet([one.key, other.key]));
      assert.equal(index.search('Haus', 'bm25', 10).length, hits, stemmer);
    }
  });

  it('takes little more room after a thousand small commits than after one', async () => {
    const [many, one] = [folderWith(), folderWith()];
    const chunks = Array.from({ length: 1000 }, (_, at) => chunkOf(`passage ${at % 50} of ${at}, and some more words`));
    const index = open(many);
    for (const chunk of chunks) {
      index.add([chunk]);
      await index.commit();
    }
    const once = open(one);
    once.add(chunks);
    await once.commit();
    const size = (folder: string) => statSync(join(folder, 'terms')).size;
    assert.ok(size(many) < 5 * size(one) + 1_000_000, `${size(many)}, ${size(one)}`);
    const again = open(many);
    for (const opened of [again, once]) opened.use(chunkSet(chunks.map(({ key }) => key)));
    assert.deepEqual(again.search('passage 7', 'bm25', 30), once.search('passage 7', 'bm25', 30));
  });

  it('counts and finds only chunks in use', async () => {
    const index = await filled();
    index.use(chunkSet([keyOf('dog bird')]));
    const [hit, ...others] = index.search('dog', 'bm25', 10);
    assert.deepEqual([hit!.key, others.length], [keyOf('dog bird'), 0]);
    near(hit!.score, Math.log(1 + 0.5 / 1.5));
  });

  it('gives the same answers when it is opened again, and after chunks were removed', async () => {
    const folder = folderWith();
    const index = await filled(folder);
    const again = open(folder);
    again.use(chunkSet(texts.map(keyOf)));
    for (const mode of ['bm25', 'tfidf', 'exact'] as const)
      assert.deepEqual(again.search('cat dog fish', mode, 10), index.search('cat dog fish', mode, 10));

    again.remove([keyOf('dog bird')]);
    await again.commit();
    const small = open();
    small.add(['cat dog cat', 'fish fish fish fish'].map(chunkOf));
    for (const one of [again, small, open(folder)]) {
      one.use(chunkSet(texts.map(keyOf)));
      assert.equal(one.has(keyOf('dog bird')), false);
    }
    const reopened = open(folder);
    reopened.use(chunkSet(texts.map(keyOf)));
    for (const one of [again, reopened])
      assert.deepEqual(one.search('cat dog fish bird', 'bm25', 10), small.search('cat dog fish bird', 'bm25', 10));
  });
});
