import assert from 'node:assert/strict';
import { type Dialect, dialects } from '../../server/src/lexicon/dialect';
import { Lexicon } from '../../server/src/lexicon/lexicon';
import { type LexiconEntry, LexiconFile, Standing, writeLexicon } from '../../server/src/lexicon/lexiconFile';

const everywhere: Record<Dialect, Standing> = {
  'en-US': Standing.preferred,
  'en-GB': Standing.preferred,
  'en-CA': Standing.preferred,
  'en-AU': Standing.preferred,
};

const entry = (word: string, properties: Partial<LexiconEntry> = {}): LexiconEntry => ({
  word,
  standings: everywhere,
  wordClass: 'general',
  rare: false,
  suggestable: true,
  logFrequency: -9,
  counterparts: [],
  ...properties,
});

const american = { ...everywhere, 'en-GB': Standing.foreign, 'en-AU': Standing.foreign };
const british = { ...everywhere, 'en-US': Standing.foreign };

const lexicon = Lexicon.read(
  writeLexicon([
    entry('color', { standings: american, counterparts: ['colour'] }),
    entry('colour', { standings: british, counterparts: ['color'] }),
    entry('theater', { standings: american, counterparts: ['theatre'] }),
    entry('theatre', { standings: { ...british, 'en-US': Standing.seldom }, counterparts: ['theater'] }),
    entry('automata', { standings: { ...everywhere, 'en-US': Standing.seldom, 'en-GB': Standing.seldom } }),
    entry('memoranda', {
      standings: {
        'en-US': Standing.seldom,
        'en-GB': Standing.seldom,
        'en-CA': Standing.seldom,
        'en-AU': Standing.seldom,
      },
    }),
    entry('aluminium', { standings: british }),
    entry('Paris', { wordClass: 'name' }),
    entry('English', { wordClass: 'name' }),
    entry('GitHub', { wordClass: 'technical' }),
    entry('URL', { wordClass: 'abbreviation' }),
    entry('us', { logFrequency: -6 }),
    entry('US', { wordClass: 'abbreviation' }),
    entry('calender', { rare: true, logFrequency: -17 }),
    entry('shit', { suggestable: false }),
    entry('coded'),
    entry('dog'),
    entry('dogs'),
    entry("don't"),
    entry('directory'),
    entry('known'),
    entry('till'),
    entry('well'),
    entry('axis'),
    entry('x'),
  ]),
);

const status = (word: string, dialect: Dialect = 'en-US'): string => lexicon.lookup(word, dialect).status;
const preferred = (word: string, dialect: Dialect = 'en-US'): readonly string[] => {
  const found = lexicon.lookup(word, dialect);
  return 'preferred' in found ? found.preferred : [];
};

describe('lexicon', () => {
  it('takes a word in small letters capitalised and in capitals too, but in no other mixture', () => {
    for (const word of ['directory', 'Directory', 'DIRECTORY', "DON'T"]) assert.ok(lexicon.has(word, 'en-US'), word);
    assert.equal(status('dIRECTORY'), 'otherCase');
  });

  it('takes a name as it is written and in capitals, and says how it is written otherwise', () => {
    for (const word of ['Paris', 'PARIS', 'GitHub', 'GITHUB']) assert.ok(lexicon.has(word, 'en-US'), word);
    assert.deepEqual(preferred('paris'), ['Paris']);
    assert.deepEqual(preferred('Github'), ['GitHub']);
    assert.equal(status('github'), 'otherCase');
  });

  it('tells us and US apart', () => {
    assert.equal(lexicon.indexOf('us') === lexicon.indexOf('US'), false);
    assert.ok(lexicon.has('us', 'en-US') && lexicon.has('US', 'en-US') && lexicon.has('Us', 'en-US'));
  });

  it('takes curly apostrophes for straight ones', () => {
    assert.ok(lexicon.has('don\u2019t', 'en-US'));
    assert.equal(status('dont'), 'unknown');
  });

  it('names the spelling of the dialect, in the capitals of the word', () => {
    assert.ok(lexicon.has('colour', 'en-GB'));
    assert.deepEqual(lexicon.lookup('Colour', 'en-US'), {
      status: 'otherDialect',
      index: lexicon.indexOf('colour'),
      dialects: ['en-GB', 'en-CA', 'en-AU'],
      preferred: ['Color'],
      tolerated: false,
    });
    assert.deepEqual(preferred('COLOR', 'en-GB'), ['COLOUR']);
    assert.deepEqual(preferred('aluminium'), []);
  });

  it('marks spellings that dictionaries of the dialect tolerate', () => {
    const found = lexicon.lookup('theatre', 'en-US');
    assert.ok(found.status === 'otherDialect' && found.tolerated);
    assert.deepEqual(found.preferred, ['theater']);
  });

  it('takes a seldom spelling that no dialect claims for its own', () => {
    for (const dialect of dialects) assert.ok(lexicon.has('memoranda', dialect));
    assert.equal(status('automata', 'en-US'), 'otherDialect');
  });

  it('derives possessives, plurals of abbreviations, compounds and words with affixes', () => {
    const derivation = (word: string): string => {
      const found = lexicon.lookup(word, 'en-US');
      return found.status === 'known' ? found.derivation : found.status;
    };
    assert.equal(derivation("dog's"), 'possessive');
    assert.equal(derivation("dogs'"), 'possessive');
    assert.equal(derivation('URLs'), 'plural');
    assert.equal(derivation('well-known'), 'compound');
    assert.equal(derivation('x-axis'), 'compound');
    assert.equal(derivation('3-dogs'), 'compound');
    assert.equal(derivation('pre-coded'), 'compound');
    assert.equal(derivation('sub-axis'), 'compound');
    assert.equal(derivation('di-rectory'), 'unknown');
    assert.equal(derivation('subdirectory'), 'affixed');
    assert.equal(derivation('uncoded'), 'affixed');
    assert.equal(derivation('axislike'), 'affixed');
    assert.equal(derivation('Subdirectory'), 'affixed');
  });

  it('takes a hyphen after a prefix in a word that is written together', () => {
    const found = lexicon.lookup('co-lour', 'en-GB');
    assert.ok(found.status === 'known' && found.derivation === 'compound' && lexicon.wordAt(found.index) === 'colour');
  });

  it('takes abbreviations with their stops, and initials', () => {
    for (const word of ['U.S.', 'u.s.', 'J.', 'R.K.']) assert.ok(lexicon.has(word, 'en-US'), word);
    for (const word of ['.', 'knwon.', 'U..']) assert.equal(status(word), 'unknown', word);
  });

  it('derives nothing from short, rare or unknown words', () => {
    for (const word of [
      'untill',
      'redog',
      'doglike',
      'nonxyzzy',
      'uncalender',
      'well-knwon',
      "xyzzy's",
      '-',
      'dog-',
      '',
    ]) {
      assert.equal(status(word), 'unknown', word);
    }
  });

  it('says of a compound what is wrong with its part', () => {
    assert.deepEqual(preferred('colour-coded'), ['color-coded']);
    assert.deepEqual(preferred("colour's"), ["color's"]);
    assert.deepEqual(preferred('english-coded'), ['English-coded']);
  });

  it('keeps what a corrector needs to know of a word', () => {
    const index = lexicon.indexOf('calender');
    assert.ok(lexicon.isRare(index) && lexicon.isSuggestable(index));
    assert.equal(lexicon.frequency(index), -17);
    assert.equal(lexicon.wordClass(lexicon.indexOf('Paris')), 'name');
    assert.equal(lexicon.isSuggestable(lexicon.indexOf('shit')), false);
    assert.equal(lexicon.wordAt(index), 'calender');
  });

  it('says what is wrong with bytes that are no lexicon', () => {
    const bytes = writeLexicon([entry('color', { counterparts: ['colour'] }), entry('colour')]);
    assert.throws(() => Lexicon.read(new Uint8Array(8)), /not a lexicon: shorter/);
    assert.throws(() => Lexicon.read(new Uint8Array(80)), /not a lexicon: wrong signature/);
    const older = bytes.slice();
    older[3] = 0x31;
    assert.throws(() => Lexicon.read(older), /a lexicon of an older version: build it again/);
    assert.throws(() => Lexicon.read(bytes.subarray(0, -1)), /damaged lexicon: \d+ bytes, its header says \d+/);
  });

  it('reads the same from a buffer that starts off a word boundary', () => {
    const bytes = writeLexicon([entry('color')]);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    assert.equal(LexiconFile.read(shifted.subarray(3)).automaton.indexOf('color'), 0);
  });
});
