import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Dialect, dialects } from '../../server/src/lexicon/dialect';
import { Lexicon } from '../../server/src/lexicon/lexicon';
import { type LexiconEntry, Standing, writeLexicon } from '../../server/src/lexicon/lexiconFile';
import { parseErrorModel } from '../../server/src/proofreading/spelling/errorModel';
import { readErrorModel, writeErrorModel } from '../../server/src/proofreading/spelling/errorModelFile';
import { SpellingCorrector } from '../../server/src/proofreading/spelling/spellingCorrector';

const standingsIn = (...native: Dialect[]): Record<Dialect, Standing> =>
  Object.fromEntries(
    dialects.map((dialect) => [dialect, native.includes(dialect) ? Standing.preferred : Standing.foreign]),
  ) as Record<Dialect, Standing>;

const lexiconOf = (frequencies: Record<string, number>, traits: Record<string, Partial<LexiconEntry>> = {}): Lexicon =>
  Lexicon.read(
    writeLexicon(
      Object.entries(frequencies).map(([word, logFrequency]) => ({
        word,
        standings: standingsIn(...dialects),
        wordClass: 'general',
        rare: false,
        suggestable: true,
        logFrequency,
        counterparts: [],
        ...traits[word],
      })),
    ),
  );

const artefact = {
  format: 'surprisal-spelling-errors',
  version: 1,
  priorExponent: 1,
  caseCost: 100,
  firstLetterCost: 200,
  generic: {
    substitution: 900,
    insertion: 850,
    deletion: 700,
    transposition: 650,
    mark: 300,
    spaceInsertion: 400,
    spaceDeletion: 450,
  },
  start: { ph: { f: 310 } },
  inside: { ph: { f: 290 }, tt: { t: 150 }, e$: { $: 200 }, ea: { e: 330 }, "n't$": { nt$: 60 } },
};
const tinyModel = parseErrorModel(JSON.stringify(artefact));

const someWords = lexiconOf({
  a: -4,
  I: -5,
  lot: -9,
  in: -4,
  fact: -9,
  something: -9,
  cannot: -9,
  "don't": -8,
  phone: -10,
  letter: -10,
  later: -9,
  leather: -12,
  weather: -10,
  whether: -9,
  Paris: -11,
  GitHub: -13,
  café: -12,
  cafeteria: -14,
});
const corrector = new SpellingCorrector(someWords, tinyModel);
const words = (written: string, count = 5): string[] => corrector.suggest(written, count).map(({ word }) => word);

describe('spelling: what an error costs', () => {
  const cost = (written: string, intended: string): number =>
    Math.round(-100 * corrector.logErrorProbability(written, intended));

  it('is nothing for the word itself, whatever its capitals and accents', () => {
    assert.equal(cost('letter', 'letter'), 0);
    assert.equal(cost('LETTER', 'letter'), 0);
    assert.equal(cost('cafe', 'café'), 0);
  });
  it('is the listed rule where one fits', () => assert.equal(cost('leter', 'letter'), 150));
  it('adds up over the rules of a partition', () => assert.equal(cost('wethr', 'weather'), 330 + 700));
  it('takes the cheapest of several partitions', () => assert.equal(cost('lettre', 'letter'), 650));
  it('takes a rule for the start of the word before the same rule for its inside', () => {
    assert.equal(cost('fone', 'phone'), 310);
    assert.equal(cost('graf', 'graph'), 290);
  });
  it('is more for the first letter', () => assert.equal(cost('oetter', 'letter'), 1100));
  it('knows the end of the word', () => {
    assert.equal(cost('phon', 'phone'), 200);
    assert.equal(cost('phned', 'phoned'), 700);
    assert.equal(cost('phond', 'phoned'), 700);
  });
  it('counts a capital that a writer in small letters left out', () => assert.equal(cost('paris', 'Paris'), 100));
  it('edits characters outside the alphabet at the generic cost', () => {
    assert.equal(cost('l3tter', 'letter'), 900);
    assert.equal(cost('π', 'π'), 0);
    assert.equal(cost('πa', 'ρa'), 200 + 700 + 850);
  });
});

describe('spelling: suggestions', () => {
  it('rank by error and frequency together', () => {
    assert.deepEqual(words('leter', 1), ['letter']);
    assert.deepEqual(
      words('wether', 2),
      ['whether', 'weather'].sort(() => -1),
    );
  });
  it('carry both natural logarithms', () => {
    const [first] = corrector.suggest('leter', 1);
    assert.equal(first?.word, 'letter');
    assert.equal(first.logErrorProbability, -1.5);
    assert.ok(Math.abs(first.logPrior + 10) < 0.05);
    assert.ok(Math.abs(corrector.rankingScore(first) + 11.5) < 0.05);
  });
  it('never hold the written form, nor twice the same', () => {
    assert.ok(!words('later').includes('later'));
    for (const form of ['leter', 'alot', 'fone', 'wheather']) {
      assert.equal(new Set(words(form, 50)).size, words(form, 50).length);
    }
  });
  it('split what was run together', () => {
    assert.deepEqual(words('alot', 1), ['a lot']);
    assert.deepEqual(words('infact', 1), ['in fact']);
    assert.deepEqual(words('Infact', 1), ['In fact']);
  });
  it('join what was set apart', () => assert.deepEqual(words('some thing', 1), ['something']));
  it('restore apostrophes', () => assert.deepEqual(words('dont', 1), ["don't"]));
  it('take over the capitals of the written form, except for words with capitals of their own', () => {
    assert.equal(words('Leter', 1)[0], 'Letter');
    assert.equal(words('LETER', 1)[0], 'LETTER');
    assert.equal(words('pariss', 1)[0], 'Paris');
    assert.equal(words('githubb', 1)[0], 'GitHub');
  });
  it('find a lone i', () => assert.equal(words('i', 1)[0], 'I'));
  it('offer no capitals for a word that is right in small letters', () => {
    const names = new SpellingCorrector(lexiconOf({ Polish: -11, polish: -12, police: -10 }), tinyModel);
    assert.ok(!names.suggest('polish', 5).some(({ word }) => word === 'Polish'));
  });
  it('hold one of two words that differ in capitals alone', () => {
    const names = new SpellingCorrector(lexiconOf({ Carrier: -11, carrier: -10, carter: -12 }), tinyModel);
    assert.deepEqual(
      names.suggest('carier', 5).map(({ word }) => word),
      ['carrier', 'carter'],
    );
  });
  it('keep to the dialect and to what may be suggested', () => {
    const traits = {
      colour: { standings: standingsIn('en-GB', 'en-AU', 'en-CA') },
      color: { standings: standingsIn('en-US') },
      colon: { suggestable: false },
    };
    const variants = new SpellingCorrector(lexiconOf({ color: -9, colour: -9, colon: -9 }, traits), tinyModel);
    const suggested = (dialect: Dialect): string[] =>
      variants.suggest('coloor', 5, { dialect }).map(({ word }) => word);
    assert.deepEqual(suggested('en-US'), ['color']);
    assert.deepEqual(suggested('en-GB'), ['colour']);
  });
  it('are as many as asked for at most, and none for nothing', () => {
    assert.equal(words('lettr', 2).length <= 2, true);
    assert.deepEqual(words('', 5), []);
    assert.deepEqual(words('leter', 0), []);
    assert.deepEqual(new SpellingCorrector(lexiconOf({}), tinyModel).suggest('leter', 5), []);
  });
  it('end soon for what is no word at all', () => {
    for (const form of ['x'.repeat(500), '𝔘𝔫𝔦𝔠𝔬𝔡𝔢', '日本語', '\u0000', '-'.repeat(60), 'qzxjkvbw'.repeat(8)]) {
      assert.ok(Array.isArray(words(form)));
    }
  });
  it('are the same every time', () => assert.deepEqual(words('lether', 20), words('lether', 20)));
});

describe('spelling: the shipped error model', () => {
  const shipped = new SpellingCorrector(
    lexiconOf({
      definitely: -11,
      definitively: -13,
      across: -9,
      access: -9,
      necessary: -10,
      laughed: -12,
      photograph: -12,
      psychology: -13,
      rhythm: -13,
      receive: -10,
      relieve: -12,
      independent: -11,
      station: -11,
      friend: -10,
      fried: -12,
      through: -8,
      threw: -12,
    }),
    parseErrorModel(readFileSync(new URL('../../models/spelling-errors-en.json', import.meta.url), 'utf8')),
  );
  const known: Record<string, string> = {
    definately: 'definitely',
    accross: 'across',
    neccesary: 'necessary',
    fotograf: 'photograph',
    sycology: 'psychology',
    rithm: 'rhythm',
    recieve: 'receive',
    indipendant: 'independent',
    stashun: 'station',
    freind: 'friend',
    thruogh: 'through',
  };
  for (const [written, intended] of Object.entries(known)) {
    it(`reads ${written} as ${intended}`, () => assert.equal(shipped.suggest(written, 1)[0]?.word, intended));
  }
});

describe('spelling: a compiled error model', () => {
  const compiled = writeErrorModel(tinyModel);

  it('comes back as it was, from wherever in a buffer', () => {
    const shifted = new Uint8Array(compiled.length + 1);
    shifted.set(compiled, 1);
    assert.deepEqual(readErrorModel(compiled), tinyModel);
    assert.deepEqual(readErrorModel(shifted.subarray(1)), tinyModel);
  });

  it('is refused when it is cut short, foreign or damaged', () => {
    assert.throws(() => readErrorModel(new Uint8Array(0)), /no compiled spelling error model/);
    assert.throws(() => readErrorModel(compiled.subarray(0, -4)), /damaged spelling error model/);
    for (let at = 0; at < compiled.length; at++) {
      const damaged = compiled.slice();
      damaged[at]! ^= 16;
      assert.throws(() => readErrorModel(damaged), /spelling error model/);
    }
  });

  it('is shipped as the rules that are shipped with it say', () => {
    const model = (name: string) => readFileSync(new URL(`../../models/${name}`, import.meta.url));
    const rules = parseErrorModel(model('spelling-errors-en.json').toString('utf8'));
    assert.ok(model('spelling-errors-en.bin').equals(writeErrorModel(rules)));
  });
});

describe('spelling: reading an error model', () => {
  const refuses = (change: object, message: RegExp): void =>
    assert.throws(() => parseErrorModel(JSON.stringify({ ...artefact, ...change })), message);
  it('says what is wrong', () => {
    assert.throws(() => parseErrorModel('{'), /^Error: spelling error model: /);
    refuses({ version: 2 }, /version/);
    refuses({ caseCost: -1 }, /caseCost/);
    refuses({ inside: { a: { b: 'x' } } }, /"a" to "b" is malformed/);
    refuses({ inside: { a: { b: -3 } } }, /malformed/);
    refuses({ inside: { a$: { b: 3 } } }, /malformed/);
    refuses({ inside: { é: { e: 3 } } }, /malformed/);
    refuses({ inside: { '': { '': 3 } } }, /malformed/);
  });
});
