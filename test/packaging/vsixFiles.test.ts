import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stage } from '../../client/packaging/stage';
import { targets } from '../../client/packaging/targets';
import { loadVsce } from '../../client/packaging/vsce';

// What `vsce ls` says, one path a line. After a change that is meant: UPDATE_SNAPSHOTS=1 npm run test:package.
const snapshot = 'test/packaging/vsixFiles.txt';

describe('the files of the packed extension', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'surprisal-files-'));
  const staged = (name: string) => {
    const folder = join(scratch, name);
    stage('.', folder, targets.find((target) => target.name === name)!);
    return folder;
  };
  const filesOf = async (folder: string) => (await loadVsce().listFiles({ cwd: folder })).toSorted();

  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('are those of the snapshot', async () => {
    // How esbuild splits a bundle is its own affair.
    const names = (await filesOf(staged('universal'))).map((file) => file.replace(/[^/]+-[A-Z0-9]{8}\.js$/, '*.js'));
    const files = `${[...new Set(names)].join('\n')}\n`;
    if (process.env['UPDATE_SNAPSHOTS']) writeFileSync(snapshot, files);
    assert.equal(files, readFileSync(snapshot, 'utf8'));
  });

  it('are the same for each platform, but for native code and the model that it runs', async () => {
    const universal = await filesOf(join(scratch, 'universal'));
    for (const { name, native } of targets) {
      if (!native) continue;
      const more = (await filesOf(staged(name))).filter((file) => !universal.includes(file));
      for (const file of more)
        assert.match(file, /^node_modules\/onnxruntime-(?:node|common)\/|^models\/(?:smollm2-135m|minilm-l6-v2)\./);
      assert.deepEqual(
        universal.filter((file) => /^models\/(?:smollm2|minilm)/.test(file)),
        [],
      );
      const binaries = more.filter((file) => file.includes('/bin/'));
      for (const file of binaries)
        assert.ok(file.includes(`/${native.platform}/${native.arch}/`), `${file} in ${name}`);
    }
  });

  it('hold a manifest for VS Code alone, and every file that it names', async () => {
    const folder = staged('universal');
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    for (const key of ['scripts', 'devDependencies', 'private', 'bin']) assert.ok(!(key in manifest), key);
    const files = await filesOf(folder);
    // Settings have values of the user's under such keys.
    const { configuration, ...contributes } = manifest['contributes'] as Record<string, unknown>;
    assert.ok(configuration);
    const named = [manifest['main'], manifest['icon'], ...pathsIn(contributes)].map((path) =>
      String(path).replace(/^\.\//, ''),
    );
    assert.ok(named.length > 2);
    assert.deepEqual(
      named.filter((path) => !files.includes(path)),
      [],
    );
  });
});

/** Strings under `url`, `path`, `markdown` and `image` that name files of the extension. */
function pathsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return pathsIn(inner);
    return /^(?:url|path|markdown|image|svg)$/.test(key) && !/^[a-z]+:/.test(inner) ? [inner] : [];
  });
}
