import assert from 'node:assert/strict';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

describe('what npm ci leaves', () => {
  it('has at most 350 MB, of native code this platform’s alone', () => {
    const files = readdirSync('node_modules', { recursive: true, encoding: 'utf8' });
    const bytes = files.reduce((sum, file) => sum + lstatSync(join('node_modules', file)).size, 0);
    assert.ok(bytes <= 350e6, `${Math.round(bytes / 1e6)} MB`);
    const bindings = files.filter((file) => file.endsWith('onnxruntime_binding.node'));
    assert.ok(bindings.every((file) => file.includes(join(process.platform, process.arch))));
  });
});
