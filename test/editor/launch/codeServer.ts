import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { addressVariable, dependenciesVariable } from '../windowRequest';
import { type Launch, type Launcher, launchTimeoutMs, Unavailable } from './launch';
import { writeSettings } from './settings';
import { openWindowDriver, type Page } from './windowDriver';

interface BrowserPage extends Page {
  goto(address: string, options: { readonly timeout: number }): Promise<unknown>;
  exposeFunction(name: string, callback: (...parameters: never[]) => void): Promise<void>;
}

interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: readonly string[] }): Promise<{
      newPage(options: { viewport: object; deviceScaleFactor: number; locale: string }): Promise<BrowserPage>;
      close(): Promise<void>;
    }>;
  };
}

/** VS Code's web workbench in headless Chromium; extensions run in its server, with Node, on this machine. */
export const codeServer: Launcher = {
  name: 'code-server',
  async launch(launch) {
    const chromium = findChromium();
    const userData = join(launch.state, 'user');
    writeSettings(userData);
    const driver = await openWindowDriver(launch.pictures);
    const environment = {
      ...process.env,
      ...launch.environment,
      [addressVariable]: driver.address,
      [dependenciesVariable]: launch.dependencies,
      // No gallery: nothing is looked up, nothing updated.
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    };
    const parameters = ['--user-data-dir', userData, '--extensions-dir', join(launch.state, 'extensions')];
    const program = join(launch.dependencies, 'node_modules/code-server/lib/vscode/out/server-main.js');
    install(program, launch.vsix, parameters, environment);

    const server = spawn(
      process.execPath,
      [
        ...[program, ...parameters, '--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
        ...['--accept-server-license-terms', '--telemetry-level', 'off'],
        ...(launch.trusted ? ['--disable-workspace-trust'] : []),
      ],
      { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const { chromium: browserType } = createRequire(join(launch.dependencies, 'package.json'))(
      'playwright-core',
    ) as Playwright;
    const browser = await browserType.launch({ executablePath: chromium, args: chromiumParameters });
    try {
      const port = await portOf(server, join(launch.state, 'server.log'));
      const page = await browser.newPage({
        viewport: { width: 1000, height: 640 },
        deviceScaleFactor: 2,
        locale: 'en-US',
      });
      page.setDefaultTimeout(20_000);
      driver.attach(page);
      const exit = exitOf(page, join(launch.state, 'logs'));
      // The first page compiles all of the editor.
      await page.goto(addressOf(launch, port), { timeout: 120_000 });
      const code = await exit;
      if (code !== 0) await page.screenshot({ path: join(launch.state, 'window.png') });
      return code === 0;
    } finally {
      await browser.close();
      server.kill();
      driver.close();
    }
  },
};

const chromiumParameters = [
  // As root there is no sandbox; what it opens is our own page on the loopback interface.
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--no-first-run', '--font-render-hinting=none', '--force-color-profile=srgb'],
];

function findChromium(): string {
  const candidates = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome'];
  for (const candidate of candidates) {
    if (!candidate) continue;
    const { status, stdout } = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', candidate], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  throw new Unavailable('Chromium is not installed.');
}

function install(program: string, vsix: string, parameters: readonly string[], environment: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...parameters, '--install-extension', vsix],
    { env: environment, encoding: 'utf8' },
  );
  if (status !== 0 || !stdout.includes('was successfully installed'))
    throw new Error(`${vsix} was not installed:\n${stdout}${stderr}`);
}

/** The port that the server says it listens on. Everything it says goes to a log file. */
function portOf(server: ChildProcess, log: string): Promise<string> {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  server.stderr?.pipe(file, { end: false });
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (data: Uint8Array) => {
      file.write(data);
      said += String(data);
      const port = /agent listening on (\d+)/.exec(said)?.[1];
      if (port) resolve(port);
    });
    server.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}; see ${log}`)));
  });
}

/** The workbench runs an extension's tests when its address carries this payload, as `code --extensionTestsPath` does. */
function addressOf({ runner, suite, workspace }: Launch, port: string): string {
  const remote = `vscode-remote://127.0.0.1:${port}`;
  const payload = [
    ['extensionDevelopmentPath', remote + runner],
    ['extensionTestsPath', remote + suite],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}

interface LogFile {
  readonly relativePath: string;
  readonly contents: string;
}

/** The suite's exit code. The workbench hands over its log files with it. */
async function exitOf(page: BrowserPage, logs: string): Promise<number> {
  let exit: (code: number) => void = () => {};
  const code = new Promise<number>((resolve, reject) => {
    exit = resolve;
    setTimeout(() => reject(new Error(`no result in ${launchTimeoutMs / 60_000} minutes`)), launchTimeoutMs).unref();
  });
  await page.exposeFunction('codeAutomationExit', (value: number, files: readonly LogFile[] = []) => {
    for (const { relativePath, contents } of files) {
      const path = join(logs, relativePath);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contents);
    }
    exit(value);
  });
  return code;
}
