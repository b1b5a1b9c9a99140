import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';

const require = createRequire(import.meta.url);

const bundles = new Map<string, string>();

const bundle = (path: string): string => {
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outputFiles[0]!.text;
};

/** Runs a module of the client outside VS Code, with `vscode` for its API. */
export const loadClientModule = <Exports>(path: string, vscode: object): Exports => {
  const source = bundles.get(path) ?? bundle(path);
  bundles.set(path, source);
  const module = { exports: {} };
  const run = new Function('module', 'exports', 'require', source);
  run(module, module.exports, (name: string) => (name === 'vscode' ? vscode : require(name)));
  return module.exports as Exports;
};
