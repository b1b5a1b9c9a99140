import assert from 'node:assert/strict';
import type { JudgingModel } from '../../../server/src/answering/ports';
import { checkedSentences } from '../../../server/src/answering/support';
import { askedPassage } from '../../support/askedPassage';

const text =
  'A stale lock is taken over after 30 seconds. The folder of the index is not removed. Snowball stemmers are used for English.';
const passages = [{ passage: askedPassage('a.md', text), unit: { start: 0, end: 10 } }];
const check = (sentence: string, judge?: JudgingModel) =>
  checkedSentences('When is a stale lock taken over?', [sentence], passages, judge).then(([checked]) => checked!);

/** Checks against one passage of its own. */
const checkBy =
  (passage: string, more: { readonly headings?: readonly string[] } = {}) =>
  (sentence: string) =>
    checkedSentences(
      'What is done?',
      [sentence],
      [{ passage: askedPassage('a.md', passage, more), unit: { start: 0, end: 10 } }],
      undefined,
    ).then(([checked]) => checked!);

/** Each token, of a word, is so much likelier after a source than without. */
const judgeOf = (gain: number): JudgingModel => ({
  scoreCandidates: async (requests) =>
    requests.map(({ sentence, leftContext = '' }) => {
      const tokens = [...sentence.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
        start: index,
        end: index + word.length,
        logProbability: leftContext.startsWith('Question:') ? -5 : -5 + gain,
      }));
      return { sentence: { logProbability: 0, tokens }, gains: [], changes: [], tokensRead: 0 };
    }),
});

describe('the check of a generated sentence', () => {
  it('lets one pass that a sentence of the passages says, and tells which', async () => {
    const { supported, source } = await check('The stale lock is taken over after 30 seconds.');
    assert.equal(supported, true);
    assert.equal(text.slice(source!.unit.start, source!.unit.end), 'A stale lock is taken over after 30 seconds.');
  });

  it('finds one that two neighbours say together', async () => {
    const { supported, source } = await check(
      'The folder of the index is not removed, and Snowball stemmers are used.',
    );
    assert.equal(supported, true);
    assert.equal(
      text.slice(source!.unit.start, source!.unit.end),
      'The folder of the index is not removed. Snowball stemmers are used for English.',
    );
  });

  it('marks other numbers, other names, and what is not said or denied', async () => {
    for (const sentence of [
      'A stale lock is taken over after 60 seconds.',
      'For English, Porter stemmers are used.',
      'A stale lock is not taken over after 30 seconds.',
      'The folder of the index is removed.',
      'The folder of the index that is not removed is not removed.',
      'Snowball takes over the stale English, and 30 seconds are stemmers.',
      'Locks are written by the operating system in a secret place.',
    ])
      assert.equal((await check(sentence)).supported, false, sentence);
  });

  it('marks what only headings say', async () => {
    const of = checkBy(text, { headings: ['Guide', 'Index recovery'] });
    assert.equal((await of('The index recovery guide.')).supported, false);
    assert.equal((await of('In index recovery a stale lock is taken over after 30 seconds.')).supported, true);
  });

  it('marks what was broken off or says next to nothing, unless its source ends there too', async () => {
    for (const sentence of [
      'Stale locks.',
      'A stale lock is taken over after',
      'A stale lock is taken over after 30',
      'A stale lock is taken over after 30 seconds and not.',
    ])
      assert.equal((await check(sentence)).supported, false, sentence);
    assert.equal((await check('Snowball stemmers are used for English')).supported, true);
  });

  it('marks what leaves out the condition that its source begins with', async () => {
    const of = checkBy('With grammar off the model waits for a question. It is loaded, and the model waits then.');
    assert.equal((await of('The model waits for a question.')).supported, false);
    assert.equal((await of('With grammar off the model waits for a question.')).supported, true);
  });

  it('marks what leaves out a word that its source has in the same breath', async () => {
    const of = checkBy('A read-only file is named and left as it is. Of a large file, the first part is shown.');
    assert.equal((await of('A file is named and left as it is.')).supported, false);
    assert.equal((await of('A read-only file is named and left as it is.')).supported, true);
    assert.equal((await of('The first part is shown, of a file.')).supported, false);
    assert.equal((await of('Of a large file, the first part is shown.')).supported, true);
  });

  it('cites nothing where no word is known', async () => {
    assert.deepEqual(await check('Bananas grow quickly.'), {
      text: 'Bananas grow quickly.',
      supported: false,
      source: undefined,
    });
  });

  it('asks the model whether the source makes it likelier, and does without one that fails', async () => {
    const sentence = 'The stale lock is taken over after 30 seconds.';
    assert.equal((await check(sentence, judgeOf(2))).supported, true);
    assert.equal((await check(sentence, judgeOf(0))).supported, false);
    const failing: JudgingModel = { scoreCandidates: () => Promise.reject(new Error('gone')) };
    assert.equal((await check(sentence, failing)).supported, true);
  });
});
