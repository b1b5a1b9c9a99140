import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import { cleanEnvironment, folderWith, messages, programPath, records, surprisal } from '../support/program';

interface FindingRecord {
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly kind: string;
  readonly candidates: readonly { readonly replacement: string }[];
}
interface DocumentRecord {
  readonly path: string;
  readonly line?: number;
  readonly findings: readonly FindingRecord[];
}

const letter = '# A letter\n\nThe results has no mistaeks in them.\n\n漢字 We recieve letters.\n';

describe('surprisal check', () => {
  const folder = folderWith({ 'letter.md': letter, 'clean.md': 'The weather is nice today.\n', 'empty.md': '' });
  const check = (...parameters: string[]) => surprisal(['check', ...parameters], { cwd: folder });
  const spellings = (document: DocumentRecord | undefined, text: string) =>
    document?.findings.filter(({ kind }) => kind === 'spelling').map(({ start, end }) => text.slice(start, end));

  it('shows findings to people, and exits 1', () => {
    const run = check('letter.md', 'clean.md');
    assert.equal(run.code, 1);
    const lines = run.stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith('letter.md:3:20 spelling '));
    assert.equal(lines[at + 1], '  3 | The results has no mistaeks in them.');
    assert.match(lines[at + 2] ?? '', /^ {4}\| {20}\^{8} mistakes/);
    assert.match(run.stdout, /\n\d+ findings in 1 of 2 files, \d+ words;?.*\.\n$/);
    assert.deepEqual(messages(run), []);
  });

  it('exits 0 and says so in one line when nothing is found', () => {
    const run = check('clean.md', 'empty.md');
    assert.equal(run.code, 0);
    assert.match(run.stdout, /^No findings in 2 files, 5 words\.\n$/);
  });

  it('prints a JSON line a document, those without findings too, in UTF-16 offsets', () => {
    const run = check('--format', 'jsonl', 'letter.md', 'clean.md', 'empty.md');
    assert.equal(run.code, 1);
    const documents = records<DocumentRecord>(run);
    assert.deepEqual(
      documents.map(({ path }) => path),
      ['letter.md', 'clean.md', 'empty.md'],
    );
    assert.deepEqual(spellings(documents[0], letter), ['mistaeks', 'recieve']);
    assert.deepEqual(documents[1]?.findings, []);
    const second = documents[0]?.findings.find(({ startLine }) => startLine === 5);
    assert.equal(second?.startColumn, 7);
    assert.equal(second?.candidates[0]?.replacement, 'receive');
  });

  it('prints the same documents as one JSON array', () => {
    const lines = records(check('--format', 'jsonl', 'letter.md', 'clean.md'));
    assert.deepEqual(JSON.parse(check('--format', 'json', 'letter.md', 'clean.md').stdout), lines);
  });

  it('takes each line as a document with --lines, empty ones too', () => {
    const input = 'We recieve letters.\n\nAll is well.\nWe recieve letters.';
    const run = surprisal(['check', '--lines', '--format', 'jsonl', '-'], { input });
    const documents = records<DocumentRecord>(run);
    assert.deepEqual(
      documents.map(({ line }) => line),
      [1, 2, 3, 4],
    );
    assert.deepEqual(documents[3]?.findings, documents[0]?.findings);
    assert.deepEqual(
      documents.map(({ findings }) => findings.some(({ kind }) => kind === 'spelling')),
      [true, false, false, true],
    );
    const text = surprisal(['check', '--lines', '-'], { input });
    assert.match(text.stdout, /^-:4:4 spelling /m);
  });

  it('reads standard input in the language it is told, or that its name tells', () => {
    const input = 'All is well\n\n# We recieve mistaeks.\n';
    const codeOf = (...parameters: string[]) => surprisal(['check', ...parameters, '-'], { input }).code;
    assert.equal(codeOf('--language', 'git-commit'), 0);
    assert.equal(codeOf('--stdin-path', '.git/COMMIT_EDITMSG'), 0);
    assert.equal(codeOf(), 1);
  });

  it('writes a SARIF log that points into the file', () => {
    const run = check('--format', 'sarif', 'letter.md');
    assert.equal(run.code, 1);
    const log = JSON.parse(run.stdout) as Log;
    const places = log.runs[0]!.results!.map(({ ruleId, locations }) => {
      const { charOffset = 0, charLength = 0 } = locations![0]!.physicalLocation!.region!;
      return `${ruleId?.split('/')[0]} ${letter.slice(charOffset, charOffset + charLength)}`;
    });
    assert.ok(places.includes('spelling mistaeks') && places.includes('spelling recieve'), places.join());
  });

  it('writes GitHub workflow commands', () => {
    const lines = check('--format', 'github', 'letter.md').stdout.trimEnd().split('\n');
    assert.ok(lines.every((line) => /^::(error|warning|notice) file=letter\.md,line=\d+,/.test(line)));
    assert.ok(lines.some((line) => line.includes('line=3,endLine=3,col=20,endColumn=28,title=Surprisal%3A spelling')));
  });

  it('names files from the root of the sources, whichever folder it is started in', () => {
    const repository = folderWith({ 'docs/deep/a b.md': 'We recieve letters.\n', '.git/HEAD': '' });
    const outside = folderWith({ 'c.md': 'We recieve letters.\n' });
    const cwd = join(repository, 'docs', 'deep');
    const places = (environment: Record<string, string> = {}) => {
      const parameters = ['a b.md', join(outside, 'c.md')];
      const github = surprisal(['check', '--format', 'github', ...parameters], { cwd, environment }).stdout;
      const log = JSON.parse(
        surprisal(['check', '--format', 'sarif', ...parameters], { cwd, environment }).stdout,
      ) as Log;
      return {
        github: [...github.matchAll(/ file=([^,]*),/g)].map(([, file]) => file),
        sarif: log.runs[0]!.results!.map(({ locations }) => locations![0]!.physicalLocation!.artifactLocation),
        root: log.runs[0]!.originalUriBaseIds?.['%SRCROOT%']?.uri,
      };
    };
    const c = join(outside, 'c.md');
    assert.deepEqual(places(), {
      github: ['docs/deep/a b.md', c],
      sarif: [{ uri: 'docs/deep/a%20b.md', uriBaseId: '%SRCROOT%' }, { uri: pathToFileURL(c).href }],
      root: `${pathToFileURL(repository).href}/`,
    });
    const workspace = join(repository, 'docs');
    assert.deepEqual(places({ GITHUB_WORKSPACE: workspace }), {
      github: ['deep/a b.md', c],
      sarif: [{ uri: 'deep/a%20b.md', uriBaseId: '%SRCROOT%' }, { uri: pathToFileURL(c).href }],
      root: `${pathToFileURL(workspace).href}/`,
    });
    assert.equal(places({ GITHUB_WORKSPACE: outside }).root, `${pathToFileURL(repository).href}/`);
  });

  it('drops findings that are not sure enough, and those of another operating point', () => {
    assert.equal(check('--min-confidence', '1', 'letter.md').code, 0);
    const count = (point: string) =>
      records<DocumentRecord>(check('--operating-point', point, '--format', 'jsonl', 'letter.md'))[0]!.findings.length;
    assert.ok(count('cautious') <= count('eager'));
  });

  it('spells as the dialect does', () => {
    const input = 'The harbour is near.\n';
    const codeOf = (dialect: string) => surprisal(['check', '--dialect', dialect, '-'], { input }).code;
    assert.equal(codeOf('en-GB'), 0);
    assert.equal(codeOf('en-US'), 1);
  });

  it('colours only where it is asked to', () => {
    const text = (environment: Record<string, string>) =>
      surprisal(['check', 'letter.md'], { cwd: folder, environment }).stdout;
    assert.doesNotMatch(text({}), /\x1b/);
    assert.match(text({ FORCE_COLOR: '1' }), /\x1b\[/);
  });

  it('ends quietly when its reader closes the pipe', async () => {
    const input = 'We recieve letters.\n'.repeat(20_000);
    const child = spawn(
      process.execPath,
      [programPath, 'check', '--model', 'ngram', '--lines', '--format', 'jsonl', '-'],
      {
        env: cleanEnvironment(),
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.stdout.once('data', () => child.stdout.destroy());
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    assert.match(stderr, /^(surprisal: grammar is left out: .*\n)?$/);
    assert.equal(signal, null);
    // As a program that SIGPIPE ended.
    assert.equal(code, 141);
  });

  it('checks a file once however often it is named', () => {
    const run = check('--format', 'jsonl', 'letter.md', './letter.md', join(folder, 'letter.md'));
    assert.equal(records(run).length, 1);
  });
});
