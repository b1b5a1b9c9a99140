import assert from 'node:assert/strict';
import { caretPlace } from '../../server/src/completion/caretPlace';
import { type DomainWords, withDomainWords } from '../../server/src/completion/domainWords';
import type { WordLimits } from '../../server/src/completion/wordCompleter';

describe('words of a workspace in the list of suggestions', () => {
  const likeliest = Array.from({ length: 4 }, (_, at) => ({ text: `mutual${at}`, probability: 0.1 }));
  let asked: { readonly words: readonly string[]; readonly prefix: string } | undefined;
  const domain: DomainWords = async (words, prefix) => {
    asked = { words, prefix };
    return ['Mutex', 'mutual1', 'mutation', 'mutable'];
  };
  const offered = async (text: string, limits?: WordLimits) => {
    asked = undefined;
    const words = await withDomainWords(likeliest, caretPlace(text), domain, 4, limits);
    return words.map(({ text: word }) => word);
  };

  it('stand in the last places, as they are written, where the list has not got them', async () => {
    assert.deepEqual(await offered('A lock, or a mut'), ['mutual0', 'mutual1', 'Mutex', 'mutation']);
    assert.deepEqual(asked, { words: ['A', 'lock', 'or', 'a'], prefix: 'mut' });
  });

  it('begin with a capital where that is typed', async () => {
    assert.deepEqual((await offered('A Mut')).slice(2), ['Mutex', 'Mutation']);
  });

  it('are kept to what may be written', async () => {
    const banned = new Set(['mutex']);
    assert.deepEqual((await offered('A lock mut', { banned })).slice(2), ['mutation', 'mutable']);
    const vocabulary = new Map([['mutable', 'mutable']]);
    assert.deepEqual((await offered('A lock mut', { vocabulary })).slice(3), ['mutable']);
  });

  it('are not asked for after one letter, nor where nothing stands before', async () => {
    for (const text of ['A lock m', 'Mut']) {
      assert.deepEqual(await offered(text), ['mutual0', 'mutual1', 'mutual2', 'mutual3']);
      assert.equal(asked, undefined);
    }
  });
});
