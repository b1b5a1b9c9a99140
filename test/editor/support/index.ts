import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format } from 'node:util';
import { dependenciesVariable, grepVariable } from '../windowRequest';
import { window } from './window';

/** What VS Code calls: runs every bundled test file beside this one, and rejects when one fails. */
export async function run(): Promise<void> {
  const require = createRequire(join(process.env[dependenciesVariable] ?? '', 'package.json'));
  const Mocha = require('mocha') as typeof import('mocha');
  let printed: Promise<unknown> = Promise.resolve();
  // The extension host's console reaches the launcher late or never.
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => {
    printed = printed.then(() => window.print(format(...values)));
  };
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: false,
    timeout: 240_000,
    // A browser's window on a busy machine can miss a pointer or a key; what the extension does wrong, it does twice.
    retries: 1,
    forbidOnly: Boolean(process.env['CI']),
    ...(process.env[grepVariable] ? { grep: new RegExp(process.env[grepVariable]) } : {}),
  });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    // Otherwise nobody would learn of what fails every time at first.
    runner.on('retry', (test: { fullTitle(): string }, error: Error) => {
      Mocha.reporters.Base.consoleLog(`    once more: ${test.fullTitle()}: ${error.message}`);
    });
  });
  await printed;
  if (failures > 0) throw new Error(`${failures} failed`);
}
