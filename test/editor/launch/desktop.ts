import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { addressVariable, dependenciesVariable } from '../windowRequest';
import { type Launcher, Unavailable } from './launch';
import { writeSettings } from './settings';
import { openWindowDriver, type Page } from './windowDriver';

interface TestElectron {
  downloadAndUnzipVSCode(options: { version: string; cachePath: string; timeout: number }): Promise<string>;
  resolveCliArgsFromVSCodeExecutablePath(executable: string, options: { reuseMachineInstall: boolean }): string[];
  readonly TestRunFailedError: new () => Error;
  runTests(options: {
    vscodeExecutablePath: string;
    extensionDevelopmentPath: string;
    extensionTestsPath: string;
    extensionTestsEnv: Readonly<Record<string, string>>;
    launchArgs: readonly string[];
  }): Promise<number>;
}

interface Playwright {
  readonly chromium: {
    connectOverCDP(address: string): Promise<{
      contexts(): { pages(): (Page & { url(): string })[] }[];
      close(): Promise<void>;
    }>;
  };
}

/** VS Code for the desktop, downloaded from its makers by `@vscode/test-electron`, and driven over its debugging port. */
export const desktop = (version: string): Launcher => ({
  name: `VS Code ${version}`,
  async launch(launch) {
    const require = createRequire(join(launch.dependencies, 'package.json'));
    const electron = require('@vscode/test-electron') as TestElectron;
    const { chromium } = require('playwright-core') as Playwright;
    const cachePath = join(launch.dependencies, 'vscode');
    const executable = await electron
      .downloadAndUnzipVSCode({ version, cachePath, timeout: 15_000 })
      .catch((error: unknown) => {
        throw new Unavailable(`It could not be downloaded: ${error instanceof Error ? error.message : error}`);
      });
    if (process.platform === 'linux' && !process.env['DISPLAY'])
      throw new Unavailable('There is no display; xvfb-run makes one.');

    const userData = join(launch.state, 'user');
    writeSettings(userData);
    const parameters = ['--user-data-dir', userData, '--extensions-dir', join(launch.state, 'extensions')];
    if (process.getuid?.() === 0) parameters.push('--no-sandbox');
    // Without folders of its own choice.
    const own = { reuseMachineInstall: true };
    const [program = executable, ...first] = electron.resolveCliArgsFromVSCodeExecutablePath(executable, own);
    const { status, stdout, stderr } = spawnSync(
      program,
      [...first, ...parameters, '--install-extension', launch.vsix],
      {
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    );
    if (status !== 0) throw new Error(`${launch.vsix} was not installed:\n${stdout}${stderr}`);

    const driver = await openWindowDriver(launch.pictures);
    const port = await freePort();
    let running = true;
    const attached = attach(chromium, port, () => running, driver.attach);
    try {
      const code = await electron.runTests({
        vscodeExecutablePath: executable,
        extensionDevelopmentPath: launch.runner,
        extensionTestsPath: launch.suite,
        extensionTestsEnv: {
          ...launch.environment,
          [addressVariable]: driver.address,
          [dependenciesVariable]: launch.dependencies,
        },
        launchArgs: [
          ...[launch.workspace, ...parameters, `--remote-debugging-port=${port}`, '--disable-gpu'],
          ...['--skip-welcome', '--skip-release-notes', '--disable-updates'],
          ...(launch.trusted ? ['--disable-workspace-trust'] : []),
        ],
      });
      return code === 0;
    } catch (error) {
      // A failed suite ends with a code, and that is how test-electron tells it.
      if (error instanceof electron.TestRunFailedError) return false;
      throw error;
    } finally {
      running = false;
      await (await attached)?.close();
      driver.close();
    }
  },
});

/** Waits until the window's debugging port answers with a page of the workbench. */
async function attach(
  chromium: Playwright['chromium'],
  port: number,
  running: () => boolean,
  found: (page: Page) => void,
): Promise<{ close(): Promise<void> } | undefined> {
  while (running()) {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined);
    const page = browser
      ?.contexts()
      .flatMap((context) => context.pages())
      .find((candidate) => candidate.url().includes('workbench'));
    if (page) {
      found(page);
      return browser;
    }
    await browser?.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
