import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dialects } from '../../server/src/lexicon/dialect';
import { Dictionary } from '../../server/src/lexicon/dictionary';
import { capitalize, letterCase, withCaseOf } from '../../server/src/lexicon/letterCase';
import { Lexicon } from '../../server/src/lexicon/lexicon';
import {
  type LexiconEntry,
  Standing,
  stepsPerNat,
  wordClasses,
  writeLexicon,
} from '../../server/src/lexicon/lexiconFile';

const letters = fc.string({ unit: fc.constantFrom(...'abcABCéÉ'), minLength: 1, maxLength: 6 });
const standing = fc.constantFrom(...Object.values(Standing));

const entries: fc.Arbitrary<LexiconEntry[]> = fc.uniqueArray(
  fc.record({
    word: letters,
    standings: fc.record({ 'en-US': standing, 'en-GB': standing, 'en-CA': standing, 'en-AU': standing }),
    wordClass: fc.constantFrom(...wordClasses),
    rare: fc.boolean(),
    suggestable: fc.boolean(),
    logFrequency: fc.double({ min: -21, max: 0, noNaN: true }),
    counterparts: fc.array(letters, { maxLength: 3 }),
  }),
  { selector: (entry) => entry.word, maxLength: 30 },
);

describe('lexicon', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(entries, (written) => {
        const lexicon = Lexicon.read(writeLexicon(written));
        assert.equal(lexicon.automaton.wordCount, written.length);
        for (const entry of written) {
          const index = lexicon.indexOf(entry.word);
          assert.equal(lexicon.wordAt(index), entry.word);
          for (const dialect of dialects) assert.equal(lexicon.standing(index, dialect), entry.standings[dialect]);
          assert.equal(lexicon.isRare(index), entry.rare);
          assert.equal(lexicon.isSuggestable(index), entry.suggestable);
          assert.equal(lexicon.wordClass(index), entry.wordClass);
          assert.ok(Math.abs(lexicon.frequency(index) - entry.logFrequency) <= 1 / 24 + 1e-9);
        }
      }),
    );
  });

  it('knows an allowed word as it is written and in capitals, and one in small letters capitalised too', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(...dialects), (written, dialect) => {
        const lexicon = Lexicon.read(writeLexicon(written));
        for (const { word } of written) {
          if (!lexicon.allows(lexicon.indexOf(word), dialect)) continue;
          assert.ok(lexicon.has(word, dialect), word);
          assert.ok(lexicon.has(word.toUpperCase(), dialect), word.toUpperCase());
          if (letterCase(word) === 'lower') assert.ok(lexicon.has(capitalize(word), dialect), capitalize(word));
        }
      }),
    );
  });

  it('prefers only spellings that it would itself let stand', () => {
    fc.assert(
      fc.property(entries, letters, fc.constantFrom(...dialects), (written, word, dialect) => {
        const lexicon = Lexicon.read(writeLexicon(written));
        const found = lexicon.lookup(word, dialect);
        if (!('preferred' in found)) return;
        for (const preferred of found.preferred) {
          assert.ok(found.status === 'otherDialect' || lexicon.has(preferred, dialect), preferred);
        }
      }),
    );
  });

  it('is refused when any byte of it is changed', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, at, change) => {
        const damaged = writeLexicon(written);
        damaged[at % damaged.length]! ^= change;
        assert.throws(() => Lexicon.read(damaged), /lexicon/);
      }),
    );
  });

  it('knows how frequent the most frequent words of a range are, or a little more', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), (written, from, length) => {
        if (written.length === 0) return;
        const lexicon = Lexicon.read(writeLexicon(written));
        const first = from % written.length;
        const last = Math.min(written.length, first + 1 + length);
        const most = Math.max(...written.slice(first, last).map((_, i) => lexicon.frequency(first + i)));
        assert.ok(-lexicon.rarities.bound(first, last) / stepsPerNat >= most);
        assert.equal(-lexicon.rarities.bound(first, first + 1) / stepsPerNat, lexicon.frequency(first));
      }),
    );
  });

  it('looks any string up, however odd', () => {
    const lexicon = Lexicon.read(
      writeLexicon(
        ['a', 'b', 'dog', 'DOG'].map((word) => ({
          word,
          standings: { 'en-US': 3, 'en-GB': 3, 'en-CA': 3, 'en-AU': 3 },
          wordClass: 'general',
          rare: false,
          suggestable: true,
          logFrequency: -5,
          counterparts: [],
        })),
      ),
    );
    const dictionary = Dictionary.of(['a*', '*b', '!c']);
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom('a', "'", '\u2019', '-', '.', 's', 'dog', '\ud83d', '\u0130', 'ß'),
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(odd, (word) => {
        lexicon.lookup(word, 'en-GB');
        dictionary.has(word);
        withCaseOf(word, word);
      }),
      { numRuns: 500 },
    );
  });
});
