import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '../../../server/src/inference/onnxRuntime';

describe('onnxruntime', () => {
  const head = 'test/fixtures/neural/tiny.head.onnx';

  it('says what a graph takes and gives', async () => {
    const session = await openSession(head, { threads: 1 });
    assert.deepEqual(session.inputNames, ['hidden', 'targets', 'detailed']);
    assert.deepEqual(session.inputShapes['hidden'], { type: 'float32', dims: ['rows', 64] });
    assert.ok(session.outputNames.includes('log_probs'));
    await session.release();
  });

  it('reports shapes that do not fit', async () => {
    const session = await openSession(head, { threads: 1 });
    const hidden = { type: 'float32', dims: [1, 3], data: new Float32Array(3) } as const;
    const targets = {
      type: 'int64',
      dims: session.inputShapes['targets']!.dims.map(() => 1),
      data: BigInt64Array.of(0n),
    } as const;
    const detailed = { type: 'bool', dims: [], data: Uint8Array.of(0) } as const;
    await assert.rejects(session.run({ hidden, targets, detailed }, ['log_probs']), /hidden/);
  });

  it('refuses a file that is no graph, and one whose weights are missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
    try {
      writeFileSync(join(folder, 'cut.onnx'), readFileSync(head).subarray(0, 500));
      await assert.rejects(openSession(join(folder, 'cut.onnx'), { threads: 1 }), /cut\.onnx/);
      writeFileSync(join(folder, 'alone.onnx'), readFileSync(head));
      await assert.rejects(openSession(join(folder, 'alone.onnx'), { threads: 1 }), /tiny\.embedding\.bin/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
