import assert from 'node:assert/strict';
import { buildAutomaton, CompactAutomaton } from '../../server/src/lexicon/compactAutomaton';

const automatonOf = (...words: string[]): CompactAutomaton => CompactAutomaton.read(buildAutomaton(words));

describe('compact automaton', () => {
  it('numbers words in code-unit order', () => {
    const automaton = automatonOf('Paris', 'a', 'mistake', 'mistakes', 'take', 'takes', 'é');
    assert.equal(automaton.wordCount, 7);
    assert.deepEqual([...automaton.words()], ['Paris', 'a', 'mistake', 'mistakes', 'take', 'takes', 'é']);
    assert.equal(automaton.indexOf('mistakes'), 3);
    assert.equal(automaton.wordAt(4), 'take');
  });

  it('finds neither prefixes, extensions nor the empty word unless they were put in', () => {
    const automaton = automatonOf('takes');
    for (const word of ['', 'take', 'takess', 'Takes']) assert.equal(automaton.indexOf(word), -1, word);
    assert.equal(automatonOf('', 'a').indexOf(''), 0);
  });

  it('shares endings, so that it is minimal', () => {
    const automaton = automatonOf('reed', 'reeds', 'seed', 'seeds');
    assert.equal(automaton.root + 1, 6);
  });

  it('holds no word when none was given', () => {
    assert.equal(automatonOf().wordCount, 0);
    assert.equal(automatonOf().indexOf('a'), -1);
  });

  it('refuses words out of order and words given twice', () => {
    assert.throws(() => buildAutomaton(['b', 'a']), /out of order: b, then a/);
    assert.throws(() => buildAutomaton(['a', 'a']), /out of order/);
  });

  it('says what is wrong with bytes that are no automaton', () => {
    const bytes = buildAutomaton(['mistake', 'mistakes']);
    assert.throws(() => CompactAutomaton.read(new Uint8Array(3)), /shorter than its header/);
    assert.throws(() => CompactAutomaton.read(new Uint8Array(64)), /wrong signature/);
    assert.throws(
      () => CompactAutomaton.read(bytes.subarray(0, bytes.length - 4)),
      /damaged word automaton: \d+ bytes/,
    );
    assert.throws(() => automatonOf('a').wordAt(1), /no word 1 among 1/);
  });

  it('reads bytes that start off a word boundary', () => {
    const bytes = buildAutomaton(['mistake', 'mistakes']);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    assert.equal(CompactAutomaton.read(shifted.subarray(1)).indexOf('mistakes'), 1);
  });
});
