import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { EditClassifier } from '../../../server/src/proofreading/grammar/editClassifier';
import { featureNames } from '../../../server/src/proofreading/grammar/features';
import { type GrammarArtefact, GrammarWeights } from '../../../server/src/proofreading/grammar/grammarWeights';

const artefact = JSON.parse(readFileSync('models/grammar-en.json', 'utf8')) as GrammarArtefact;
/** What LightGBM said of candidates of the validation text: models/build/grammar/train.py. */
const reference = JSON.parse(readFileSync('test/fixtures/grammarClassifier.json', 'utf8')) as Record<
  string,
  { readonly features: readonly number[]; readonly logOdds: number }[]
>;

describe('classifiers of candidate edits', () => {
  for (const look of ['ngram', 'first', 'short', 'full'] as const)
    it(`say after the look "${look}" what they said where they were trained`, () => {
      const classifier = new EditClassifier(artefact.looks[look].classifier, featureNames);
      const samples = reference[look]!;
      assert.ok(samples.length > 10 && new Set(samples.map(({ logOdds }) => logOdds)).size > 5);
      for (const { features, logOdds } of samples) {
        const own = classifier.logOdds(features);
        assert.ok(Math.abs(own - logOdds) < 2e-3, `${own} is not ${logOdds}`);
      }
    });

  it('go left at a bound, by class or by number', () => {
    const tree = { feature: [1, 0], split: [2, ['spelling']], left: [1, -1], right: [-3, -2], leaves: [1, 10, 100] };
    const classifier = new EditClassifier({ features: ['editClass', 'x'], scale: 2, bias: 0.5, trees: [tree, tree] }, [
      'x',
      'editClass',
    ]);
    const spelling = 27;
    assert.equal(classifier.logOdds([2, spelling]), 4.5);
    assert.equal(classifier.logOdds([2, 0]), 40.5);
    assert.equal(classifier.logOdds([2.1, spelling]), 400.5);
  });

  it('are added to by what the model gains where it is asked to correct the sentence, within bounds', () => {
    const asked = { weight: 0.5, limits: [-8, 4], scale: 2, bias: 1, least: -6, most: 6 } as const;
    const { gates } = new GrammarWeights({ ...artefact, looks: { ...artefact.looks, asked } });
    const oddsOf = (logOddsBefore: number, askedGain: number) => {
      const named: Readonly<Record<string, number>> = { logOddsBefore, askedGain };
      return gates.asked.logOdds(featureNames.map((name) => named[name] ?? 0));
    };
    assert.equal(oddsOf(-1, 3), 2);
    assert.equal(oddsOf(-1, 100), 3);
    assert.equal(oddsOf(3, -100), -1);
  });

  it('that ask for what is not known are refused', () => {
    const unknown = { features: ['colour'], scale: 1, bias: 0, trees: [] };
    assert.throws(() => new EditClassifier(unknown, featureNames), /feature colour/);
  });
});
