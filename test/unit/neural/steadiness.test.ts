import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readModelFiles, shippedModelPath } from '../../../server/src/inference/modelFiles';
import { openSession } from '../../../server/src/inference/onnxRuntime';
import { isSupported, thisPlatform } from '../../../server/src/inference/platforms';
import { NeuralLanguageModel } from '../../../server/src/lm/neural/neuralLanguageModel';
import { SubwordTokenizer } from '../../../server/src/lm/neural/tokenizer';

const sentence = 'The keys to the old cabinet are on the windowsill, where nobody looks for them.';

// Rounding of activations to int8 makes a tenth of a nat of the last bit of a float.
describe('scores of the shipped neural model', () => {
  let model: NeuralLanguageModel;
  before(async function () {
    this.timeout(120_000);
    if (!isSupported(thisPlatform())) this.skip();
    const files = readModelFiles(shippedModelPath());
    const { path, tokens } = files.prefix('text');
    model = new NeuralLanguageModel({
      id: 'shipped',
      body: await openSession(files.pathOf('body'), { threads: 1 }),
      head: await openSession(files.pathOf('head'), { threads: 1 }),
      tokenizer: new SubwordTokenizer(JSON.parse(readFileSync(files.pathOf('tokenizer'), 'utf8'))),
      prefix: { tokens, values: new Float32Array(new Uint8Array(readFileSync(path)).buffer) },
    });
  });

  const valuesOf = async (text: string) =>
    (await model.score([text]))[0]!.tokens.map(({ logProbability }) => logProbability);

  it('do not depend on what was read before, or is read with it', async function () {
    this.timeout(120_000);
    const alone = await valuesOf(sentence);
    // Typed to its end, then read among others, then after its text was written.
    for (const length of [20, 40, 41, 42, 60, sentence.length - 1]) await valuesOf(sentence.slice(0, length));
    assert.deepEqual(await valuesOf(sentence), alone);
    const others = ['The keys to the door are here.', 'Yes.', `${sentence} And more.`];
    const [, , among] = await model.score([others[0]!, others[1]!, sentence, others[2]!]);
    assert.deepEqual(
      among!.tokens.map(({ logProbability }) => logProbability),
      alone,
    );
    for await (const _ of model.generate('The keys to the old', { maxTokens: 12, temperature: 0 }));
    assert.deepEqual(await valuesOf(sentence), alone);
  });

  it('of candidate edits neither', async function () {
    this.timeout(120_000);
    const edits = [
      { start: 28, end: 31, replacement: 'is' },
      { start: 4, end: 8, replacement: 'key' },
    ];
    const gains = async () => (await model.scoreCandidates([{ sentence, leftContext: 'I looked.', edits }]))[0]!.gains;
    const first = await gains();
    assert.deepEqual(await gains(), first);
    await model.scoreCandidates([{ sentence: sentence.slice(0, 40), leftContext: 'I looked.', edits: [] }]);
    assert.deepEqual(await gains(), first);
    assert.ok(
      first.every((gain) => gain < 0),
      `${first}`,
    );
  });
});
