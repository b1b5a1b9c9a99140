import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '../support/gitRepository';
import { folderWith, messages, records, surprisal } from '../support/program';

interface Related {
  readonly path: string;
  readonly reason: string;
  readonly score: number;
  readonly together?: number;
  readonly commits?: number;
  readonly via?: string;
}

const locks =
  'A lock that a killed process has left is taken over by the next writer, which looks whether the process runs.\n';

describe('surprisal related', () => {
  const repository = new GitRepository([
    { 'src/locks.ts': '0', 'docs/locks.md': `# Locks\n\n${locks}`, 'package.json': '{}', 'src/keys.ts': '0' },
    ...Array.from({ length: 4 }, (_, time) => ({
      'src/locks.ts': `${time}!`,
      'docs/locks.md': `# Locks\n\n${locks}\n${time}\n`,
    })),
    { 'src/locks.ts': 'x', 'package.json': '{ }' },
    { 'src/keys.ts': 'x', 'package.json': '{  }' },
  ]);
  const index = folderWith();
  const run = (...parameters: string[]) =>
    surprisal(['related', '--index', index, ...parameters], { cwd: repository.root });

  it('names files that commits change with one, and how many of them', () => {
    const { code, stdout, stderr } = run('src/locks.ts');
    assert.equal(code, 0, stderr);
    assert.equal(stdout.split('\n')[0], 'docs/locks.md changed together in 5 of 6 commits');
    assert.ok(!stdout.includes('src/locks.ts'));
    assert.equal(stderr, '');
  });

  it('is asked from any folder, and writes paths that can be opened there', () => {
    const { stdout } = surprisal(['related', '--index', index, 'locks.ts'], { cwd: join(repository.root, 'src') });
    assert.match(stdout, /^\.\.\/docs\/locks\.md changed/);
  });

  it('prints records for programs, paths relative to the repository', () => {
    const found = records<Related>(run('--format', 'jsonl', 'src/locks.ts'));
    assert.deepEqual(
      [found[0]!.path, found[0]!.reason, found[0]!.together, found[0]!.commits],
      ['docs/locks.md', 'together', 5, 6],
    );
    assert.deepEqual(JSON.parse(run('--format', 'json', 'src/locks.ts').stdout), found);
    assert.deepEqual(records<Related>(run('--format', 'jsonl', '--limit', '1', 'src/locks.ts')), found.slice(0, 1));
    assert.ok(existsSync(join(index, 'history')));
  });

  it('looks at so many commits as are wanted', () => {
    const found = records<Related>(run('--format', 'jsonl', '--history', '1', 'package.json'));
    assert.deepEqual(
      found.map(({ path }) => path),
      ['src/keys.ts'],
    );
  });

  it('compares a file that no commit has by its text, where there is an index', () => {
    const fresh = new GitRepository([
      { 'a.md': `# Taking over\n\n${locks}`, 'b.md': '# Tea\n\nPour hot water on the leaves.\n' },
    ]);
    writeFileSync(join(fresh.root, 'new.md'), locks.replace('killed', 'stopped'));
    const place = folderWith();
    const related = () =>
      surprisal(['related', '--index', place, '--embedding-model', 'none', 'new.md'], { cwd: fresh.root });
    const before = related();
    assert.equal(before.code, 1);
    assert.match(messages(before)[0]!, /no commit of at most 50 files has changed new\.md yet.*surprisal index/);
    surprisal(['index', '--index', place, fresh.root]);
    const after = related();
    assert.equal(after.code, 0, after.stderr);
    assert.equal(after.stdout.split('\n')[0], 'a.md a passage like it: Taking over');
  });

  it('says in one line what is wrong', () => {
    const outside = folderWith({ 'a.md': 'Text.\n' });
    const empty = new GitRepository();
    writeFileSync(join(empty.root, 'a.md'), 'Text.\n');
    for (const [cwd, parameters, message] of [
      [outside, ['a.md'], /lies in no git repository/],
      [empty.root, ['a.md'], /has no commit yet/],
      [repository.root, ['gone.md'], /gone\.md: there is no such file, and no commit has changed it/],
      [repository.root, ['nowhere/a.md'], /nowhere\/a\.md: no such file or directory/],
      [repository.root, ['--limit', '0', 'src/locks.ts'], /whole number from 1/],
    ] as const) {
      const failed = surprisal(['related', ...parameters], { cwd, environment: { XDG_CACHE_HOME: index } });
      assert.equal(failed.code, 2, failed.stderr);
      assert.equal(messages(failed).length, 1, failed.stderr);
      assert.match(failed.stderr, message);
    }
  });

  it('finds nothing for a file that was always changed alone', () => {
    const alone = new GitRepository([{ a: '1' }, { b: '1' }, { b: '2' }]);
    const nothing = surprisal(['related', '--index', folderWith(), 'b'], { cwd: alone.root });
    assert.equal(nothing.code, 1);
    assert.match(messages(nothing)[0]!, /b was changed in 2 commits, always alone/);
  });
});

describe('surprisal eval related', () => {
  it('predicts the last fifth of the commits, by counts and by vectors', () => {
    const { root } = new GitRepository(
      Array.from({ length: 10 }, (_, time) => [
        { a: `${time}`, b: `${time}` },
        { c: `${time}`, d: `${time}` },
      ]).flat(),
    );
    const { code, stdout, stderr } = surprisal(['eval', 'related', root, '--format', 'json']);
    assert.equal(code, 0, stderr);
    const figures = JSON.parse(stdout) as {
      readonly queries: number;
      readonly commits: number;
      readonly ways: Record<string, { hit10: number; mrr10: number }>;
    };
    assert.deepEqual([figures.queries, figures.commits], [8, 4]);
    assert.deepEqual([figures.ways['counts']!.mrr10, figures.ways['combined']!.mrr10], [1, 1]);
    const table = surprisal(['eval', 'related', root]).stdout;
    assert.match(table, /^related files +hit@10 +MRR@10/);
    assert.match(table, /\n8 questions about 4 commits of the last 4, by 16 commits before them; 0 files were new\n/);
  });

  it('says in one line why there is nothing to evaluate', () => {
    const run = surprisal(['eval', 'related', new GitRepository([{ a: '1' }]).root]);
    assert.equal(run.code, 2);
    assert.match(messages(run)[0]!, /nothing to evaluate/);
  });
});
