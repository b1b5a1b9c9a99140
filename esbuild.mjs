// Builds the runnable bundles into dist/.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });

// VS Code requires CommonJS of an extension until 1.100. The language client's library is a file of its own: to compile it takes most
// of the time that an activation has.
await build({
  entryPoints: {
    'client/extension': 'client/src/extension.ts',
    'client/languageClient': 'client/src/languageClient.ts',
  },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  minify: true,
  sourcemap: 'linked',
  legalComments: 'external',
  logLevel: 'warning',
  plugins: [
    {
      name: 'languageClientLater',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/languageClient$/ }, () => ({ path: './languageClient.cjs', external: true })),
    },
  ],
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

// One file: 35 modules of ES took 90 ms longer to load than this takes without its code cache. What an `import()` asks for is run
// on first use only.
await build({
  entryPoints: {
    'cli/main': 'server/src/cli/main.ts',
    'cli/program': 'server/src/cli/program.ts',
    'cli/writeCodeCache': 'server/src/cli/writeCodeCache.ts',
  },
  outdir: 'dist',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'external',
  logLevel: 'warning',
  // Its CommonJS entry computes the names it requires, which no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  define: { 'import.meta.url': '__fileUrl' },
  banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
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
