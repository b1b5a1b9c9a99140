import assert from 'node:assert/strict';
import type { InferenceClient } from '../../../server/src/inference/client';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { surprisalBits } from '../../../server/src/lm/languageModel';
import { loadGrammarChecker } from '../../../server/src/platform/models';
import type { Finding } from '../../../server/src/proofreading/finding';
import { editMessage } from '../../../server/src/proofreading/grammar/editMessage';
import type { GrammarChecker } from '../../../server/src/proofreading/grammar/grammarChecker';
import type { GrammarRequest } from '../../../server/src/proofreading/grammar/grammarRequest';
import { englishText } from '../../../server/src/proofreading/message';
import type { ProofreadingSettings } from '../../../server/src/proofreading/settings';
import { tokenize } from '../../../server/src/text/tokens';

const settings: ProofreadingSettings = {
  dialect: 'en',
  operatingPoint: 'balanced',
  disabledKinds: new Set(),
  minConfidence: 0,
};
const request = (sentence: string, more: Partial<GrammarRequest> = {}): GrammarRequest => ({
  sentence,
  tokens: tokenize(sentence, { start: 0, end: sentence.length }),
  blockKind: 'paragraph',
  settings,
  dictionary: { has: () => false, forbids: () => false },
  ...more,
});
const corrected = (sentence: string, findings: readonly Finding[]): string =>
  [...findings]
    .reverse()
    .reduce(
      (text, { start, end, candidates }) => text.slice(0, start) + candidates[0]!.replacement + text.slice(end),
      sentence,
    );

describe('the checker of grammar', function () {
  this.timeout(60_000);
  let model: InferenceClient;
  let checker: GrammarChecker;
  before(() => {
    model = shippedNeuralModel({ threads: 1 });
    checker = loadGrammarChecker(model);
  });
  after(() => model.dispose());

  const slips = [
    ['He do not like it.', 'He does not like it.'],
    ['She bought car yesterday.', 'She bought a car yesterday.'],
    ['He has many book about history.', 'He has many books about history.'],
  ] as const;

  it('finds mistakes that a language model minds, and says what is better and why', async () => {
    const found = await checker.check(slips.map(([wrong]) => request(wrong)));
    for (const [index, [wrong, right]] of slips.entries()) {
      const findings = found[index]!;
      assert.equal(corrected(wrong, findings), right);
      const [first] = findings;
      assert.equal(first!.kind, 'grammar');
      assert.ok(first!.confidence > 0 && first!.confidence < 1);
      assert.match(englishText(first!.message), /^".+" is .+ less likely here than ".+"\.$/);
    }
  });

  it('says how surprising what it would replace is to the neural model', async () => {
    const [[wrong]] = slips;
    const [[finding], [score]] = [(await checker.check([request(wrong)]))[0]!, await model.score([wrong])];
    const written = score!.tokens.find(({ end }) => end > finding!.start)!;
    assert.ok(
      Math.abs(finding!.surprisalBits - surprisalBits(written.logProbability)) < 0.5,
      `${finding!.surprisalBits}`,
    );
  });

  it('says nothing of likelihood where the edit is not the likelier', () => {
    const [text, edit] = [
      'He came late and left.',
      { start: 12, end: 12, replacement: ',', editClass: 'comma-insert' },
    ] as const;
    const tokens = tokenize(text, { start: 0, end: text.length });
    assert.equal(
      englishText(editMessage(text, tokens, edit, Math.log(3))),
      '"late and" is 3 times less likely here than "late, and".',
    );
    assert.equal(
      englishText(editMessage(text, tokens, edit, -1)),
      '"late, and" may be meant here instead of "late and".',
    );
  });

  const classics = [
    ['He go to school every day.', 'He goes to school every day.'],
    ['There is many people here.', 'There are many people here.'],
    ['I look forward to see you soon.', 'I look forward to seeing you soon.'],
    ['I am agree with you.', 'I agree with you.'],
    ['She is more taller than me.', 'She is taller than me.'],
  ] as const;

  it('finds what learners are known for', async () => {
    const found = await checker.check(classics.map(([wrong]) => request(wrong)));
    assert.deepEqual(
      classics.map(([wrong], index) => corrected(wrong, found[index]!)),
      classics.map(([, right]) => right),
    );
  });

  it('says what else may be meant in place of the same words, the likeliest first', async () => {
    const eager = { ...settings, operatingPoint: 'eager' } as const;
    const [[finding]] = (await checker.check([request('He gave me an useful advice.', { settings: eager })])) as [
      [Finding],
    ];
    const offered = finding.candidates.map(({ replacement }) => replacement);
    assert.equal(new Set(offered).size, offered.length);
    assert.deepEqual(offered.slice(0, 2).sort(), ['a', 'some']);
  });

  it('finds the same by itself and among others', async () => {
    const together = await checker.check(slips.map(([wrong]) => request(wrong)));
    for (const [index, [wrong]] of [...slips.entries()].reverse())
      assert.deepEqual((await checker.check([request(wrong)]))[0], together[index]);
  });

  it('leaves alone what is right, what is no sentence, and what is not English', async () => {
    const right = [
      request('The people in this city are very friendly.'),
      request('Les gens de cette ville est gentil.'),
      request('Этот город очень красивый и большой.'),
      request('The people in this city is very friendly', { blockKind: 'heading' }),
      request(slips[0][0], { settings: { ...settings, disabledKinds: new Set(['grammar'] as const) } }),
    ];
    assert.deepEqual(
      await checker.check(right),
      right.map(() => []),
    );
  });

  it('refutes what n-grams propose where the sentence as it stands is likelier', async () => {
    const proposed = [
      { start: 7, end: 14, replacement: 'breath' },
      { start: 20, end: 25, replacement: 'have' },
    ];
    const asked = request('Smile, breathe, and haev fun with your friends.', { proposed });
    assert.deepEqual(await checker.refuted(asked), [{ start: 7, end: 14 }]);
    assert.deepEqual(await loadGrammarChecker().refuted(asked), []);
    assert.deepEqual(await checker.refuted({ ...asked, blockKind: 'heading' }), []);
    assert.deepEqual(await checker.refuted(request('Smile, breathe, and have fun.')), []);
  });

  it('looks no further at a sentence as soon as nothing in it could be made', async () => {
    let looks = 0;
    const counting = loadGrammarChecker({
      id: model.id,
      scoreCandidates: (...asked) => {
        looks++;
        return model.scoreCandidates(...asked);
      },
    });
    const cautious = { ...settings, operatingPoint: 'cautious' } as const;
    await counting.check([request('The people in this city are very friendly.', { settings: cautious })]);
    assert.equal(looks, 1);
    await counting.check([request(slips[0][0])]);
    assert.ok(looks >= 1 + 4, `${looks}`);
  });

  it('shows a class less often that the user turned down', async () => {
    const [[finding]] = (await checker.check([request(slips[0][0])])) as [[Finding]];
    const shifted = { ...settings, thresholdShifts: { [finding.code]: 20 } };
    const [findings] = await checker.check([request(slips[0][0], { settings: shifted })]);
    assert.ok(findings!.every(({ code }) => code !== finding.code));
  });

  it('judges with n-grams alone where there is no other model', async () => {
    const alone = loadGrammarChecker();
    assert.notEqual(alone.id, checker.id);
    const [findings] = await alone.check([request('He are very friendly.')]);
    assert.ok(Array.isArray(findings));
  });
});
