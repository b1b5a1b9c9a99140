import assert from 'node:assert/strict';
import { NearDuplicates } from '../../../server/src/search/query/nearDuplicates';

const groupsOf = (texts: readonly string[], least = 0.7) => {
  const found = new NearDuplicates(least, (member) => texts[member]!);
  for (const text of texts) found.add(text);
  return found.groups();
};
const words = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `word${from + n}`);

describe('passages that are nearly the same', () => {
  it('are found whatever their capitals and marks, and others are not', () => {
    const text = words(40).join(' ');
    const found = groupsOf([text, words(40, 1000).join(' '), `“${text.toUpperCase().replaceAll(' ', ', ')}!”`]);
    assert.deepEqual(found, [{ members: [0, 2], similarity: 1 }]);
  });

  it('are as alike as the runs of three words that they share', () => {
    // Of 100 words there are 98 runs; the change of one word breaks 3 of them and makes 3 others: 95 of 101 are shared.
    const changed = words(100).with(50, 'changed').join(' ');
    const [group] = groupsOf([words(100).join(' '), changed]);
    assert.deepEqual(group?.members, [0, 1]);
    assert.equal(group?.similarity, 95 / 101);
    assert.deepEqual(groupsOf([words(100).join(' '), changed], 0.95), []);
  });

  it('are one group where each is like the next', () => {
    const texts = [0, 5, 10, 15].map((from) => words(100, from).join(' '));
    const found = groupsOf(texts, 0.8);
    assert.deepEqual(
      found.map(({ members }) => members),
      [[0, 1, 2, 3]],
    );
    // Of neighbours 93 runs of 103 are shared, of the next but one 88 of 108; those at the ends are less alike than that.
    assert.ok([93 / 103, 88 / 108].includes(found[0]!.similarity));
  });

  it('are not told of a few words, which many passages share by chance', () => {
    assert.deepEqual(groupsOf(['MIT License, all rights reserved.', 'MIT License, all rights reserved.']), []);
  });

  it('are found among thousands of others', () => {
    const texts = Array.from({ length: 3000 }, (_, n) => words(30, n * 50).join(' '));
    texts[2999] = `${texts[17]} and more`;
    assert.deepEqual(
      groupsOf(texts).map(({ members }) => members),
      [[17, 2999]],
    );
  });
});
