import assert from 'node:assert/strict';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import type { Embedder } from '../../../server/src/lm/embedder';
import { startThread } from '../../../server/src/platform/startThread';
import type { FolderSearch, IndexStatus } from '../../../server/src/search/folderSearch';
import { QueryError } from '../../../server/src/search/query/parseQuery';
import { SearchWorker } from '../../../server/src/search/thread/searchWorker';
import { folderWith } from '../../support/program';
import { wordEmbedder } from '../../support/wordEmbedder';

const notes = () =>
  folderWith({
    'locks.md': '# Locks\n\nA lock that was left is taken over.\n',
    'tea.md': '# Tea\n\nPour hot water on the leaves.\n',
  });

/** Waits until the folder's status is as it should be. */
const until = (folder: FolderSearch, isWanted: (status: IndexStatus) => boolean): Promise<IndexStatus> =>
  new Promise((resolve) => {
    const look = (status: IndexStatus): void => {
      if (!isWanted(status)) return;
      stop();
      resolve(status);
    };
    const stop = folder.onDidChangeStatus(look);
    look(folder.status);
  });

const isEmbedded = ({ state, chunks, embedded }: IndexStatus): boolean =>
  state === 'ready' && chunks > 0 && embedded === chunks;

describe('the thread of the indexes', function () {
  this.timeout(60_000);
  const open: FolderSearch[] = [];
  const opened = (
    root: string,
    {
      index = folderWith(),
      embedder,
      worker = new SearchWorker(),
    }: { index?: string; embedder?: Embedder; worker?: SearchWorker } = {},
  ): FolderSearch => {
    const folder = worker.open(root, index, defaultSearchSettings, embedder);
    open.push(folder);
    return folder;
  };
  afterEach(async () => {
    for (const folder of open.splice(0)) await folder.close();
  });

  it('scans, answers, follows a saved file and says what is wrong with a query', async () => {
    const root = notes();
    const folder = opened(root);
    await folder.scan();
    const { hits, ready } = await folder.search('lock', { mode: 'bm25', limit: 5 });
    assert.deepEqual([hits.map(({ path }) => path), ready.terms], [['locks.md'], 'complete']);
    await assert.rejects(folder.search('"lock', { mode: 'bm25', limit: 5 }), QueryError);
    writeFileSync(join(root, 'new.md'), 'Zebras graze.\n');
    folder.changed(['new.md']);
    await until(folder, ({ files }) => files === 3);
    assert.equal((await folder.search('zebra', { mode: 'bm25', limit: 5 })).hits[0]?.path, 'new.md');
    assert.equal(await folder.explain('tea.md'), undefined);
    assert.match((await folder.explain('none.md'))!, /no such file/);
  });

  it('gives vectors to all passages after the scan, by an embedder on this side, and to new ones alone later', async () => {
    const root = notes();
    const asked: string[][] = [];
    const embedder = wordEmbedder({
      before: (texts, { kind, priority }) => {
        assert.deepEqual([kind, priority], ['passage', 'background']);
        asked.push([...texts]);
      },
    });
    const index = folderWith();
    const folder = opened(root, { index, embedder });
    await folder.scan();
    const status = await until(folder, isEmbedded);
    assert.deepEqual([status.model, status.embedded], [embedder.id, 2]);
    // With its heading, the longest first.
    assert.deepEqual(asked, [
      ['Locks\n# Locks\n\nA lock that was left is taken over.', 'Tea\n# Tea\n\nPour hot water on the leaves.'],
    ]);
    writeFileSync(join(root, 'new.md'), 'Zebras graze.\n');
    renameSync(join(root, 'tea.md'), join(root, 'coffee.md'));
    folder.changed(['new.md', 'coffee.md', 'tea.md']);
    await until(folder, (now) => isEmbedded(now) && now.embedded === 3);
    assert.deepEqual(asked[1], ['Zebras graze.']);
    // The same file, edited again: its text is not the one that was read for the last vectors.
    writeFileSync(join(root, 'new.md'), 'Zebras and lions graze.\n');
    folder.changed(['new.md']);
    await until(folder, (now) => isEmbedded(now) && asked.length === 3);
    assert.deepEqual(asked[2], ['Zebras and lions graze.']);
    // Another opening has nothing to embed.
    await folder.close();
    open.splice(open.indexOf(folder), 1);
    const again = opened(root, { index, embedder });
    await again.scan();
    await until(again, isEmbedded);
    assert.equal(asked.length, 3);
  });

  it('stops embedding while it is paused, and goes on where it was', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`${at}.md`, `Passage ${at} of a hundred.\n`]),
    );
    let embedded = 0;
    let pause = () => {};
    const embedder = wordEmbedder({
      before: (texts) => {
        if (embedded > 0) pause();
        embedded += texts.length;
      },
    });
    const folder = opened(folderWith(files), { embedder });
    pause = () => folder.pause();
    await folder.scan();
    const paused = await until(folder, ({ state }) => state === 'paused');
    assert.ok(paused.embedded < 100);
    assert.equal((await folder.search('hundred', { mode: 'bm25', limit: 5 })).hits.length, 5);
    pause = () => {};
    folder.resume();
    await until(folder, isEmbedded);
    assert.ok(embedded < 200, String(embedded));
  });

  it('searches by terms while the embedder cannot be used, and says why', async () => {
    const embedder = wordEmbedder({
      before: () => {
        throw new Error('The model is damaged.');
      },
    });
    const folder = opened(notes(), { embedder });
    await folder.scan();
    await until(folder, ({ state, detail }) => state === 'ready' && detail === 'The model is damaged.');
    const { hits, ready } = await folder.search('lock', { mode: 'hybrid', limit: 5 });
    assert.deepEqual([hits.length, ready.vectorsMissing], [1, 'The model is damaged.']);
  });

  it('reads what another window writes, and writes itself once that one has closed', async () => {
    const root = notes();
    const index = folderWith();
    const embedder = wordEmbedder();
    const first = opened(root, { index, embedder });
    await first.scan();
    await until(first, isEmbedded);
    const second = opened(root, { index, embedder });
    await second.scan();
    assert.equal((await until(second, ({ state }) => state === 'waiting')).chunks, 2);
    const found = async (query: string) =>
      (await second.search(query, { mode: 'hybrid', limit: 1 })).hits.map(({ path }) => path);
    assert.deepEqual(await found('lock'), ['locks.md']);
    writeFileSync(join(root, 'new.md'), 'Zebras graze.\n');
    first.changed(['new.md']);
    await until(first, (status) => isEmbedded(status) && status.files === 3);
    assert.deepEqual(await found('zebra'), ['new.md']);
    open.splice(open.indexOf(first), 1);
    await first.close();
    await until(second, isEmbedded);
    writeFileSync(join(root, 'more.md'), 'Lions sleep.\n');
    second.changed(['more.md']);
    await until(second, (status) => isEmbedded(status) && status.files === 4);
    assert.deepEqual(await found('lions'), ['more.md']);
  });

  it('does not stop this thread while it works', async () => {
    const text = Array.from(
      { length: 400 },
      (_, at) => `Line ${at} of many, with words ${at * 7} and ${at * 13}.`,
    ).join('\n\n');
    const root = folderWith(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.md`, `${at} ${text}`])));
    const folder = opened(root);
    let turns = 0;
    let isDone = false;
    const scan = folder.scan().then(() => {
      isDone = true;
    });
    while (!isDone) {
      turns++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await scan;
    assert.ok(turns > 100, String(turns));
  });

  it('ends with an error for those who wait when it ends by itself, and is started again', async () => {
    const root = notes();
    let worker: Worker | undefined;
    const folder = opened(root, {
      worker: new SearchWorker(() => {
        worker = startThread('search/worker');
        return worker;
      }),
    });
    await folder.scan();
    const ended = once(worker!, 'exit');
    void worker!.terminate();
    // From here on the thread answers nothing.
    await assert.rejects(folder.search('lock', { mode: 'bm25', limit: 5 }), /has ended/);
    await ended;
    assert.equal(folder.status.state, 'failed');
    await folder.scan();
    assert.equal((await folder.search('lock', { mode: 'bm25', limit: 5 })).hits.length, 1);
  });

  it('may be let go and needed again as often as somebody changes settings', async () => {
    const root = notes();
    const index = folderWith();
    const worker = new SearchWorker();
    for (let round = 0; round < 6; round++) {
      const folder = worker.open(root, index, defaultSearchSettings);
      await folder.scan();
      assert.equal((await folder.search('lock', { mode: 'bm25', limit: 5 })).hits.length, 1);
      await folder.close();
    }
  });

  it('gives up when it ends again and again', async () => {
    const worker = new SearchWorker(() => new Worker('process.exit(1)', { eval: true }));
    const folder = worker.open(notes(), folderWith(), defaultSearchSettings);
    for (let round = 0; round < 4; round++) await assert.rejects(folder.scan(), /ended/);
    await assert.rejects(folder.scan(), /again and again/);
  });
});
