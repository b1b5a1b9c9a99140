import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

// The arrows of ARCHITECTURE.md: a room may import itself and the rooms named here, nothing else of the project.
const text = ['text'];
const lexicon = ['lexicon', ...text];
const lm = ['lm', ...lexicon];
const proofreading = ['proofreading', ...lm];
const configuration = ['configuration', 'proofreading', 'lexicon'];
const analysis = ['analysis', 'configuration', ...proofreading];
const learning = ['learning', ...lm];
const evaluation = ['evaluation', 'search', 'learning', ...analysis];
const completion = ['completion', ...lm];
const platform = ['platform', 'completion', ...analysis];
const search = ['search', 'text', 'lexicon', 'lm', 'learning', 'configuration', 'platform'];
const mayImport: Record<string, readonly string[]> = {
  shared: ['shared'],
  text,
  lexicon,
  lm,
  proofreading,
  configuration,
  analysis,
  evaluation,
  completion,
  platform,
  learning,
  search,
  answering: ['answering', 'text', 'lm', 'configuration', 'search'],
  inference: ['inference', 'platform', ...lm],
  lsp: ['lsp', 'inference', 'shared', 'learning', 'search', 'answering', ...platform],
  mcp: ['mcp', 'lexicon', 'proofreading', 'configuration', 'platform', 'search'],
  cli: ['cli', 'mcp', 'inference', 'learning', 'answering', ...new Set([...evaluation, ...platform])],
};

// Rooms that are handed bytes and clocks and never reach for them.
const pureRooms = [
  ...['shared', 'text', 'lexicon', 'lm', 'learning', 'completion', 'proofreading', 'analysis', 'answering'],
  'evaluation',
];
/** Where a thread begins: it is handed its bytes by Node. */
const pureRoomsEntries = ['server/src/learning/worker.ts'];

const onlyIn: Record<string, RegExp> = {
  vscode: /^client\//,
  'vscode-languageclient': /^client\//,
  'vscode-languageserver': /^server\/src\/lsp\//,
  'onnxruntime-node': /^server\/src\/inference\/onnxRuntime\.ts$/,
  pg: /^server\/src\/search\/postgres\/pgDatabase\.ts$/,
  '@modelcontextprotocol': /^server\/src\/mcp\//,
};

// What a newcomer sees first: each has a reason to lie there, and nothing else does.
const topLevel = [
  ...['.ci', 'client', 'models', 'server', 'test'],
  ...[
    'ARCHITECTURE.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'THIRD_PARTY_NOTICES',
  ],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'esbuild.mjs', 'biome.json', '.vscodeignore'],
  ...['.npmrc', '.editorconfig', '.gitattributes', '.gitignore'],
];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  const pattern = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)(['"])([^'"]+)\1/gm;
  return [...source.matchAll(pattern)].map((match) => ({ file, specifier: match[2]! }));
}

const slashes = (path: string) => path.split(sep).join('/');
const roomOf = (path: string) => /^server\/src\/([^/]+)\//.exec(slashes(relative('.', path)))?.[1];

describe('the house', () => {
  const imports = ['server/src', 'client/src']
    .filter(existsSync)
    .flatMap((folder) => sources(folder).flatMap(importsOf));

  it('is read by this test', () => {
    assert.ok(imports.length > 20);
  });

  it('has exactly the wanted entries at its top level', function () {
    const { status, stdout } = spawnSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    // A source archive carries no repository, and then nothing tells what is tracked.
    if (status !== 0) this.skip();
    const tracked = stdout.split('\0').filter((name) => name !== '');
    assert.deepEqual([...new Set(tracked.map((name) => name.split('/')[0]))].sort(), topLevel.toSorted());
  });

  it('has no room without a rule', () => {
    const rooms = new Set(sources('server/src').map(roomOf));
    rooms.delete(undefined);
    assert.deepEqual(
      [...rooms].filter((room) => !(room! in mayImport)),
      [],
    );
  });

  it('has no arrow that points back', () => {
    const wrong = imports.flatMap(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return [];
      const from = roomOf(file);
      const to = roomOf(resolve(dirname(file), specifier));
      if (from === undefined || to === undefined || mayImport[from]?.includes(to)) return [];
      return [`${slashes(file)} imports ${specifier}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('has no files that import each other in a circle', () => {
    const next = new Map<string, string[]>();
    for (const { file, specifier } of imports) {
      const to = `${resolve(dirname(file), specifier)}.ts`;
      if (specifier.startsWith('.') && existsSync(to))
        next.set(resolve(file), [...(next.get(resolve(file)) ?? []), to]);
    }
    const done = new Set<string>();
    const circle = (file: string, path: readonly string[]): readonly string[] | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return undefined;
      for (const to of next.get(file) ?? []) {
        const found = circle(to, [...path, file]);
        if (found !== undefined) return found;
      }
      done.add(file);
      return undefined;
    };
    const found = [...next.keys()].map((file) => circle(file, [])).find((one) => one !== undefined);
    assert.equal(found?.map((file) => slashes(relative('.', file))).join(' -> '), undefined);
  });

  it('lets only the named places import vscode, the language server library, onnxruntime and the MCP SDK', () => {
    const wrong = imports.flatMap(({ file, specifier }) => {
      const owner = Object.keys(onlyIn).find((name) => specifier === name || specifier.startsWith(`${name}/`));
      return owner === undefined || onlyIn[owner]!.test(slashes(file)) ? [] : [`${slashes(file)} imports ${specifier}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('keeps Node and the clock out of the pure rooms', () => {
    const wrong = sources('server/src')
      .filter((file) => pureRooms.includes(roomOf(file) ?? '') && !pureRoomsEntries.includes(slashes(file)))
      .filter((file) => {
        const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        return /from 'node:|\bprocess\.|\bDate\.now\b|\bnew Date\b|\bperformance\.now\b|\bMath\.random\b/.test(code);
      })
      .map(slashes);
    assert.deepEqual(wrong, []);
  });

  it('lets the client see nothing of the server but the wire contract', () => {
    const seen = imports
      .filter(({ file, specifier }) => slashes(file).startsWith('client/src/') && specifier.startsWith('.'))
      .map(({ file, specifier }) => slashes(relative('.', resolve(dirname(file), specifier))))
      .filter((path) => !path.startsWith('client/src/'));
    assert.deepEqual(
      [...new Set(seen)].filter((path) => !path.startsWith('server/src/shared/')),
      [],
    );
  });

  it('keeps the wire contract free of imports from elsewhere', () => {
    const elsewhere = imports.filter(({ file, specifier }) => roomOf(file) === 'shared' && !specifier.startsWith('./'));
    assert.deepEqual(elsewhere, []);
  });
});
