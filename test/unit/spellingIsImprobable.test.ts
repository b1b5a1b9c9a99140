import assert from 'node:assert/strict';
import { loadNgram } from '../../server/src/platform/models';

describe('the shipped language model', () => {
  const sum = async (text: string): Promise<number> => (await (await loadNgram()).score([text]))[0]!.logProbability;

  it('finds "has no mistakes" likelier than "has no mistaeks"', async () => {
    assert.ok((await sum('has no mistakes')) > (await sum('has no mistaeks')) + 10);
  });

  it('finds an article that fits likelier than one that does not', async () => {
    assert.ok((await sum('This is an example.')) > (await sum('This is a example.')));
  });
});
