import assert from 'node:assert/strict';
import { CharacterModel } from '../../server/src/lm/characterModel';

describe('the spelling of unknown words', () => {
  const model = CharacterModel.fromWords(['banana', 'bandana', 'cabana', 'panama', 'manana', 'nana']);

  it('finds strings that look like the words it saw likelier than others of their length', () => {
    assert.ok(model.logProbability('canana') > model.logProbability('qxzwvk') + 5);
  });

  it('folds case', () => {
    assert.equal(model.logProbability('Banana'), model.logProbability('banana'));
  });

  it('is a distribution over strings: for a language of one-letter words, the strings of up to two symbols sum to nearly one', () => {
    const short = CharacterModel.fromWords(Array.from({ length: 10_000 }, (_, i) => (i % 2 ? 'a' : 'b')));
    const symbols = [...'abcdefghijklmnopqrstuvwxyz', 'é'];
    // The symbol for everything else stands for 200 characters.
    const kinds = (word: string) => 200 ** word.split('é').slice(1).length;
    const strings = ['', ...symbols, ...symbols.flatMap((a) => symbols.map((b) => a + b))];
    const sum = strings.reduce((total, word) => total + kinds(word) * Math.exp(short.logProbability(word)), 0);
    assert.ok(sum > 0.99 && sum <= 1, `${sum}`);
  });

  it('gives a character outside the alphabet a share of one symbol', () => {
    assert.ok(model.logProbability('bénana') < model.logProbability('banana') - Math.log(200));
  });
});
