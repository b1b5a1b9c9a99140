import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunGate } from '../../../server/src/inference/childServer';
import type { UnavailableError } from '../../../server/src/inference/inferenceErrors';
import { loadNeuralModel } from '../../../server/src/inference/loadNeuralModel';
import { folderWith } from '../../support/program';

const fixtures = 'test/fixtures/neural';

/** A folder with files of the fixtures, each in a role, and a description that fits them. */
const describedAs = (roles: Readonly<Record<string, string>>): string => {
  const folder = folderWith();
  const files = Object.entries(roles).map(([file, role]) => {
    copyFileSync(join(fixtures, file), join(folder, file));
    const bytes = readFileSync(join(fixtures, file));
    return { file, role, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const path = join(folder, 'own.model.json');
  writeFileSync(path, JSON.stringify({ format: 'surprisal-causal-lm', version: 1, files }));
  return path;
};

const weights = { 'tiny.layers0.bin': 'weights', 'tiny.embedding.bin': 'weights' };
const open: RunGate = { beforeRun: () => {}, afterRun: () => {} };

describe('loading of a neural model', () => {
  it('takes one of our own form and one as others export it', async () => {
    const exported = describedAs({ 'exported.onnx': 'decoder', 'tiny.tokenizer.json': 'tokenizer', ...weights });
    for (const path of [join(fixtures, 'tiny.model.json'), exported]) {
      const model = await loadNeuralModel(path, { threads: 1 }, open);
      const [score] = await model.score(['The end.']);
      assert.ok(Number.isFinite(score!.logProbability) && score!.logProbability < 0, path);
    }
  });

  it('passes the gate before and after each run of a graph', async () => {
    let before = 0;
    let after = 0;
    const gate = { beforeRun: () => ++before, afterRun: () => ++after };
    const model = await loadNeuralModel(join(fixtures, 'tiny.model.json'), { threads: 1 }, gate);
    await model.score(['The end.']);
    assert.ok(before > 1);
    assert.equal(after, before);
    const closed = await loadNeuralModel(
      join(fixtures, 'tiny.model.json'),
      { threads: 1 },
      {
        ...open,
        beforeRun: () => {
          throw new Error('cancelled');
        },
      },
    );
    await assert.rejects(closed.score(['The end.']), /cancelled/);
  });

  it('names what is no graph, no tokenizer or of another shape, though it is what its description says', async () => {
    for (const [roles, name] of [
      [{ 'tiny.tokenizer.json': 'decoder', 'tiny.model.json': 'tokenizer' }, 'tiny.tokenizer.json'],
      [{ 'exported.onnx': 'decoder', 'tiny.model.json': 'tokenizer', ...weights }, 'tiny.model.json'],
      [{ 'tiny.head.onnx': 'decoder', 'tiny.tokenizer.json': 'tokenizer', ...weights }, 'tiny.head.onnx'],
    ] as const) {
      const path = describedAs(roles);
      await assert.rejects(loadNeuralModel(path, { threads: 1 }, open), (error: UnavailableError) => {
        assert.equal(error.kind, 'files', error.message);
        assert.ok(error.message.includes(name), error.message);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
    }
  });
});
