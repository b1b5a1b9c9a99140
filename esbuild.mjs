// Builds the runnable bundles into dist/.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/** What matches is a bundle of its own, at `path` from the bundle that imports it. */
const external = (filter, path) => ({
  name: `external ${path}`,
  setup: ({ onResolve }) => onResolve({ filter }, () => ({ path, external: true })),
});

/** commander starts sub-commands that are programs of their own; we have none, and node:child_process takes 12 ms to load. */
const childProcessLater = {
  name: 'child process later',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'later' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'later' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require('node:${path}')[name] });`,
    }));
  },
};

/** VS Code keeps to `engines` by itself: that the client's library compares versions once more would bring 20 kB. */
const versionsCompared = {
  name: 'versions compared',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^semver\/functions\/(?:parse|satisfies)$/ }, ({ path }) => ({ path, namespace: 'compared' }));
    onLoad({ filter: /./, namespace: 'compared' }, () => ({ contents: 'module.exports = () => ({});' }));
  },
};

/** Programs of CommonJS, each in one file. */
const commonJs = {
  outdir: 'dist',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'external',
  logLevel: 'warning',
};

/** For sources that ask where they lie, which CommonJS tells by another name. */
const fileUrl = {
  define: { 'import.meta.url': '__fileUrl' },
  banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
};

rmSync('dist', { recursive: true, force: true });

// VS Code requires CommonJS of an extension until 1.100. The language client's library is a file of its own: to compile it takes most
// of the time that an activation has.
await build({
  ...commonJs,
  entryPoints: {
    'client/extension': 'client/src/extension.ts',
    'client/languageClient': 'client/src/languageClient.ts',
  },
  outExtension: { '.js': '.cjs' },
  external: ['vscode'],
  plugins: [external(/^\.\/languageClient$/, './languageClient.cjs'), versionsCompared],
});
const maxClientBytes = 500_000;
const clientBytes = ['extension', 'languageClient'].reduce(
  (sum, name) => sum + statSync(`dist/client/${name}.cjs`).size,
  0,
);
console.log(`client bundle: ${Math.round(clientBytes / 1000)} kB of ${maxClientBytes / 1000} kB`);
if (clientBytes > maxClientBytes)
  throw new Error('the client bundle is too large: find what came in (esbuild --analyze)');

// VS Code reads the manifest's texts beside the manifest and nowhere else; their one place is client/l10n.
for (const name of readdirSync('client/l10n'))
  if (name.startsWith('package.nls')) copyFileSync(`client/l10n/${name}`, name);

// The language server. What few keystrokes need (parsers of single languages) is a chunk of its own, loaded on first use.
const { metafile } = await build({
  entryPoints: { 'server/main': 'server/src/main.ts' },
  outdir: 'dist',
  chunkNames: 'server/[name]-[hash]',
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'external',
  logLevel: 'warning',
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // Some dependencies are CommonJS: they call require() for Node's own modules and read __filename.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __fileURLToPath } from 'node:url'; const require = __createRequire(import.meta.url), __filename = __fileURLToPath(import.meta.url);",
  },
});
/** The bytes of an output and of all that it imports at once. */
const loadedBytes = (path, seen = new Set()) => {
  if (seen.has(path)) return 0;
  seen.add(path);
  const { bytes, imports } = metafile.outputs[path];
  return imports
    .filter(({ kind, external: outside }) => kind === 'import-statement' && !outside)
    .reduce((sum, imported) => sum + loadedBytes(imported.path, seen), bytes);
};
const maxServerBytes = 1_500_000;
const serverBytes = loadedBytes('dist/server/main.js');
console.log(`server, loaded at start: ${Math.round(serverBytes / 1000)} kB of ${maxServerBytes / 1000} kB`);
if (serverBytes > maxServerBytes)
  throw new Error('the server loads too much at start: import what is rarely needed on first use');

// The process that runs the neural model. The runtime is native code with its libraries beside it, and stays where npm put it.
await build({
  ...commonJs,
  entryPoints: { 'inference/child': 'server/src/inference/child.ts' },
  outExtension: { '.js': '.cjs' },
  external: ['onnxruntime-node'],
  ...fileUrl,
});

// The thread that indexes and searches, those that read files for it, the one that learns from histories, and those that train.
await build({
  ...commonJs,
  entryPoints: {
    'learning/worker': 'server/src/learning/worker.ts',
    'search/worker': 'server/src/search/worker.ts',
    'search/preparation': 'server/src/search/preparation.ts',
    'search/tuning': 'server/src/search/tuning.ts',
    'search/history': 'server/src/search/history.ts',
  },
  outExtension: { '.js': '.cjs' },
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  ...fileUrl,
});

// One file: 35 modules of ES took 90 ms longer to load than this takes without its code cache. What an `import()` asks for is run
// on first use only.
await build({
  ...commonJs,
  entryPoints: {
    'cli/main': 'server/src/cli/main.ts',
    'cli/program': 'server/src/cli/program.ts',
    // Its library of the protocol is larger than all that other commands load.
    'cli/mcp': 'server/src/mcp/server.ts',
    'cli/writeCodeCache': 'server/src/cli/writeCodeCache.ts',
  },
  // Its CommonJS entry computes the names it requires, which no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  ...fileUrl,
  plugins: [
    external(/^\.\.\/main$/, '../server/main.js'),
    external(/^\.\.\/\.\.\/mcp\/server$/, './mcp.js'),
    childProcessLater,
  ],
});
// The package's own files are ES modules.
writeFileSync('dist/cli/package.json', '{ "type": "commonjs" }\n');
chmodSync('dist/cli/main.js', 0o755);

const sample = `# A sample

It has no mistaeks. Their are two of them, and the the end of of it is near: see [the list](list.md) and \`code\`.

- Its a list; *every* item is a sentence
`;
execFileSync(process.execPath, ['dist/cli/writeCodeCache.js'], { input: sample, stdio: ['pipe', 'ignore', 'inherit'] });
rmSync('dist/cli/writeCodeCache.js');
rmSync('dist/cli/writeCodeCache.js.map');
