import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { defaultWord2vecSettings } from '../../../server/src/learning/word2vec/settings';
import { WordVectors } from '../../../server/src/learning/word2vec/wordVectors';
import { IndexedFolder } from '../../../server/src/search/indexedFolder';
import { SearchService } from '../../../server/src/search/searchService';
import { contentSketch, sketchSimilarity } from '../../../server/src/search/words/contentSketch';
import { relatedTerms } from '../../../server/src/search/words/queryExpansion';
import { relatedWords } from '../../../server/src/search/words/relatedWords';
import { trainInThreads } from '../../../server/src/search/words/trainingThreads';
import { wordSentences } from '../../../server/src/search/words/wordSentences';
import { eventually } from '../../support/eventually';
import { folderWith } from '../../support/program';
import { topicCorpus, topicText } from '../../support/wordCorpus';

describe('words to learn from', () => {
  it('are those of the index by terms, a list for each paragraph, without numbers', () => {
    const text = 'The café of\nFolderLock 42.\n\n7\n\nalone\n\n  x = readFile(path)\n';
    assert.deepEqual(
      [...wordSentences(text)],
      [
        ['the', 'cafe', 'of', 'folderlock', 'folder', 'lock'],
        ['x', 'readfile', 'read', 'file', 'path'],
      ],
    );
  });
});

describe('a sketch of a content', () => {
  const keysOf = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) =>
      createHash('sha256')
        .update(String(from + at))
        .digest('hex')
        .slice(0, 32),
    );

  it('tells about how much two contents have in common', () => {
    const similarity = (a: readonly string[], b: readonly string[]) =>
      sketchSimilarity(contentSketch(a), contentSketch(b));
    assert.equal(similarity(keysOf(0, 5000), keysOf(0, 5000)), 1);
    assert.equal(similarity(keysOf(0, 100), keysOf(100, 200)), 0);
    assert.ok(Math.abs(similarity(keysOf(0, 4000), keysOf(1000, 5000)) - 0.6) < 0.1);
    assert.equal(similarity(keysOf(0, 100), keysOf(50, 100)), 0.5);
    assert.equal(similarity([], []), 1);
    assert.equal(similarity([], keysOf(0, 3)), 0);
  });
});

describe('related words', () => {
  const vectors = new WordVectors(
    ['lock', 'the', 'locks', 'mutex', 'mutexes', 'semaphore', 'tea', 'kettle'],
    2,
    Float32Array.of(1, 0, 1, 0.01, 1, 0.02, 1, 0.1, 1, 0.11, 1, 0.5, 0, 1, 0.1, 1),
  );

  it('are no stop words and no other endings, the most similar first', () => {
    const words = (limit: number) =>
      relatedWords(vectors, { words: ['Lock'] }, limit, 'english').map(({ word }) => word);
    assert.deepEqual(words(5), ['mutex', 'semaphore']);
    assert.deepEqual(words(1), ['mutex']);
  });

  it('begin as they are to, and belong to all words that are known', () => {
    const words = (prefix: string, ...asked: string[]) =>
      relatedWords(vectors, { words: asked, prefix }, 5, 'english').map(({ word }) => word);
    assert.deepEqual(words('sem', 'lock', 'unheard'), ['semaphore']);
    assert.deepEqual(words('ket', 'lock'), []);
    assert.deepEqual(words('', 'unheard', 'the'), []);
  });

  it('expand a query by terms that it does not hold, with weights below those of its own', () => {
    const terms = relatedTerms('the lock and the tea', vectors, 'english');
    assert.deepEqual(
      terms.map(({ term }) => term),
      ['mutex', 'kettle', 'semaphore'],
    );
    for (const { weight } of terms) assert.ok(weight > 0 && weight <= 0.1);
    assert.deepEqual(
      relatedTerms('lock mutex', vectors, 'english').map(({ term }) => term),
      ['semaphore'],
    );
    assert.deepEqual(relatedTerms('unheard', vectors, 'english'), []);
  });
});

describe('threads that train', () => {
  const corpus = topicCorpus(2000);
  const settings = { ...defaultWord2vecSettings, dimensions: 20, minimumCount: 1 };

  it('learn together, and tell how far they are', async () => {
    const told: number[] = [];
    const vectors = await trainInThreads(
      corpus,
      { ...settings, epochs: 40 },
      { threads: 2, onProgress: (done) => told.push(done) },
    );
    assert.ok(vectors.nearest('reda', 5).every(({ word }) => word.startsWith('red')));
    assert.ok(told.length > 0);
    assert.ok(told.every((done, at) => done >= (told[at - 1] ?? 0) && done <= 1));
  });

  it('end when nobody wants the words any more', async () => {
    const controller = new AbortController();
    const training = trainInThreads(
      corpus,
      { ...settings, epochs: 10_000 },
      {
        threads: 2,
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('enough')),
      },
    );
    await assert.rejects(training, /enough/);
  });

  it('say that one has ended before its work was done', async () => {
    const training = trainInThreads(
      corpus,
      settings,
      { threads: 1 },
      () => new Worker('process.exit(3)', { eval: true }),
    );
    await assert.rejects(training, /a thread that trains has ended with exit code 3/);
  });
});

describe('the words of a folder', () => {
  const opened = async (files: Readonly<Record<string, string>>) => {
    const root = folderWith(files);
    const index = folderWith();
    const service = SearchService.open(root, index, defaultSearchSettings);
    await service.index();
    return { root, index, service, words: service.words! };
  };

  it('are learnt and kept until the folder has changed much', async () => {
    const { root, index, service, words } = await opened({ 'notes.md': topicText(1500) });
    assert.equal(words.known(), undefined);
    assert.equal(await words.areStale(), true);
    const learnt = await words.learn({ threads: 1 });
    assert.ok(learnt!.vectors.nearest('reda', 5).every(({ word }) => word.startsWith('red')));
    assert.equal(await words.areStale(), false);
    assert.deepEqual(words.known()!.vectors.vectors, learnt!.vectors.vectors);
    writeFileSync(join(root, 'little.md'), 'One more passage.\n');
    await service.index();
    assert.equal(await words.areStale(), false);
    writeFileSync(join(root, 'much.md'), topicText(1500, 2));
    await service.index();
    assert.equal(await words.areStale(), true);
    const path = join(index, 'words');
    const bytes = readFileSync(path);
    bytes[bytes.length - 5]! ^= 1;
    writeFileSync(path, bytes);
    assert.equal(words.known(), undefined);
    await service.close();
  });

  it('are written as they are mostly written', async () => {
    const text = `${'The café has Kubernetes in a folderLock. Lock it; a lock, no other lock is left. '.repeat(20)}\n`;
    const { service, words } = await opened({ 'a.md': text });
    await words.learn({ threads: 1 });
    const { forms } = words.known()!;
    const asked = ['cafe', 'kubernetes', 'folderlock', 'lock', 'the', 'it'];
    assert.deepEqual(
      asked.map((word) => forms.get(word) ?? word),
      ['café', 'Kubernetes', 'folderLock', 'lock', 'The', 'it'],
    );
    await service.close();
  });

  it('are none where there is too little text', async () => {
    const { service, words } = await opened({ 'a.md': 'Few words.\n' });
    assert.equal(await words.learn(), undefined);
    assert.equal(words.known(), undefined);
    await service.close();
  });

  it('are learnt in the background when a search is to look for related ones', async () => {
    const root = folderWith({
      'notes.md': topicText(1500),
      'answer.md': 'redb redc redd rede redf redg redh redi redj redk redl\n',
    });
    const folder = new IndexedFolder(root, folderWith(), defaultSearchSettings);
    await folder.scan();
    const search = () => folder.search('reda path:answer.md', { mode: 'bm25', limit: 5, expand: true });
    const first = await search();
    assert.deepEqual([first.hits, first.expansion], [[], { terms: [], missing: 'learning' }]);
    await eventually('the words', async () => (await search()).expansion!.missing === undefined);
    const { hits, expansion } = await search();
    assert.deepEqual(
      hits.map(({ path }) => path),
      ['answer.md'],
    );
    assert.ok(expansion!.terms.length > 0 && expansion!.terms.every(({ term }) => /^red[b-l]$/.test(term)));
    const [related] = await folder.relatedWords({ words: ['reda'] }, 1);
    assert.match(related!.word, /^red[b-l]$/);
    await folder.close();
  });

  it('are said to be too few for a search', async () => {
    const folder = new IndexedFolder(folderWith({ 'a.md': 'Few words.\n' }), folderWith(), defaultSearchSettings);
    await folder.scan();
    const search = () => folder.search('words', { mode: 'bm25', limit: 5, expand: true });
    await eventually('too few words', async () => (await search()).expansion!.missing === 'tooFew');
    assert.equal((await search()).hits.length, 1);
    await folder.close();
  });
});
