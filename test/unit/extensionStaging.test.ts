import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stage } from '../../client/packaging/stage';
import { targets } from '../../client/packaging/targets';
import { folderWith } from '../support/program';

describe('staging of the extension', () => {
  const binary = (platform: string, arch: string) =>
    `node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`;
  const manifest = {
    name: 'surprisal',
    private: true,
    type: 'module',
    engines: { node: '>=20', vscode: '^1.91.0' },
    scripts: { build: 'node esbuild.mjs' },
    contributes: { commands: [] },
    dependencies: { '@vscode/tree-sitter-wasm': '0.3.1', 'onnxruntime-node': '1.30.0', zod: '4.6.7' },
    devDependencies: { mocha: '12.0.3' },
  };
  const onnxruntime = {
    name: 'onnxruntime-node',
    version: '1.30.0',
    scripts: { postinstall: 'node ./script/install' },
    dependencies: { 'onnxruntime-common': '1.30.0', 'adm-zip': '0.5.16' },
  };
  const checkout = () =>
    folderWith({
      'package.json': JSON.stringify(manifest),
      'README.md':
        '# Surprisal\n\n![A squiggle](client/media/screenshots/squiggle.png)\n\nIt [reads](ARCHITECTURE.md).\n',
      'dist/client/extension.cjs': '',
      'models/ngram-en.bin': '',
      'models/tiny.body.onnx': '',
      'models/tiny.layers.bin': '',
      'models/tiny.model.json': JSON.stringify({ files: [{ file: 'tiny.body.onnx' }, { file: 'tiny.layers.bin' }] }),
      'models/manifest.json': JSON.stringify(
        ['ngram-en.bin', 'tiny.model.json', 'tiny.body.onnx', 'tiny.layers.bin'].map((file) => ({ file })),
      ),
      'dist/inference/child.cjs': '',
      'models/build/ngram/build.ts': '',
      'client/l10n/package.nls.json': '{}',
      'client/l10n/package.nls.zh-cn.json': '{}',
      'node_modules/@vscode/tree-sitter-wasm/package.json': '{ "version": "0.3.1" }',
      'node_modules/onnxruntime-node/package.json': JSON.stringify(onnxruntime),
      'node_modules/onnxruntime-node/dist/index.js': '',
      'node_modules/onnxruntime-common/package.json': '{ "version": "1.30.0" }',
      'node_modules/zod/package.json': '{ "version": "4.6.7" }',
      [binary('linux', 'x64')]: '',
      [binary('linux', 'arm64')]: '',
      [binary('darwin', 'arm64')]: '',
      'node_modules/onnxruntime-node/bin/napi-v6/darwin/arm64/libonnxruntime.1.30.0.dylib': '',
      'node_modules/onnxruntime-node/bin/napi-v6/darwin/arm64/libonnxruntime.1.dylib': '',
      [binary('win32', 'x64')]: '',
      [binary('win32', 'arm64')]: '',
    });
  const staged = (name: string, root = checkout()) => {
    const folder = join(folderWith(), 'staged');
    stage(root, folder, targets.find((target) => target.name === name)!);
    return folder;
  };
  const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8')) as Record<string, unknown>;

  for (const { name, native } of targets.filter((target) => target.native)) {
    it(`keeps of onnxruntime what ${name} needs`, () => {
      const folder = staged(name);
      const binaries = readdirSync(join(folder, 'node_modules/onnxruntime-node/bin'), { recursive: true });
      assert.deepEqual(
        binaries.map(String).filter((path) => path.endsWith('.node')),
        [join('napi-v6', native!.platform, native!.arch, 'onnxruntime_binding.node')],
      );
      assert.ok(existsSync(join(folder, 'node_modules/onnxruntime-node/dist/index.js')));
      assert.deepEqual(json(folder, 'node_modules/onnxruntime-node/package.json'), {
        name: 'onnxruntime-node',
        version: '1.30.0',
        dependencies: { 'onnxruntime-common': '1.30.0' },
      });
    });
  }

  it('takes no native code for everywhere else', () => {
    assert.deepEqual(readdirSync(join(staged('universal'), 'node_modules')), ['@vscode']);
  });

  it('refuses a platform whose binaries are not installed', () => {
    const root = folderWith({
      'package.json': JSON.stringify(manifest),
      'node_modules/onnxruntime-node/package.json': JSON.stringify(onnxruntime),
      [binary('linux', 'x64')]: '',
    });
    assert.throws(() => staged('darwin-arm64', root), /onnxruntime-node 1\.30\.0 is not installed with .*darwin.arm64/);
  });

  it('takes the binaries of other platforms from what packing installs, of the same version only', () => {
    const installed = (version: string) =>
      folderWith({
        'package.json': JSON.stringify(manifest),
        'node_modules/onnxruntime-node/package.json': JSON.stringify(onnxruntime),
        [binary('linux', 'x64')]: '',
        'client/packaging/node_modules/onnxruntime-node/package.json': JSON.stringify({ ...onnxruntime, version }),
        [`client/packaging/${binary('darwin', 'arm64')}`]: '',
      });
    assert.ok(existsSync(join(staged('darwin-arm64', installed('1.30.0')), binary('darwin', 'arm64'))));
    assert.throws(() => staged('darwin-arm64', installed('1.29.0')), /onnxruntime-node 1\.30\.0 is not installed/);
  });

  it('leaves in the manifest what VS Code reads', () => {
    assert.deepEqual(json(staged('universal'), 'package.json'), {
      name: 'surprisal',
      type: 'module',
      engines: { vscode: '^1.91.0' },
      contributes: { commands: [] },
      dependencies: { '@vscode/tree-sitter-wasm': '0.3.1' },
    });
  });

  it('leaves out of the page the pictures that VS Code would not show', () => {
    assert.equal(
      readFileSync(join(staged('universal'), 'README.md'), 'utf8'),
      '# Surprisal\n\nIt [reads](ARCHITECTURE.md).\n',
    );
  });

  it('lays translations of the manifest beside it and leaves the build scripts of models out', () => {
    const folder = staged('universal');
    assert.ok(existsSync(join(folder, 'package.nls.json')));
    assert.ok(existsSync(join(folder, 'package.nls.zh-cn.json')));
    assert.ok(!existsSync(join(folder, 'models/build')));
  });

  it('takes the neural model only where it can run', () => {
    const models = ['ngram-en.bin', 'tiny.body.onnx', 'tiny.layers.bin', 'tiny.model.json'];
    assert.deepEqual(readdirSync(join(staged('linux-x64'), 'models')).toSorted(), ['manifest.json', ...models]);
    const universal = join(staged('universal'), 'models');
    assert.deepEqual(readdirSync(universal).toSorted(), ['manifest.json', 'ngram-en.bin']);
    assert.deepEqual(json(universal, 'manifest.json'), [{ file: 'ngram-en.bin' }]);
  });

  it('takes one of two names of the same library', () => {
    const libraries = join(staged('darwin-arm64'), 'node_modules/onnxruntime-node/bin/napi-v6/darwin/arm64');
    assert.deepEqual(readdirSync(libraries).toSorted(), ['libonnxruntime.1.dylib', 'onnxruntime_binding.node']);
  });
});
