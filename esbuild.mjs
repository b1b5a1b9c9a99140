// Builds the runnable bundles into dist/. A dynamic import becomes a chunk of its own, loaded on first use only.
import { chmodSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: { 'cli/main': 'server/src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'external',
  logLevel: 'warning',
  // Its CommonJS entry computes the names it requires, which no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // Some dependencies are CommonJS: they call require() for Node's own modules and read __filename.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url), __filename = import.meta.filename;",
  },
});

chmodSync('dist/cli/main.js', 0o755);
