import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesOfCommit, readHead, readHistory } from '../../../server/src/platform/commitHistory';
import { RepositoryError } from '../../../server/src/platform/git';
import { GitRepository } from '../../support/gitRepository';
import { folderWith } from '../../support/program';

const bounds = { commits: 1000, withinMs: 60_000 };
const text = 'A text that is long enough to be known again.\nIt has two lines.\n';

const changesOf = async (root: string) =>
  (await readHistory(await readHead(root), bounds)).commits.map(({ changes }) => changes);

describe('the history of a repository', () => {
  it('tells what each commit did, oldest first, renames among it', async () => {
    const repository = new GitRepository([{ 'a.md': text, 'src/b.ts': '1' }, { 'src/b.ts': '2' }]);
    repository.git('mv', 'a.md', 'docs.md');
    repository.commit({ 'src/b.ts': null });
    assert.deepEqual(await changesOf(repository.root), [
      [
        { kind: 'added', path: 'a.md' },
        { kind: 'added', path: 'src/b.ts' },
      ],
      [{ kind: 'changed', path: 'src/b.ts' }],
      [
        { kind: 'renamed', from: 'a.md', path: 'docs.md' },
        { kind: 'deleted', path: 'src/b.ts' },
      ],
    ]);
    assert.deepEqual([...(await filesOfCommit(await readHead(repository.root)))], ['docs.md']);
  });

  it('has names as they are: with spaces, quotes, line ends and other scripts', async () => {
    const names = ['with space', 'a "quote"', 'two\nlines', 'größe', '\x01mark'];
    const repository = new GitRepository([Object.fromEntries(names.map((name) => [name, '1']))]);
    const [first] = await changesOf(repository.root);
    assert.deepEqual(first!.map(({ path }) => path).toSorted(), names.toSorted());
  });

  it('leaves merges out, whose commits are there by themselves', async () => {
    const repository = new GitRepository([{ a: '1' }]);
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ b: '1' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ c: '1' });
    repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'topic');
    const changed = (await changesOf(repository.root)).map((changes) => changes.map(({ path }) => path).join());
    assert.deepEqual(changed.toSorted(), ['a', 'b', 'c']);
  });

  it('is read from any folder of the repository, up to a number of commits', async () => {
    const repository = new GitRepository([{ 'src/a': '1' }, { 'src/a': '2' }, { 'src/a': '3' }]);
    const head = await readHead(join(repository.root, 'src'));
    assert.equal(head.root, repository.root);
    const { commits, isWhole } = await readHistory(head, { ...bounds, commits: 2 });
    assert.deepEqual([commits.length, isWhole], [2, false]);
    assert.ok((await readHistory(head, bounds)).isWhole);
  });

  it('says that a clone is shallow, and does not take its first commit for one that adds all files', async () => {
    const origin = new GitRepository([{ a: '1', b: '1' }, { a: '2' }, { b: '2' }]);
    const root = join(folderWith(), 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '2', pathToFileURL(origin.root).href, root]);
    const head = await readHead(root);
    assert.ok(head.isShallow);
    const { commits, isWhole } = await readHistory(head, bounds);
    assert.deepEqual(
      commits.map(({ changes }) => changes),
      [[{ kind: 'changed', path: 'b' }]],
    );
    assert.ok(!isWhole);
  });

  it('fetches nothing: of a partial clone it tells what the clone has', async () => {
    const origin = new GitRepository([{ a: text, b: '1' }, { b: '2' }]);
    origin.git('mv', 'a', 'c');
    origin.commitAll();
    origin.git('config', 'uploadpack.allowFilter', 'true');
    const root = join(folderWith(), 'clone');
    execFileSync('git', [
      'clone',
      '--quiet',
      '--filter',
      'blob:none',
      '--no-checkout',
      pathToFileURL(origin.root).href,
      root,
    ]);
    const objects = () => execFileSync('git', ['-C', root, 'count-objects', '-v'], { encoding: 'utf8' });
    const before = objects();
    assert.deepEqual((await changesOf(root)).at(-1), [{ kind: 'renamed', from: 'a', path: 'c' }]);
    assert.equal(objects(), before);
  });

  it('runs no program that the repository names', async () => {
    const repository = new GitRepository([{ 'a.md': '1' }, { 'a.md': '2' }]);
    const script = join(repository.root, 'program.sh');
    const trace = join(folderWith(), 'trace');
    writeFileSync(script, `#!/bin/sh\necho ran >> '${trace}'\n`, { mode: 0o755 });
    for (const [name, value] of [
      ['log.showSignature', 'true'],
      ['gpg.program', script],
      ['core.pager', script],
      ['diff.external', script],
      ['diff.md.textconv', script],
      ['core.fsmonitor', script],
    ] as const)
      repository.git('config', name, value);
    writeFileSync(join(repository.root, '.git', 'info', 'attributes'), '*.md diff=md\n');
    assert.equal((await changesOf(repository.root)).length, 2);
    await filesOfCommit(await readHead(repository.root));
    assert.throws(() => execFileSync('cat', [trace], { stdio: 'ignore' }));
  });

  it('says what there is none of', async () => {
    const problemOf = (directory: string) =>
      readHead(directory).then(
        () => undefined,
        (error: unknown) => (error instanceof RepositoryError ? error.problem : error),
      );
    assert.equal(await problemOf(folderWith()), 'noRepository');
    assert.equal(await problemOf(new GitRepository().root), 'noCommit');
  });

  it('stops when nobody waits any more', async () => {
    const head = await readHead(new GitRepository([{ a: '1' }]).root);
    await assert.rejects(readHistory(head, bounds, AbortSignal.abort(new Error('enough'))), /enough/);
  });

  it('is as much as there is when its time is over', async () => {
    const head = await readHead(new GitRepository([{ a: '1' }]).root);
    const { commits, isWhole } = await readHistory(head, { ...bounds, withinMs: 0 });
    assert.ok(commits.length <= 1 && !isWhole);
  });
});
