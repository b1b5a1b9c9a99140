import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileHistory } from '../../server/src/platform/fileHistory';
import { folderWith } from '../support/program';

describe('the history of files', () => {
  const root = folderWith({ 'docs/a.md': 'one\ntwo\n', 'b c.md': 'one\n' });
  const git = (date: string, ...parameters: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...parameters], {
      env: { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date },
    });
  const commit = (seconds: number, subject: string) => {
    git(`@${seconds} +0000`, 'add', '.');
    git(`@${seconds} +0000`, 'commit', '--quiet', '-m', subject);
  };

  before(() => {
    execFileSync('git', ['init', '--quiet', root]);
    commit(1_000_000_000, 'Begin with two files');
    writeFileSync(join(root, 'docs/a.md'), 'one\nnew\ntwo\n');
    commit(1_000_000_500, 'Say what is new');
    writeFileSync(join(root, 'docs/a.md'), 'one\nnew\ntwo\nnot committed\n');
  });

  it('tells when each was committed last', async () => {
    assert.deepEqual([...(await new FileHistory(root).lastCommits())].sort(), [
      ['b c.md', 1_000_000_000],
      ['docs/a.md', 1_000_000_500],
    ]);
  });

  it('tells them by their paths in a folder of the repository', async () => {
    assert.deepEqual([...(await new FileHistory(join(root, 'docs')).lastCommits())], [['a.md', 1_000_000_500]]);
  });

  it('tells which commit has changed each line last, but not of those that are not committed', async () => {
    const lines = await new FileHistory(root).blamed('docs/a.md');
    assert.deepEqual(
      lines.map(({ first, last, subject }) => [first, last, subject]),
      [
        [1, 1, 'Begin with two files'],
        [2, 2, 'Say what is new'],
        [3, 3, 'Begin with two files'],
      ],
    );
  });

  it('is none in a folder that lies in no repository, or of a file that is not there', async () => {
    const elsewhere = folderWith({ 'a.md': 'one\n' });
    mkdirSync(join(elsewhere, 'inner'));
    assert.deepEqual([...(await new FileHistory(join(elsewhere, 'inner')).lastCommits())], []);
    assert.deepEqual(await new FileHistory(root).blamed('none.md'), []);
  });
});
