import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Inflections } from '../../server/src/lexicon/inflections';
import { type InflectionEntry, writeInflections } from '../../server/src/lexicon/inflectionsFile';

const entries: readonly InflectionEntry[] = [
  {
    forms: [
      { form: 'see', tag: 'VB' },
      { form: 'saw', tag: 'VBD' },
      { form: 'seen', tag: 'VBN' },
    ],
    derivations: [2],
    synonyms: [],
  },
  {
    forms: [
      { form: 'saw', tag: 'NN', seldom: true },
      { form: 'saws', tag: 'NNS' },
    ],
    derivations: [],
    synonyms: [],
  },
  { forms: [{ form: 'sight', tag: 'NN' }], derivations: [0], synonyms: [1] },
];

describe('inflections', () => {
  const written = writeInflections(entries);
  const inflections = Inflections.read(written);

  it('tell what a word may be a form of, without what it seldom is', () => {
    assert.deepEqual(inflections.analysesOf('saw'), [{ entry: 0, lemma: 'see', partOfSpeech: 'verb', tag: 'VBD' }]);
    assert.deepEqual(inflections.analysesOf('saws'), [{ entry: 1, lemma: 'saw', partOfSpeech: 'noun', tag: 'NNS' }]);
    assert.deepEqual(inflections.analysesOf('sees'), []);
    assert.deepEqual(inflections.analysesOf(''), []);
  });

  it('tell the forms of a lemma, and what is derived from it or means the same', () => {
    assert.deepEqual(inflections.formsOf(0), [
      { form: 'see', tag: 'VB' },
      { form: 'saw', tag: 'VBD' },
      { form: 'seen', tag: 'VBN' },
    ]);
    assert.deepEqual([...inflections.derivationsOf(0)], [2]);
    assert.deepEqual([...inflections.synonymsOf(2)], [1]);
    assert.deepEqual([...inflections.synonymsOf(0)], []);
  });

  it('are the same off a four-byte boundary', () => {
    const shifted = new Uint8Array(written.length + 1).subarray(1);
    shifted.set(written);
    assert.deepEqual(Inflections.read(shifted).analysesOf('seen'), inflections.analysesOf('seen'));
  });

  it('are refused where bytes are missing, changed or of something else', () => {
    assert.throws(() => Inflections.read(new Uint8Array(3)), /shorter than their header/);
    assert.throws(() => Inflections.read(new Uint8Array(64)), /wrong signature/);
    assert.throws(() => Inflections.read(written.slice(0, 40)), /damaged inflections/);
    assert.throws(() => Inflections.read(written.slice(0, -4)), /damaged inflections/);
    const changed = written.slice();
    changed[changed.length - 5]! ^= 1;
    assert.throws(() => Inflections.read(changed), /checksum/);
  });
});

describe('the shipped inflections', () => {
  const inflections = Inflections.read(readFileSync('models/inflections-en.bin'));
  const formsOf = (word: string, partOfSpeech: string): string[] =>
    inflections
      .analysesOf(word)
      .filter((analysis) => analysis.partOfSpeech === partOfSpeech)
      .flatMap(({ entry }) => inflections.formsOf(entry).map(({ form, tag }) => `${form}/${tag}`));
  const derivedFrom = (word: string): string[] =>
    inflections
      .analysesOf(word)
      .flatMap(({ entry }) =>
        [...inflections.derivationsOf(entry)].map((other) => inflections.formsOf(other)[0]!.form),
      );

  it('know regular and irregular forms', () => {
    assert.deepEqual(formsOf('children', 'noun'), ['child/NN', 'children/NNS']);
    assert.deepEqual(formsOf('went', 'verb'), ['go/VB', 'went/VBD', 'gone/VBN', 'going/VBG', 'goes/VBZ']);
    assert.deepEqual(formsOf('easier', 'adjective'), ['easy/JJ', 'easier/JJR', 'easiest/JJS']);
    assert.ok(formsOf('were', 'verb').includes('am/VBP'));
  });

  it('know what is derived, by suffix and otherwise', () => {
    assert.ok(derivedFrom('decide').includes('decision'));
    assert.ok(derivedFrom('quickly').includes('quick'));
    assert.ok(derivedFrom('success').includes('successful'));
    assert.ok(derivedFrom('choice').includes('choose'));
  });
});
