import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith, messages, programPath, surprisal } from '../support/program';

describe('the program', () => {
  it('says its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.deepEqual(surprisal(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('starts with a code cache that another V8 made, and without one', () => {
    const folder = folderWith({
      'package.json': '{ "version": "1.2.3" }',
      'models/manifest.json': '[]',
    });
    cpSync(dirname(programPath), join(folder, 'dist/cli'), { recursive: true });
    const cache = join(folder, 'dist/cli/program.js.cache');
    const start = () =>
      spawnSync(process.execPath, [join(folder, 'dist/cli/main.js'), '--version'], { encoding: 'utf8' });
    const foreign = readFileSync(cache);
    foreign.writeUInt32LE(foreign.readUInt32LE(4) ^ 1, 4);
    for (const content of [foreign, Buffer.from('no code cache'), Buffer.alloc(0)]) {
      writeFileSync(cache, content);
      assert.equal(start().stdout, '1.2.3\n');
    }
    rmSync(cache);
    assert.equal(start().stdout, '1.2.3\n');
  });

  it('says in one line which model is missing', () => {
    const letter = 'test/fixtures/letter.md';
    for (const files of [{}, { 'lexicon-en.bin': readFileSync('models/lexicon-en.bin') }]) {
      const run = surprisal(['check', letter], { environment: { SURPRISAL_MODELS: folderWith(files) } });
      assert.equal(run.code, 2);
      assert.match(run.stderr, /^surprisal: the model \S+ cannot be read \(ENOENT\); install Surprisal again\n$/);
    }
  });

  it('helps with every command, examples included, on standard output', function () {
    this.timeout(60_000);
    const overview = surprisal(['--help']);
    assert.equal(overview.code, 0);
    const commands = [...overview.stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name!);
    for (const name of ['check', 'score', 'rank', 'models']) assert.ok(commands.includes(name), name);
    for (const name of commands.filter((command) => command !== 'help')) {
      const run = surprisal([name, '--help']);
      assert.equal(run.code, 0, name);
      assert.match(run.stdout, new RegExp(`^Usage: surprisal ${name} `), name);
      assert.match(run.stdout, /\nExamples?:\n {2}/, name);
      assert.equal(run.stderr, '', name);
    }
    assert.equal(surprisal(['help', 'check']).stdout, surprisal(['check', '--help']).stdout);
  });

  it('answers a mistake in one line with what was meant, and exits 2', function () {
    this.timeout(60_000);
    const answer = (...parameters: string[]) => {
      const run = surprisal(parameters);
      assert.equal(run.code, 2, parameters.join(' '));
      assert.equal(run.stdout, '', parameters.join(' '));
      const lines = messages(run);
      assert.equal(lines.length, 1, lines.join('\n'));
      return lines[0];
    };
    assert.equal(answer('chekc'), "surprisal: unknown command 'chekc'; did you mean check?");
    assert.equal(answer('bogus'), "surprisal: unknown command 'bogus'; see surprisal --help");
    assert.equal(answer('help', 'bogus'), "surprisal: unknown command 'bogus'; see surprisal --help");
    assert.equal(answer('check', '--fromat', 'json'), "surprisal: unknown option '--fromat'; did you mean --format?");
    assert.match(answer('check', '--format', 'xml', 'a.md') ?? '', /'xml' is invalid\. Allowed choices are text, json/);
    assert.match(answer('check', '--min-confidence', '2', 'a.md') ?? '', /Write a number between 0 and 1\.$/);
    assert.match(answer('check', '--max-file-size', 'huge', 'a.md') ?? '', /Write a size such as 500KB or 20MB\.$/);
    assert.match(answer('check') ?? '', /^surprisal: nothing to check; name files/);
    assert.match(answer('check', '--language', 'klingon', 'a.md') ?? '', /no prose is looked for in "klingon"/);
    assert.match(answer('score', '--language', 'klingon', 'a.md') ?? '', /no prose is looked for in "klingon"/);
    assert.equal(
      answer('check', '--model', 'mixed', 'a.md'),
      'surprisal: a check uses our own neural model or none; use --model auto, neural or ngram',
    );
  });

  it('keeps its exit code where nobody listens to its messages, or standard output is full', function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    const run = (...streams: ['pipe' | number, 'pipe' | number]) =>
      spawnSync(process.execPath, [programPath, ...(streams[1] === full ? ['train'] : ['models', 'list'])], {
        stdio: ['ignore', ...streams],
        encoding: 'utf8',
      });
    assert.equal(run('pipe', full).status, 2);
    const { status, stderr } = run(full, 'pipe');
    assert.equal(status, 2);
    assert.equal(stderr, 'surprisal: standard output cannot be written (ENOSPC); make room or send it elsewhere\n');
    closeSync(full);
  });

  it('shows where an error comes from when it is asked to only', () => {
    const folder = folderWith();
    const trace = (environment: Record<string, string>) =>
      surprisal(['check', '--baseline', 'gone.json', 'a.md'], { cwd: folder, environment }).stderr;
    assert.doesNotMatch(trace({}), /\n\s+at /);
    assert.match(trace({ SURPRISAL_DEBUG: '1' }), /\n\s+at /);
  });
});
