import assert from 'node:assert/strict';
import { describeDecoder } from '../../../server/src/lm/neural/batchedModel';
import type { NeuralLanguageModel } from '../../../server/src/lm/neural/neuralLanguageModel';
import type { TensorSession } from '../../../server/src/lm/neural/tensorSession';
import { type CountingSession, openExportedModel, openTinyModel, type TinyModel } from './tinyModel';

const near = (one: number, other: number, what: string) =>
  assert.ok(Math.abs(one - other) < 2e-3, `${what}: ${one} is not ${other}`);

// exported.onnx computes what tiny.body.onnx and tiny.head.onnx compute: one model must say what the other does.
describe('a decoder in the layout of Optimum', () => {
  let exported: NeuralLanguageModel;
  let decoder: CountingSession;
  let tiny: TinyModel;
  before(async () => {
    ({ model: exported, decoder } = await openExportedModel());
    tiny = await openTinyModel();
  });

  it('scores sentences of all lengths, ranks and boundaries too', async () => {
    const sentences = [
      'The end.',
      '',
      'All of the end and then on to the other one, as it was said.',
      'all of the end and then '.repeat(80),
      'One 🎉.',
    ];
    const options = { rank: true, boundaries: true };
    const [own, other] = [await exported.score(sentences, options), await tiny.model.score(sentences, options)];
    for (const [index, score] of own.entries()) {
      near(
        score.logProbability / score.tokens.length,
        other[index]!.logProbability / score.tokens.length,
        sentences[index]!,
      );
      assert.equal(score.tokens.length, other[index]!.tokens.length);
      for (const [place, token] of score.tokens.entries()) {
        const expected = other[index]!.tokens[place]!;
        near(
          token.boundaryLogProbability!,
          expected.boundaryLogProbability!,
          `boundary ${place} of ${sentences[index]}`,
        );
        assert.ok(Math.abs(token.rank! - expected.rank!) <= 1);
      }
    }
  });

  it('compares candidate edits', async () => {
    const edits = [
      { start: 4, end: 7, replacement: 'way' },
      { start: 0, end: 4, replacement: '' },
      { start: 18, end: 19, replacement: '' },
    ];
    const request = { sentence: 'The end of the one.', leftContext: 'It was on.', edits };
    const [[own], [other]] = [await exported.scoreCandidates([request]), await tiny.model.scoreCandidates([request])];
    near(own!.sentence.logProbability, other!.sentence.logProbability, 'sentence');
    for (const [index, gain] of own!.gains.entries()) near(gain, other!.gains[index]!, `gain ${index}`);
  });

  it('says the next words and writes, reading one token for each', async () => {
    const [own, other] = [await exported.next('The end of the', 4), await tiny.model.next('The end of the', 4)];
    assert.deepEqual(
      own.map(({ text }) => text),
      other.map(({ text }) => text),
    );
    for (const [index, { logProbability }] of own.entries())
      near(logProbability, other[index]!.logProbability, own[index]!.text);
    const write = async (model: NeuralLanguageModel) => {
      let text = '';
      for await (const piece of model.generate('The end of the', { maxTokens: 12, temperature: 0 })) text += piece.text;
      return text;
    };
    decoder.tokens = 0;
    assert.equal(await write(exported), await write(tiny.model));
    assert.ok(decoder.tokens < 30);
  });

  describe('is described', () => {
    const changed = (change: Partial<TensorSession>): TensorSession => ({
      inputNames: decoder.inputNames,
      outputNames: decoder.outputNames,
      inputShapes: decoder.inputShapes,
      run: () => assert.fail('it is not run'),
      release: async () => {},
      ...change,
    });
    const without = (name: string) =>
      Object.fromEntries(Object.entries(decoder.inputShapes).filter(([key]) => key !== name));

    it('by its sizes', () => {
      assert.deepEqual(describeDecoder(decoder), {
        layers: 2,
        keyValueHeads: 2,
        headSize: 16,
        takesPositions: true,
        takesCacheSwitch: false,
      });
    });

    it('or refused with what is wrong', () => {
      for (const [change, message] of [
        [{ inputShapes: without('attention_mask') }, /no input attention_mask/],
        [{ inputShapes: without('past_key_values.0.key') }, /without its cache/],
        [{ inputShapes: without('past_key_values.1.value') }, /no input past_key_values\.1\.value/],
        [{ outputNames: ['present.0.key'] }, /no output logits/],
        [{ outputNames: ['logits'] }, /no output present\.0\.key/],
        [{ inputNames: [...decoder.inputNames, 'pixel_values'] }, /pixel_values/],
        [
          {
            inputShapes: {
              ...decoder.inputShapes,
              'past_key_values.0.key': { type: 'float16', dims: [1, 2, 'cached', 16] },
            },
          },
          /float16/,
        ],
      ] as const)
        assert.throws(() => describeDecoder(changed(change)), message);
    });
  });
});
