import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { fastestKernel } from '../../../server/src/learning/word2vec/fastestKernel';
import { ScriptKernel } from '../../../server/src/learning/word2vec/scriptKernel';
import { defaultWord2vecSettings, type Word2vecSettings } from '../../../server/src/learning/word2vec/settings';
import { trainedVectors, trainShare } from '../../../server/src/learning/word2vec/training';
import { trainingKernelBytes } from '../../../server/src/learning/word2vec/trainingKernelBytes';
import { planTraining } from '../../../server/src/learning/word2vec/trainingPlan';
import { topicCorpus } from '../../support/wordCorpus';

const require = createRequire(import.meta.url);

interface ParsedWat {
  toBinary(options: object): { readonly buffer: Uint8Array };
}

describe('the kernel of word2vec', () => {
  it('is what its text compiles to', async () => {
    const wabt = require('wabt') as () => Promise<{
      parseWat(name: string, text: string, features: object): ParsedWat;
    }>;
    const { parseWat } = await wabt();
    const path = 'server/src/learning/word2vec/trainingKernel.wat';
    const { buffer } = parseWat(path, readFileSync(path, 'utf8'), { simd: true, threads: true }).toBinary({});
    assert.equal(trainingKernelBytes, Buffer.from(buffer).toString('base64'));
  });

  const trained = (settings: Word2vecSettings, withWasm: boolean): Float32Array => {
    const corpus = topicCorpus(40, settings.seed);
    const plan = planTraining(corpus, settings, 1);
    const { memory } = plan;
    assert.ok(memory.wasm !== undefined, 'this machine has WebAssembly with SIMD and shared memory');
    const own = withWasm ? plan : { ...plan, memory: { buffer: memory.buffer } };
    assert.equal(
      fastestKernel(own.memory, {
        ...plan.places,
        width: plan.width,
        words: plan.words,
        window: settings.window,
        negative: settings.negative,
        scratch: plan.scratch[0]!,
      }) instanceof ScriptKernel,
      !withWasm,
    );
    trainShare(own, 0);
    return trainedVectors(plan, corpus).vectors;
  };

  it('learns the same, bit for bit, as the same in JavaScript', () => {
    const settings = fc.record({
      architecture: fc.constantFrom('skip-gram' as const, 'cbow' as const),
      dimensions: fc.integer({ min: 1, max: 70 }),
      window: fc.integer({ min: 1, max: 6 }),
      negative: fc.integer({ min: 0, max: 6 }),
      hierarchicalSoftmax: fc.boolean(),
      sample: fc.constantFrom(0, 0.01),
      // Great steps reach the ends of the table of the logistic function.
      learningRate: fc.constantFrom(0.025, 0.3, 1),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    });
    fc.assert(
      fc.property(settings, (changed) => {
        const all = { ...defaultWord2vecSettings, minimumCount: 1, epochs: 3, ...changed };
        const used = all.negative === 0 ? { ...all, hierarchicalSoftmax: true } : all;
        assert.deepEqual(trained(used, true), trained(used, false));
      }),
      { numRuns: 40 },
    );
  });
});
