import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHead } from '../../../server/src/platform/commitHistory';
import type { HistoryModel } from '../../../server/src/search/related/historyModel';
import { decodeHistoryModel, encodeHistoryModel } from '../../../server/src/search/related/historyModelFile';
import { historyFromThread } from '../../../server/src/search/related/historyThread';
import { openHistoryModel } from '../../../server/src/search/related/openHistoryModel';
import { GitRepository } from '../../support/gitRepository';
import { folderWith } from '../../support/program';

/** Parser and its tests go together, as do page and style; the parser's grammar is changed with the parser's tests alone. */
const history = [
  { parser: '1', 'parser.test': '1', page: '1', style: '1', grammar: '1', old: '1' },
  ...Array.from({ length: 6 }, (_, time) => [
    { parser: `p${time}`, 'parser.test': `p${time}` },
    { page: `s${time}`, style: `s${time}` },
    ...(time < 2 ? [{ grammar: `g${time}`, 'parser.test': `g${time}` }] : []),
  ]).flat(),
  { old: null, page: 'last' },
];

const pathsOf = (model: HistoryModel, path: string): readonly string[] =>
  model.related(path, 10).map((file) => file.path);

describe('the model of a history', () => {
  const repository = new GitRepository(history);

  it('names what is changed with a file, best first, with how often, and leaves out what is gone', async () => {
    const model = await openHistoryModel(await readHead(repository.root), { folder: folderWith() });
    const [best, ...others] = model.related('page', 10);
    assert.deepEqual([best!.path, best!.together, best!.commits], ['style', 7, 8]);
    assert.ok(others.every(({ score }) => score <= best!.score));
    assert.ok(!pathsOf(model, 'page').includes('old') && !pathsOf(model, 'page').includes('page'));
    assert.deepEqual(model.related('page', 1).length, 1);
    assert.deepEqual(model.related('nowhere', 10), []);
    assert.equal(model.commitsOf('nowhere'), 0);
  });

  it('names what keeps the same company, and in whose, where no commit changed both', async () => {
    const apart = new GitRepository([
      ...Array.from({ length: 8 }, (_, time) => [
        { core: `a${time}`, one: `${time}` },
        { core: `b${time}`, two: `${time}` },
      ]).flat(),
      { lonely: '1' },
    ]);
    const model = await openHistoryModel(await readHead(apart.root), { folder: folderWith() });
    const two = model.related('one', 10).find(({ path }) => path === 'two');
    assert.deepEqual([two?.together, two?.via], [0, 'core']);
    assert.equal(model.commitsOf('lonely'), 1);
    assert.deepEqual(model.related('lonely', 10), []);
  });

  it('names first, of files that no commit changed together with one, what lies in its folder or has its name', async () => {
    const apart = new GitRepository(
      Array.from({ length: 4 }, (_, time) => [
        { core: `a${time}`, 'src/lock.c': `${time}` },
        { core: `b${time}`, 'docs/door.md': `${time}` },
        { core: `c${time}`, 'src/door.c': `${time}` },
        { core: `d${time}`, 'test/lock.test.c': `${time}` },
      ]).flat(),
    );
    const model = await openHistoryModel(await readHead(apart.root), { folder: folderWith() });
    assert.deepEqual(pathsOf(model, 'src/lock.c'), ['core', 'test/lock.test.c', 'src/door.c', 'docs/door.md']);
  });

  it('follows a file through its renames', async () => {
    const moved = new GitRepository([
      { a: 'a text that is known again\n', b: '1' },
      { a: 'a text that is known again!\n', b: '2' },
    ]);
    moved.git('mv', 'a', 'c');
    moved.commitAll();
    const model = await openHistoryModel(await readHead(moved.root), { folder: folderWith() });
    assert.deepEqual(pathsOf(model, 'b'), ['c']);
    assert.equal(model.related('b', 1)[0]!.together, 2);
    assert.deepEqual(pathsOf(model, 'a'), []);
  });

  it('is the same after it was written and read', async () => {
    const model = await openHistoryModel(await readHead(repository.root), { folder: folderWith() });
    const again = decodeHistoryModel(encodeHistoryModel(model))!;
    assert.deepEqual(again.facts, model.facts);
    for (const path of ['page', 'parser', 'grammar'])
      assert.deepEqual(again.related(path, 10), model.related(path, 10));
  });

  it('is kept until there is another commit, and made anew where the file is damaged', async () => {
    const changing = new GitRepository([{ a: '1', b: '1' }]);
    const folder = folderWith();
    const open = async () => {
      let epochs = 0;
      const onProgress = () => {
        epochs++;
      };
      const model = await openHistoryModel(await readHead(changing.root), { folder, onProgress });
      return { paths: pathsOf(model, 'a'), isLearnt: epochs > 0 };
    };
    assert.deepEqual(await open(), { paths: ['b'], isLearnt: true });
    assert.deepEqual(await open(), { paths: ['b'], isLearnt: false });
    const file = join(folder, 'history');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file, bytes);
    assert.deepEqual(await open(), { paths: ['b'], isLearnt: true });
    writeFileSync(file, '');
    assert.deepEqual(await open(), { paths: ['b'], isLearnt: true });
    changing.commit({ a: '2', c: '1' });
    assert.deepEqual((await open()).paths.toSorted(), ['b', 'c']);
  });

  it('is learnt by another thread too, and what that fails of is told', async () => {
    const head = await readHead(repository.root);
    const folder = folderWith();
    const model = await historyFromThread({ head, folder }, new AbortController().signal);
    assert.deepEqual(model.related('page', 10), (await openHistoryModel(head, { folder })).related('page', 10));
    const gone = { ...head, commit: '0'.repeat(40) };
    await assert.rejects(historyFromThread({ head: gone, folder }, new AbortController().signal), {
      name: 'RepositoryError',
      message: /^git (log|ls-tree) failed: /,
    });
    await assert.rejects(historyFromThread({ head, folder }, AbortSignal.abort(new Error('enough'))), /enough/);
  });
});
