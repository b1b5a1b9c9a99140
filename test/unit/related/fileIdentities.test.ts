import assert from 'node:assert/strict';
import type { FileChange } from '../../../server/src/platform/commitHistory';
import { FileIdentities } from '../../../server/src/search/related/fileIdentities';
import { historyBaskets, mostFilesOfCommit } from '../../../server/src/search/related/historyBaskets';

const added = (path: string): FileChange => ({ kind: 'added', path });
const changed = (path: string): FileChange => ({ kind: 'changed', path });
const deleted = (path: string): FileChange => ({ kind: 'deleted', path });
const renamed = (from: string, path: string): FileChange => ({ kind: 'renamed', from, path });

describe('the files of a history', () => {
  it('stay the same through renames, and are called by their last names', () => {
    const files = new FileIdentities();
    assert.deepEqual(files.apply([added('a'), added('b')]), [0, 1]);
    assert.deepEqual(files.apply([renamed('a', 'c')]), [0]);
    assert.deepEqual(files.apply([changed('c'), changed('b')]), [0, 1]);
    assert.deepEqual(files.paths, ['c', 'b']);
    assert.equal(files.idOf('a'), undefined);
    assert.equal(files.idOf('c'), 0);
  });

  it('may change names with each other', () => {
    const files = new FileIdentities();
    files.apply([added('a'), added('b')]);
    files.apply([renamed('a', 'b'), renamed('b', 'a')]);
    assert.deepEqual([files.idOf('a'), files.idOf('b')], [1, 0]);
  });

  it('are found under the names that others have given up, as branches have them', () => {
    const files = new FileIdentities();
    files.apply([added('a')]);
    files.apply([renamed('a', 'b')]);
    // Written on a branch before the rename, and merged after it.
    assert.deepEqual(files.apply([changed('a')]), [0]);
    // A new file of the old name is another one.
    assert.deepEqual(files.apply([added('a')]), [1]);
    assert.deepEqual([files.idOf('a'), files.idOf('b')], [1, 0]);
  });

  it('are gone when they are deleted, and come back as what they were', () => {
    const files = new FileIdentities();
    files.apply([added('a'), added('b')]);
    assert.deepEqual(files.apply([deleted('a')]), [0]);
    assert.ok(!files.isPresent(0) && files.isPresent(1));
    assert.deepEqual(files.apply([added('a')]), [0]);
    assert.ok(files.isPresent(0));
  });

  it('are no basket where a commit changes too many, though its renames are followed', () => {
    const files = new FileIdentities();
    const many = Array.from({ length: mostFilesOfCommit + 1 }, (_, index) => added(`${index}`));
    const baskets = historyBaskets(
      [
        { changes: many },
        { changes: many.map(({ path }) => renamed(path, `new/${path}`)) },
        { changes: [] },
        { changes: [changed('new/0'), changed('new/1')] },
      ],
      files,
    );
    assert.deepEqual(baskets, [{ items: [0, 1], weight: 1 }]);
  });

  it('count the less the older their commits are', () => {
    const weights = historyBaskets([{ changes: [added('a')] }, { changes: [changed('a')] }], new FileIdentities()).map(
      ({ weight }) => weight,
    );
    assert.ok(weights[0]! < weights[1]! && weights[1] === 1);
  });
});
