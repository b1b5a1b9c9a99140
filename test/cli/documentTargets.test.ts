import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentTargets } from '../../server/src/platform/documentTargets';
import { folderWith } from '../support/program';

const names = (folder: string, ...parameters: string[]): readonly string[] => {
  const observer = { onSkipped() {}, onFailed: (path: string) => failed.push(path), ignores: () => false };
  const failed: string[] = [];
  const targets = [...documentTargets(parameters, folder, observer)].map(({ name }) => name.replaceAll('\\', '/'));
  return [...targets, ...failed.map((path) => `failed ${path}`)];
};

const repositoryWith = (files: readonly string[], contents: Readonly<Record<string, string>> = {}): string => {
  const folder = folderWith({ ...Object.fromEntries(files.map((file) => [file, 'text'])), ...contents });
  mkdirSync(join(folder, '.git', 'info'), { recursive: true });
  return folder;
};

describe('the files that arguments name', () => {
  it('are, in a directory, those of languages that hold prose, by name; hidden ones and node_modules are passed over', () => {
    const folder = repositoryWith([
      'b.md',
      'a.txt',
      'src/x.ts',
      'src/y.bin',
      'data.json',
      '.hidden/c.md',
      '.d.md',
      'node_modules/p/README.md',
      'docs/node_modules/q/README.md',
    ]);
    assert.deepEqual(names(folder, '.'), ['a.txt', 'b.md', 'src/x.ts']);
    assert.deepEqual(names(folder, 'src/y.bin', '.d.md', 'node_modules/p/README.md'), [
      'src/y.bin',
      '.d.md',
      'node_modules/p/README.md',
    ]);
  });

  it('leave out what .gitignore ignores, as git reads it', () => {
    const files = ['a.md', 'b.md', 'build/c.md', 'docs/d.md', 'docs/keep.md', 'docs/sub/e.md', 'x/y/f.md', 'x/z.md'];
    const folder = repositoryWith(files, {
      '.gitignore': '# comment\nbuild/\n/b.md\ndocs/*.md\n!docs/keep.md\n/x/*\n',
      'x/.gitignore': '!y/\n',
      'docs/sub/.gitignore': '*\n!.gitignore\n',
    });
    assert.deepEqual(names(folder, '.'), ['a.md', 'docs/keep.md', 'x/y/f.md']);
  });

  it('leave out what .git/info/exclude and .surprisalignore name; the latter comes last', () => {
    const folder = repositoryWith(['a.md', 'b.md', 'c.md', 'd/e.md'], {
      '.git/info/exclude': 'a.md\n',
      '.gitignore': 'b.md\n',
      '.surprisalignore': '!b.md\nc.md\n',
      'd/.surprisalignore': 'e.md\n',
    });
    assert.deepEqual(names(folder, '.'), ['b.md']);
  });

  it('keep to the rules above the directory that is named, unless it is ignored itself', () => {
    const folder = repositoryWith(['docs/a.md', 'docs/b.tmp.md', 'out/c.md', 'out/d.tmp.md'], {
      '.gitignore': '*.tmp.md\nout/\n',
    });
    assert.deepEqual(names(folder, 'docs'), ['docs/a.md']);
    assert.deepEqual(names(folder, 'out'), ['out/c.md', 'out/d.tmp.md']);
    assert.deepEqual(names(join(folder, 'docs'), '.'), ['a.md']);
  });

  it('heed .gitignore in repositories only', () => {
    const folder = folderWith({ 'a.md': 'text', '.gitignore': 'a.md\n' });
    assert.deepEqual(names(folder, '.'), ['a.md']);
  });

  it('are matched by globs that the shell left alone', () => {
    const folder = repositoryWith(['a.md', 'docs/b.md', 'docs/deep/c.md', 'docs/d.xyz', 'docs/ignored/e.md'], {
      '.gitignore': 'ignored/\n',
    });
    assert.deepEqual(names(folder, 'docs/**/*.md'), ['docs/b.md', 'docs/deep/c.md']);
    assert.deepEqual(names(folder, './**/*.md'), ['a.md', 'docs/b.md', 'docs/deep/c.md']);
    assert.deepEqual(names(folder, '*.{md,txt}'), ['a.md']);
    assert.deepEqual(names(folder, 'docs/*.xyz'), ['docs/d.xyz']);
    assert.deepEqual(names(folder, '**/*.tex'), ['failed **/*.tex']);
  });

  it('may have names that look like globs', () => {
    const folder = repositoryWith(['[a].md', 'b(1).md']);
    assert.deepEqual(names(folder, '[a].md', 'b(1).md'), ['[a].md', 'b(1).md']);
  });

  it('come once, links to files followed', () => {
    const folder = repositoryWith(['a.md', 'docs/b.md', 'outside.md']);
    symlinkSync('a.md', join(folder, 'same.md'));
    symlinkSync('../outside.md', join(folder, 'docs', 'c.md'));
    assert.deepEqual(names(folder, 'a.md', '.', 'docs'), ['a.md', 'docs/b.md', 'docs/c.md']);
  });

  it('are found in a worktree, whose .git is a file', () => {
    const folder = folderWith({ 'a.md': 'text', 'b.md': 'text', '.gitignore': 'b.md\n' });
    writeFileSync(join(folder, '.git'), 'gitdir: /elsewhere\n');
    assert.deepEqual(names(folder, '.'), ['a.md']);
  });
});
