import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, messages, surprisal } from '../support/program';

describe('surprisal check --fix', () => {
  const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

  it('repairs what is safe to repair and tells it, and leaves the rest as it is', () => {
    const folder = folderWith({ 'a.md': 'This is the the test. We recieve letters.\n' });
    const run = surprisal(['check', '--fix', 'a.md'], { cwd: folder });
    assert.match(read(folder, 'a.md'), /^This is the test\./);
    assert.match(messages(run)[0] ?? '', /^surprisal: fixed \d+ in a\.md: “/);
    const again = surprisal(['check', '--fix', 'a.md'], { cwd: folder });
    assert.deepEqual(messages(again), []);
  });

  it('keeps line ends, the byte order mark, the encoding and the mode', () => {
    const text = '\ufeffThis is the the test.\r\nA part of of it.\r\n';
    const repaired = '\ufeffThis is the test.\r\nA part of it.\r\n';
    const folder = folderWith({ 'a.md': text, 'b.md': Buffer.from(text, 'utf16le') });
    chmodSync(join(folder, 'a.md'), 0o640);
    surprisal(['check', '--fix', 'a.md', 'b.md'], { cwd: folder });
    assert.equal(read(folder, 'a.md'), repaired);
    assert.deepEqual(readFileSync(join(folder, 'b.md')), Buffer.from(repaired, 'utf16le'));
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'a.md')).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(folder).sort(), ['a.md', 'b.md']);
  });

  it('writes through a symbolic link to the file it names', () => {
    const folder = folderWith({ 'real.md': 'This is the the test.\n' });
    symlinkSync('real.md', join(folder, 'link.md'));
    surprisal(['check', '--fix', 'link.md'], { cwd: folder });
    assert.equal(read(folder, 'real.md'), 'This is the test.\n');
    assert.ok(lstatSync(join(folder, 'link.md')).isSymbolicLink());
  });

  it('names a read-only file, leaves it as it is and repairs the others', () => {
    const folder = folderWith({ 'a.md': 'This is the the test.\n', 'b.md': 'This is the the test.\n' });
    chmodSync(join(folder, 'a.md'), 0o444);
    const run = surprisal(['check', '--fix', 'a.md', 'b.md'], { cwd: folder });
    assert.equal(run.code, 2);
    assert.equal(
      messages(run)[0],
      'surprisal: a.md: cannot be written: permission denied; change its permissions or leave it out',
    );
    assert.equal(read(folder, 'a.md'), 'This is the the test.\n');
    assert.match(run.stdout, /^a\.md:1:9 repetition /m);
    assert.equal(read(folder, 'b.md'), 'This is the test.\n');
  });

  it('does not touch a file without safe findings', () => {
    const folder = folderWith({ 'a.md': 'All is well.\n' });
    const before = statSync(join(folder, 'a.md'));
    surprisal(['check', '--fix', 'a.md'], { cwd: folder });
    const after = statSync(join(folder, 'a.md'));
    assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
  });

  it('repairs lines that are documents of their own', () => {
    const folder = folderWith({ 'a.txt': 'This is the the test.\r\n\nA part of of it.' });
    surprisal(['check', '--fix', '--lines', 'a.txt'], { cwd: folder });
    assert.equal(read(folder, 'a.txt'), 'This is the test.\r\n\nA part of it.');
  });

  it('refuses standard input', () => {
    const run = surprisal(['check', '--fix', '-'], { input: 'This is the the test.' });
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), ['surprisal: --fix cannot write to standard input; name a file']);
  });
});
