import assert from 'node:assert/strict';
import { loadGrammarResources } from '../../../server/src/platform/models';
import { candidateEdits } from '../../../server/src/proofreading/grammar/candidateEdits';
import type { EditClass, GrammarEdit } from '../../../server/src/proofreading/grammar/grammarEdit';
import { ABSENT, PLACEHOLDER } from '../../../server/src/text/maskedDocument';
import { tokenize } from '../../../server/src/text/tokens';

const editsOf = (text: string, proposals?: (index: number) => readonly string[]): GrammarEdit[] =>
  candidateEdits(
    { text, tokens: tokenize(text, { start: 0, end: text.length }), dialect: 'en' },
    loadGrammarResources(),
    proposals,
  );

const corrected = (text: string, { start, end, replacement }: GrammarEdit): string =>
  text.slice(0, start) + replacement + text.slice(end);

/** Class of the edit that makes one sentence of the other in one step; undefined where there is none. */
const classOf = (written: string, intended: string): EditClass | undefined =>
  editsOf(written).find((edit) => corrected(written, edit) === intended)?.editClass;

const reached: Readonly<
  Record<string, readonly (readonly [written: string, intended: string, editClass: EditClass])[]>
> = {
  'number of nouns': [
    ['She fed three cat.', 'She fed three cats.', 'noun-number'],
    ['The childs slept.', 'The children slept.', 'spelling'],
    ['He gave an advices.', 'He gave advice.', 'noun-number'],
    ['We need a informations.', 'We need information.', 'noun-number'],
  ],
  'forms of verbs': [
    ['He walk home.', 'He walks home.', 'agreement'],
    ['The roof of the houses are red.', 'The roof of the houses is red.', 'agreement'],
    ['We go there yesterday.', 'We went there yesterday.', 'verb-tense'],
    ['I enjoy to swim.', 'I enjoy swimming.', 'verb-form'],
    ['She wants leave.', 'She wants to leave.', 'verb-form'],
    ['It is depend on you.', 'It depends on you.', 'verb-tense'],
    ['He did not went home.', 'He did not go home.', 'verb-tense'],
    ['I am here since Monday.', 'I have been here since Monday.', 'verb-tense'],
    ['They are knowing him.', 'They know him.', 'verb-tense'],
    ['A tool for to cut wood.', 'A tool for cutting wood.', 'verb-form'],
  ],
  'comparison and derivation': [
    ['This way is more better.', 'This way is better.', 'comparison'],
    ['Trains are more fast.', 'Trains are faster.', 'comparison'],
    ['He drove careful.', 'He drove carefully.', 'derivation'],
    ['Their decide was final.', 'Their decision was final.', 'derivation'],
    ['It was a success plan.', 'It was a successful plan.', 'derivation'],
  ],
  determiners: [
    ['I bought car.', 'I bought a car.', 'determiner-insert'],
    ['She ate orange.', 'She ate an orange.', 'determiner-insert'],
    ['Sun is warm.', 'The sun is warm.', 'determiner-insert'],
    ['The life is short.', 'Life is short.', 'determiner-delete'],
    ['This shoes are new.', 'These shoes are new.', 'determiner-replace'],
    ['There is many sand.', 'There is much sand.', 'determiner-replace'],
    ['She lost a keys.', 'She lost her keys.', 'determiner-replace'],
  ],
  prepositions: [
    ['We met in Monday.', 'We met on Monday.', 'preposition-replace'],
    ['Listen me now.', 'Listen to me now.', 'preposition-insert'],
    ['We discussed about it.', 'We discussed it.', 'preposition-delete'],
    ['He stayed because the rain.', 'He stayed because of the rain.', 'preposition-insert'],
  ],
  'auxiliaries and modals': [
    ['She reading now.', 'She is reading now.', 'auxiliary'],
    ['He is went away.', 'He went away.', 'auxiliary'],
    ['You can rest now.', 'You should rest now.', 'auxiliary'],
    ['He have a dog.', 'He has a dog.', 'agreement'],
    ["I'm agree with you.", 'I agree with you.', 'auxiliary'],
    ['He do not know.', "He don't know.", 'apostrophe'],
    ['What you think?', 'What do you think?', 'auxiliary'],
  ],
  pronouns: [
    ['Me like tea.', 'I like tea.', 'pronoun'],
    ['In winter is cold.', 'In winter it is cold.', 'pronoun'],
    ['The man which called left.', 'The man who called left.', 'pronoun'],
    ['My friend he plays chess.', 'My friend plays chess.', 'pronoun'],
  ],
  conjunctions: [
    ['Tired so happy.', 'Tired but happy.', 'conjunction'],
    ['I like tea coffee.', 'I like tea and coffee.', 'conjunction'],
    ['The girl sings is my sister.', 'The girl who sings is my sister.', 'conjunction'],
  ],
  'order of words': [
    ['I know what is it.', 'I know what it is.', 'word-order'],
    ['She plays often tennis.', 'She often plays tennis.', 'word-order'],
    ['I like very much tea.', 'I like tea very much.', 'word-order'],
  ].filter(([written]) => written !== 'I like very much tea.') as [string, string, EditClass][],
  marks: [
    ['After lunch we slept.', 'After lunch, we slept.', 'comma-insert'],
    ['He said, that it rained.', 'He said that it rained.', 'comma-delete'],
    ['Who are you.', 'Who are you?', 'punctuation'],
    ['It rained we stayed in.', 'It rained. We stayed in.', 'punctuation'],
    ['We all went home', 'We all went home.', 'punctuation'],
  ],
  'apostrophes, hyphens and capitals': [
    ['I dont know.', "I don't know.", 'spelling'],
    ['My brothers car is red.', "My brother's car is red.", 'apostrophe'],
    ["The cat's sleep here.", 'The cats sleep here.', 'apostrophe'],
    ['It is a well known fact.', 'It is a well-known fact.', 'hyphen'],
    ['She speaks english.', 'She speaks English.', 'capital'],
    ['we left early.', 'We left early.', 'capital'],
    ['I saw the Dog there.', 'I saw the dog there.', 'capital'],
  ],
  'words written wrong, apart or twice': [
    ['I recieved it.', 'I received it.', 'spelling'],
    ['I like it alot.', 'I like it a lot.', 'spelling'],
    ['Every body came.', 'Everybody came.', 'spelling'],
    ['It is the the end.', 'It is the end.', 'repetition'],
    ['He writed a book.', 'He wrote a book.', 'spelling'],
  ],
  'the choice of words': [
    ['Their is a hole.', 'There is a hole.', 'confusion'],
    ['It has a good affect.', 'It has a good effect.', 'confusion'],
    ['I made my homework.', 'I did my homework.', 'collocation'],
    ['She said me the truth.', 'She told me the truth.', 'collocation'],
    ['She had big luck.', 'She had great luck.', 'collocation'],
  ],
};

describe('candidate edits', () => {
  it('take words that JavaScript knows for words', () => {
    for (const word of ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'])
      for (const { replacement } of editsOf(`I think this ${word} is what it ${word} not, and they ${word}.`)) {
        assert.equal(typeof replacement, 'string');
        assert.doesNotMatch(replacement, /function|native code|undefined/);
      }
  });

  for (const [name, sentences] of Object.entries(reached)) {
    it(`mend ${name}`, () => {
      for (const [written, intended, editClass] of sentences)
        assert.equal(classOf(written, intended), editClass, `${written} -> ${intended}`);
    });
  }

  it('agree with a pronoun that is the subject', () => {
    const results = editsOf('He going.').map((edit) => corrected('He going.', edit));
    assert.ok(results.includes('He is going.'));
    assert.ok(!results.includes('He are going.') && !results.includes('He am going.'));
  });

  it('keep to the dialect', () => {
    const text = 'They travel far.';
    const tokens = tokenize(text, { start: 0, end: text.length });
    const inDialect = (dialect: 'en-US' | 'en-GB') =>
      candidateEdits({ text, tokens, dialect }, loadGrammarResources()).map((edit) => corrected(text, edit));
    assert.ok(inDialect('en-US').includes('They traveled far.') && !inDialect('en-US').includes('They travelled far.'));
    assert.ok(inDialect('en-GB').includes('They travelled far.') && !inDialect('en-GB').includes('They traveled far.'));
  });

  it('take what a model proposes, in the place of a word and before it', () => {
    const edits = editsOf('He drank tea.', (index) => (index === 2 ? ['coffee', 'cold'] : []));
    const results = edits.map((edit) => corrected('He drank tea.', edit));
    assert.ok(results.includes('He drank coffee.') && results.includes('He drank cold tea.'));
    assert.equal(new Set(results).size, results.length);
  });

  it('leave names, abbreviations, code and foreign words in quotes as they are', () => {
    for (const [text, kept] of [
      ['We met Bill Walks in Rome.', 'Bill Walks'],
      ['The NASA report is here.', 'NASA'],
      ['Monday is free.', 'Monday'],
      ['The US is large.', 'US'],
      ['Call readFile now.', 'readFile'],
      ['Call snake_case now.', 'snake_case'],
      [`Call ${PLACEHOLDER}${PLACEHOLDER} now.`, PLACEHOLDER + PLACEHOLDER],
      ['He wrote "zut alors" twice.', 'zut'],
    ] as const) {
      for (const edit of editsOf(text)) {
        const { start, end } = edit;
        const inside = text.slice(start, end);
        assert.ok(
          !inside.includes(kept) || corrected(text, edit).toLowerCase().includes(kept.toLowerCase()),
          `${text}: ${corrected(text, edit)}`,
        );
      }
    }
  });

  it('let colons, semicolons and brackets stand where they are deliberate', () => {
    for (const text of ['It is over now: the work is done.', 'It rained; we stayed.', 'Rain (and snow) fell.']) {
      for (const edit of editsOf(text)) {
        for (const mark of ':;()')
          assert.ok(!text.includes(mark) || corrected(text, edit).includes(mark), corrected(text, edit));
      }
    }
    assert.equal(classOf('We bought: milk.', 'We bought milk.'), 'punctuation');
  });

  it('write apostrophes as the sentence does', () => {
    const text = 'I dont know what he\u2019s done.';
    assert.ok(editsOf(text).some((edit) => corrected(text, edit) === 'I don\u2019t know what he\u2019s done.'));
  });

  it('look at no word of a hundred thousand letters, and go on', () => {
    const text = `${'ab'.repeat(50_000)} walk home.`;
    assert.ok(editsOf(text).some((edit) => corrected(text, edit).endsWith(' walks home.')));
  });

  it('stay outside of markup', () => {
    const text = `She ${ABSENT}${ABSENT}walk${ABSENT}${ABSENT} home.`;
    const results = editsOf(text).map((edit) => corrected(text, edit));
    assert.ok(results.includes(`She ${ABSENT}${ABSENT}walks${ABSENT}${ABSENT} home.`));
    for (const result of results) assert.equal(result.split(ABSENT).length, 5);
  });

  it('are none of nothing, and few of a word or a mark', () => {
    assert.deepEqual(editsOf(''), []);
    assert.deepEqual(editsOf('.'), []);
    assert.deepEqual(editsOf('\u{1F600}'), []);
    assert.deepEqual(editsOf(PLACEHOLDER), []);
    assert.ok(editsOf('Go').every((edit) => corrected('Go', edit).trim() !== ''));
  });
});
