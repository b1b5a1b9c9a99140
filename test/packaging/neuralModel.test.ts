import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stage } from '../../client/packaging/stage';
import { targets } from '../../client/packaging/targets';
import { loadVsce } from '../../client/packaging/vsce';
import { InferenceClient } from '../../server/src/inference/client';

describe('the neural model in the packed extension', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'surprisal-packed-'));
  const here = targets.find(({ name }) => name === `${process.platform}-${process.arch}`);

  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('is loaded and answers from the files that are packed, with nothing else around them', async function () {
    if (!here) this.skip();
    const staged = join(scratch, 'staged');
    const packed = join(scratch, 'packed');
    stage('.', staged, here);
    for (const file of await loadVsce().listFiles({ cwd: staged })) cpSync(join(staged, file), join(packed, file));
    // What only the install step of the runtime uses is not there, and not missed.
    assert.ok(!existsSync(join(packed, 'node_modules/adm-zip')));
    const client = new InferenceClient({
      id: 'smollm2-135m',
      descriptionPath: join(packed, 'models/smollm2-135m.model.json'),
      childPath: join(packed, 'dist/inference/child.cjs'),
    });
    try {
      const [went, wentTo] = await client.score(['I went home.', 'I went to home.']);
      assert.ok(went!.logProbability > wentTo!.logProbability);
    } finally {
      client.dispose();
    }
  });
});
