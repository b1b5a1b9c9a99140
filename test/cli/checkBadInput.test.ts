import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, makeUnreadable, messages, records, surprisal } from '../support/program';

const isRoot = process.getuid?.() === 0;

describe('surprisal check, given what it cannot check,', () => {
  const folder = folderWith({
    'good.md': 'We recieve letters.\n',
    'latin1.md': Buffer.from('Gr\u00fc\u00dfe aus K\u00f6ln, a letter.\nSecond line.\n', 'latin1'),
    'picture.png': Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
    'utf16le.md': Buffer.from('\ufeffWe recieve letters.\n', 'utf16le'),
    'utf16be.md': Buffer.from('\ufeffWe recieve letters.\n', 'utf16le').swap16(),
    'marked.md': '\ufeffWe recieve letters.\n',
    'large.md': '',
    'unreadable.md': 'text',
    'unknown.xyz': 'We recieve letters.\n',
  });
  truncateSync(join(folder, 'large.md'), 200_000_000);
  symlinkSync('loop.md', join(folder, 'loop.md'));
  symlinkSync('nowhere', join(folder, 'dangling.md'));
  const check = (...names: string[]) => surprisal(['check', '--format', 'jsonl', ...names], { cwd: folder });
  const paths = (...names: string[]) => records<{ path: string }>(check(...names)).map(({ path }) => path);

  it('names each in one line with what to do, checks the rest and exits 2', () => {
    const bad = ['missing.md', 'latin1.md', 'picture.png', 'large.md', 'loop.md', 'dangling.md'];
    const run = check(...bad, 'good.md');
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), [
      // Names that lead nowhere come first: the size of a run is looked at before anything is read.
      'surprisal: missing.md: no such file or directory',
      'surprisal: loop.md: a symbolic link that leads back to itself; repair or remove the link',
      'surprisal: dangling.md: no such file or directory',
      'surprisal: latin1.md: not valid UTF-8 (line 1, byte 2); convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8',
      'surprisal: picture.png: a binary file, not text; leave it out',
      'surprisal: large.md: 200 MB is over the limit of 10 MB; raise it with --max-file-size',
    ]);
    const documents = records<{ path: string; findings: unknown[] }>(run);
    assert.deepEqual(
      documents.map(({ path, findings }) => [path, findings.length]),
      [['good.md', 1]],
    );
  });

  it('refuses pipes and devices without waiting for them', function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(folder, 'pipe.md')]);
    const run = check('pipe.md', '/dev/zero', 'good.md');
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), [
      'surprisal: pipe.md: a named pipe, not a file; give its content on standard input with "-"',
      'surprisal: /dev/zero: a device, not a file; give its content on standard input with "-"',
    ]);
    assert.equal(records(run).length, 1);
  });

  it('names a file that may not be read', function () {
    if (isRoot || process.platform === 'win32') this.skip();
    makeUnreadable(join(folder, 'unreadable.md'));
    assert.match(check('unreadable.md').stderr, /^surprisal: unreadable\.md: permission denied; /);
  });

  it('reads UTF-16 and UTF-8 with a byte order mark alike, offsets counted without it', () => {
    const run = check('utf16le.md', 'utf16be.md', 'marked.md', 'good.md');
    assert.equal(run.code, 1);
    const found = records<{ findings: unknown[] }>(run).map(({ findings }) => findings);
    assert.equal(found[0]?.length, 1);
    for (const findings of found) assert.deepEqual(findings, found[0]);
  });

  it('tells what to do with UTF-16 that is cut, or has no byte order mark', () => {
    const text = Buffer.from('\ufeffWe recieve letters.\n', 'utf16le');
    const inner = folderWith({ 'cut.md': text.subarray(0, -1), 'unmarked.md': text.subarray(2) });
    const run = surprisal(['check', 'cut.md', 'unmarked.md'], { cwd: inner });
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), [
      'surprisal: cut.md: not valid UTF-16, though its byte order mark says so; it may have been cut short: save it as UTF-8',
      'surprisal: unmarked.md: UTF-16 without a byte order mark; convert it, e.g. iconv -f UTF-16LE -t UTF-8',
    ]);
    assert.equal(run.stdout, 'Nothing was checked; 2 files could not be checked.\n');
  });

  it('takes a file of an unknown kind as plain text when it is named', () => {
    assert.deepEqual(paths('unknown.xyz'), ['unknown.xyz']);
  });

  it('passes over what is binary or too large in a directory, and exits by what it found', () => {
    const inner = folderWith({
      'good.md': 'All is well.\n',
      'odd.md': Buffer.from([0, 1, 2, 0, 255, 0]),
      'big.md': '',
    });
    truncateSync(join(inner, 'big.md'), 11_000_000);
    const run = surprisal(['check', '.'], { cwd: inner });
    assert.equal(run.code, 0);
    assert.deepEqual(messages(run), [
      'surprisal: skipped big.md: 11 MB is over the limit of 10 MB; raise it with --max-file-size',
      'surprisal: skipped odd.md: a binary file, not text; leave it out',
    ]);
  });

  it('does not go round in a directory loop', () => {
    const inner = folderWith({ 'docs/a.md': 'All is well.\n' });
    symlinkSync('..', join(inner, 'docs', 'up'));
    mkdirSync(join(inner, 'other'));
    symlinkSync(inner, join(inner, 'other', 'again'));
    const run = surprisal(['check', '--format', 'jsonl', '.'], { cwd: inner });
    assert.equal(run.code, 0);
    assert.equal(records(run).length, 1);
    assert.deepEqual(messages(run), [
      'surprisal: skipped docs/up: a symbolic link back to a directory above it; not followed',
      'surprisal: skipped other/again: a symbolic link back to a directory above it; not followed',
    ]);
  });

  it('says when a directory holds nothing to check, or no file matches a glob', () => {
    const inner = folderWith({ 'a.bin': 'x' });
    const empty = surprisal(['check', '.'], { cwd: inner });
    assert.deepEqual([empty.code, messages(empty)], [0, ['surprisal: skipped .: no file to check in this directory']]);
    const none = surprisal(['check', '**/*.md'], { cwd: inner });
    assert.deepEqual([none.code, messages(none)], [2, ['surprisal: **/*.md: no file matches this pattern']]);
    // It does not look where nothing can match: the link would be told.
    mkdirSync(join(inner, 'deep'));
    symlinkSync('..', join(inner, 'deep', 'up'));
    const shallow = surprisal(['check', '*.md'], { cwd: inner });
    assert.deepEqual([shallow.code, messages(shallow)], [2, ['surprisal: *.md: no file matches this pattern']]);
  });

  it('refuses too long and badly encoded standard input', () => {
    const long = surprisal(['check', '--max-file-size', '1KB', '-'], { input: 'word '.repeat(300) });
    assert.equal(long.code, 2);
    assert.deepEqual(messages(long), [
      'surprisal: standard input: more than the limit of 1 KB; raise it with --max-file-size',
    ]);
    const wrong = surprisal(['check', '-'], {
      input: Buffer.from('One line.\nA caf\u00e9, and more of it.\n', 'latin1'),
    });
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /^surprisal: standard input: not valid UTF-8 \(line 2, byte 15\)/);
  });
});
