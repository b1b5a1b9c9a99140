import assert from 'node:assert/strict';
import { ConfusionFactors } from '../../server/src/proofreading/confusion/confusionFactors';
import { analyzeText } from '../support/analyze';

/** `written -> replacement` of each confusion in a text. */
async function confusions(text: string): Promise<string[]> {
  const { findings } = await analyzeText(text, { languageId: 'plaintext' });
  return findings
    .filter(({ kind }) => kind === 'confusion')
    .map(({ start, end, candidates }) => `${text.slice(start, end)} -> ${candidates[0]?.replacement}`);
}

describe('confused words', () => {
  const wrong: readonly (readonly [text: string, finding: string])[] = [
    ['Its been a long time since we met.', "Its -> It's"],
    ['Its not clear to me why it failed.', "Its -> It's"],
    ['There was to much traffic this morning.', 'to -> too'],
    ['By then it was to late to call anyone.', 'to -> too'],
    ['She would like to go too the sea.', 'too -> to'],
    ['You should of asked me first.', 'of -> have'],
    ['They must of taken the wrong train.', 'of -> have'],
    ["He couldn't of known that.", 'of -> have'],
    ['Small shops will loose their customers.', 'loose -> lose'],
    ['Your welcome to stay with us.', "Your -> You're"],
    ['The new bridge is longer then the old one.', 'then -> than'],
    ['Their are three ways to do this.', 'Their -> There'],
    ['This has no affect on the price.', 'affect -> effect'],
    ['He lead the team to victory last season.', 'lead -> led'],
    ["I don't know weather she will come.", 'weather -> whether'],
    ['Can you give me some advise about it?', 'advise -> advice'],
    ['My doctor will advice you to rest.', 'advice -> advise'],
    ['I am quiet sure that this is right.', 'quiet -> quite'],
  ];
  for (const [text, finding] of wrong) {
    it(`are found: ${text}`, async () => assert.deepEqual(await confusions(text), [finding]));
  }

  const right = [
    'Its colour is that of the sky, and it has lost its leaves.',
    "It's too late to go to the shops, and two of them are closed.",
    'Of course they could, of all people, have asked.',
    'You should, of course, have told them.',
    'If the screw is loose, you may lose it.',
    "Your coat is here; you're welcome to take it.",
    'First we ate, then we walked for more than an hour.',
    "They're sure that their car is over there.",
    'The effect was small, and it did not affect us.',
    'The lead singer led the way.',
    'Whether we go depends on the weather.',
    'I would advise you to take my advice.',
    'It was quite dark and very quiet.',
    'This is an everyday task; I do it every day.',
    'Maybe it may be so.',
    'The ID is in the first column, and an id is never used twice.',
    'He fell ill, and the doctor said that he will get well.',
  ];
  for (const text of right) it(`are not seen in: ${text}`, async () => assert.deepEqual(await confusions(text), []));

  it('are corrected with the capitals that were written', async () => {
    assert.deepEqual(await confusions('Cant you hear it? I cant hear a thing.'), ["Cant -> Can't", "cant -> can't"]);
    assert.deepEqual(await confusions('Whats this? I think ill call you.'), ["Whats -> What's", "ill -> I'll"]);
  });

  it('are not seen in capitals, which are names and abbreviations', async () => {
    assert.deepEqual(await confusions('The head of IT and the WHO met in Their, a village.'), []);
  });
});

describe('bounds of confused pairs', () => {
  const factors = (leastGain: unknown) =>
    ConfusionFactors.from({ format: 'surprisal-confusions', version: 2, leastGain });

  it('are found by the first word of what was written', () => {
    const found = factors({ its: { "it's": 4 }, 'should of': { 'should have': 5 } });
    assert.deepEqual(found.startingWith('its'), [
      { words: ['its'], intended: [{ form: "it's", words: ["it's"], leastGain: 4 }] },
    ]);
    assert.deepEqual(found.startingWith('should')[0]?.words, ['should', 'of']);
    assert.deepEqual(found.startingWith('of'), []);
  });

  it('leave out what is no number and no row', () => {
    const found = factors({ its: { "it's": 'much', is: 3 }, to: 7 });
    assert.deepEqual(found.startingWith('its')[0]?.intended, [{ form: 'is', words: ['is'], leastGain: 3 }]);
    assert.deepEqual(found.startingWith('to')[0]?.intended, []);
  });

  it('refuse what is no such file', () => {
    for (const value of [null, [], {}, { format: 'surprisal-confusions', version: 1, leastGain: {} }]) {
      assert.throws(() => ConfusionFactors.from(value), /confusion pairs/);
    }
  });
});
