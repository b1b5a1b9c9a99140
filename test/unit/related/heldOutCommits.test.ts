import assert from 'node:assert/strict';
import { heldOutCommits } from '../../../server/src/evaluation/heldOutCommits';
import type { FileChange } from '../../../server/src/platform/commitHistory';

const commit = (...changes: readonly FileChange[]) => ({ changes });
const changed = (...paths: readonly string[]) => commit(...paths.map((path) => ({ kind: 'changed' as const, path })));

describe('commits that are held out', () => {
  it('are the last fifth, and ask for the others given one', () => {
    const held = heldOutCommits([changed('a', 'b', 'c'), changed('a'), changed('b'), changed('c'), changed('a', 'c')]);
    assert.deepEqual([held.trainingCommits, held.testCommits, held.files], [4, 1, 3]);
    assert.deepEqual(held.queries, [
      { commit: 0, asked: 0, wanted: [2] },
      { commit: 0, asked: 2, wanted: [0] },
    ]);
    assert.equal(held.unknown, 0);
  });

  it('neither ask about new files nor want them, and follow those that are renamed', () => {
    const before = Array.from({ length: 8 }, () => changed('a', 'b', 'gone'));
    const held = heldOutCommits([
      ...before.slice(1),
      commit({ kind: 'deleted', path: 'gone' }),
      commit(
        { kind: 'renamed', from: 'a', path: 'd' },
        { kind: 'added', path: 'new' },
        { kind: 'added', path: 'gone' },
      ),
      changed('d', 'b', 'new'),
    ]);
    assert.deepEqual(held.paths, ['a', 'b', 'gone']);
    assert.deepEqual(held.isPresent, [true, true, false]);
    assert.deepEqual(held.queries, [
      { commit: 1, asked: 0, wanted: [1] },
      { commit: 1, asked: 1, wanted: [0] },
    ]);
    // All three of the first commit that was held out, since only one was known, and one of the second.
    assert.equal(held.unknown, 4);
  });
});
