import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';

const require = createRequire(import.meta.url);

/** Runs a module of the client outside VS Code, with `vscode` for its API. */
export const loadClientModule = <Exports>(path: string, vscode: object): Exports => {
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
  const module = { exports: {} };
  const run = new Function('module', 'exports', 'require', outputFiles[0]!.text);
  run(module, module.exports, (name: string) => (name === 'vscode' ? vscode : require(name)));
  return module.exports as Exports;
};
