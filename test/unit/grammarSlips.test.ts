import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Misspeller, seededRandom } from '../../models/build/calibration/misspell';
import { damage, mended } from '../../models/build/grammar/damage';
import { Injector } from '../../models/build/grammar/injector';
import { likelierBy } from '../../models/build/grammar/likelier';
import { learner, type Rates, scaled } from '../../models/build/grammar/rates';
import type { Family } from '../../models/build/grammar/slips/slip';
import { slipRules } from '../../models/build/grammar/slips/slipRules';
import { SlipSentence } from '../../models/build/grammar/slips/slipSentence';
import { partsOfSpeech } from '../../models/build/grammar/tagger';
import { WordForms } from '../../models/build/grammar/wordForms';
import { readModels } from '../../models/build/heldOut';
import { loadGrammarResources } from '../../server/src/platform/models';
import type { SpellingErrorModelArtefact } from '../../server/src/proofreading/spelling/errorModel';
import { tokenize } from '../../server/src/text/tokens';

const resources = loadGrammarResources();
const { lexicon, inflections } = resources;
const forms = new WordForms(inflections, (word) => {
  const index = lexicon.indexOf(word);
  return index < 0 ? Number.NEGATIVE_INFINITY : lexicon.frequency(index);
});
const errors = JSON.parse(readFileSync('models/spelling-errors-en.json', 'utf8')) as SpellingErrorModelArtefact;
const rules = slipRules(new Misspeller(errors, seededRandom(3)), 'models/confusions-en.json');

const sentenceOf = (text: string): SlipSentence => {
  const tokens = tokenize(text, { start: 0, end: text.length });
  return new SlipSentence(text, tokens, partsOfSpeech(text, tokens), resources, forms);
};

/** What a rule makes of a sentence at all of its places, always drawing the first. */
const made = (name: string, text: string): string[] => {
  const rule = rules.find((one) => one.name === name);
  assert.ok(rule, name);
  const sentence = sentenceOf(text);
  return sentence.tokens.flatMap((_, index) => {
    const slip = rule.at(sentence, index, () => 0);
    return slip === undefined ? [] : [damage(text, [slip]).sentence];
  });
};

const passages = [
  'When I was a child, my parents lived in a small village near the sea.',
  'They have always wanted to see the mountains, but they never had enough money for the journey.',
  'If you want to learn a language, you should listen to the people who speak it every day.',
  'The results of the test were much better than everybody had expected.',
  "She doesn't think that it's a good idea to leave the children at home.",
  'Most of the information in these books is about animals that live in the desert.',
  'He has been working for the same company since he finished school.',
  'We are looking for someone who can help us to repair the old bridge.',
  'My friend told me that he was interested in the history of this city.',
  'Although the weather was very bad, the players did not stop the game.',
  'Do you know why the doctor asked so many questions about the accident?',
  'A group of students is waiting for the bus in front of the library.',
];

describe('Mistakes put into text', () => {
  it('are undone by their edits, whatever they are', () => {
    const spans = fc.array(fc.tuple(fc.nat(6), fc.nat(4), fc.string({ maxLength: 5 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ minLength: 80, maxLength: 120 }), spans, (text, parts) => {
        let end = 0;
        const slips = parts.map(([gap, length, replacement]) => {
          const start = end + 1 + gap;
          end = start + length;
          return { start, end, replacement, editClass: 'spelling' as const };
        });
        const damaged = damage(text, slips);
        assert.equal(mended(damaged), text);
        assert.deepEqual(
          damaged.edits.map((edit) => damaged.sentence.slice(edit.start, edit.end)),
          slips.map(({ replacement }) => replacement),
        );
      }),
    );
  });

  it('are those that writers make', () => {
    const known: readonly (readonly [string, string, string])[] = [
      ['article left out', 'I have a dog.', 'I have dog.'],
      ['article left out', 'The old dog barks.', 'Old dog barks.'],
      ['plural ending left out', 'We saw three dogs there.', 'We saw three dog there.'],
      ['plural of a mass noun', 'I need some advice.', 'I need some advices.'],
      ['preposition that another word governs', 'It depends on the weather.', 'It depends of the weather.'],
      [
        'preposition before the object of a verb that has none',
        'We discussed the plan.',
        'We discussed about the plan.',
      ],
      ['other form after a modal', 'He can swim.', 'He can swims.'],
      ['past or ending after do', 'She did not see him.', 'She did not saw him.'],
      ['verb beside its subject', 'She likes music.', 'She like music.'],
      ['this with many', 'I read these books.', 'I read this books.'],
      ['be left out', 'They are happy.', 'They happy.'],
      ['comparison formed wrongly', 'This box is bigger.', 'This box is more big.'],
      ['present among past tenses', 'He was tired when she came home.', 'He is tired when she came home.'],
      ['comma after an opening left out', 'When it rains, we stay at home.', 'When it rains we stay at home.'],
      ["it's and its", 'The dog lost its ball.', "The dog lost it's ball."],
      ['apostrophe of the possessive left out', "I met John's sister.", 'I met Johns sister.'],
      ['order of a question inside a sentence', 'I know where he is now.', 'I know where is he now.'],
      ['word written twice', 'He went to the house.', 'He went to to the house.'],
    ];
    for (const [rule, right, wrong] of known)
      assert.ok(made(rule, right).includes(wrong), `${rule}: ${made(rule, right)}`);
  });

  it('are not made where the result is right', () => {
    assert.deepEqual(made('article left out', 'He has a lot of time.'), []);
    assert.deepEqual(made('verb beside its subject', 'They let him go.'), []);
    assert.deepEqual(made('verb beside its subject', 'She can swim.'), []);
    assert.deepEqual(made('present among past tenses', 'He walked home.'), []);
    assert.deepEqual(made('order of a question inside a sentence', 'Where is he?'), []);
  });

  describe('at the rates asked for', () => {
    const sentences = passages.map(sentenceOf);
    const likelier = likelierBy(readModels('models'));
    const injectorOf = (family: Family, rates: Rates) =>
      new Injector(rules, family, rates, likelier, sentences, seededRandom(5));

    for (const family of ['train', 'unseen'] as const)
      it(`come with the edits that undo them (${family})`, () => {
        const random = seededRandom(11);
        const injector = injectorOf(family, learner);
        for (let round = 0; round < 20; round++) {
          for (const sentence of sentences) {
            const damaged = injector.inject(sentence, 1, random);
            assert.equal(mended(damaged), sentence.text);
            for (const [i, { start, end, replacement }] of damaged.edits.entries()) {
              assert.ok(start >= (damaged.edits[i - 1]?.end ?? 0));
              assert.notEqual(damaged.sentence.slice(start, end), replacement);
            }
          }
        }
      });

    it('are as many as asked for where there is enough text', () => {
      const few: Rates = { ...scaled(learner, 0), 'determiner-insert': 10, spelling: 10, agreement: 5 };
      const injector = injectorOf('train', few);
      const random = seededRandom(7);
      const counts = new Map<string, number>();
      let words = 0;
      for (let round = 0; round < 200; round++) {
        for (const sentence of sentences) {
          words += sentence.length;
          for (const { editClass } of injector.inject(sentence, 1, random).edits)
            counts.set(editClass, (counts.get(editClass) ?? 0) + 1);
        }
      }
      for (const [editClass, asked] of Object.entries(few)) {
        const rate = (1000 * (counts.get(editClass) ?? 0)) / words;
        assert.ok(Math.abs(rate - asked) <= 0.2 * asked, `${editClass}: ${rate}, not ${asked}`);
      }
    });
  });
});
