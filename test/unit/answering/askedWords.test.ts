import assert from 'node:assert/strict';
import { contentWords, questionWords } from '../../../server/src/answering/askedWords';

const written = (text: string, words: readonly { readonly start: number; readonly end: number }[]): string[] =>
  words.map(({ start, end }) => text.slice(start, end));

describe('the words of a question', () => {
  it('are those that say what it is about, without those that make it one', () => {
    const question = 'When does a stale lock expire, and why?';
    assert.deepEqual(written(question, questionWords(question)), ['stale', 'lock', 'expire']);
    assert.deepEqual(written(question, contentWords(question)), ['When', 'does', 'stale', 'lock', 'expire', 'why']);
  });

  it('are all where there are no others', () => {
    assert.deepEqual(written('When? Why?', questionWords('When? Why?')), ['When', 'Why']);
  });
});
