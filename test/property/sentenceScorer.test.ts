import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CharacterModel } from '../../server/src/lm/characterModel';
import { ModelWords } from '../../server/src/lm/ngram/modelWords';
import { OpenVocabulary } from '../../server/src/lm/openVocabulary';
import { loadNgram } from '../../server/src/platform/models';
import { SentenceScorer } from '../../server/src/proofreading/sentenceScorer';

describe('the gain of an edit', () => {
  it('is the score of the sentence with it less that without, wherever it stands and whatever its length', async () => {
    const { model } = await loadNgram();
    const words = new ModelWords(model);
    const open = new OpenVocabulary(
      () => CharacterModel.fromWords(['alpha', 'beta']),
      () => undefined,
      -5,
    );
    const word = fc
      .constantFrom(...'the of a house has no mistakes xqzzy , . in and is was not'.split(' '))
      .map((form) => words.of({ kind: 'word', form }));
    const total = (sentence: readonly ReturnType<typeof words.of>[]): number => {
      const scorer = new SentenceScorer(model, open, sentence);
      let sum = 0;
      for (let index = 0; index <= sentence.length; index++) sum += scorer.logProbability(index);
      return sum;
    };
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.array(word, { maxLength: 3 }),
        fc.nat(),
        fc.nat(3),
        (sentence, replacement, at, length) => {
          const first = at % (sentence.length + 1);
          const last = Math.min(sentence.length, first + length);
          const edited = [...sentence.slice(0, first), ...replacement, ...sentence.slice(last)];
          const gain = new SentenceScorer(model, open, sentence).gain(first, last, replacement);
          assert.ok(Math.abs(gain - (total(edited) - total(sentence))) < 1e-6);
        },
      ),
    );
  });
});
