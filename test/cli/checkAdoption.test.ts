import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, messages, records, surprisal } from '../support/program';

interface DocumentRecord {
  readonly path: string;
  readonly findings: readonly { readonly startLine: number; readonly kind: string }[];
}

const git = (folder: string, ...parameters: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const found = (folder: string, ...parameters: string[]) =>
  records<DocumentRecord>(surprisal(['check', '--format', 'jsonl', ...parameters], { cwd: folder })).flatMap(
    ({ path, findings }) => findings.map(({ startLine, kind }) => `${path}:${startLine} ${kind}`),
  );

describe('surprisal check on a repository that has findings already', () => {
  it('fails only on the kinds and severities it is told to fail on', () => {
    const folder = folderWith({ 'a.md': 'We recieve letters.\n' });
    const codeOf = (...parameters: string[]) => surprisal(['check', ...parameters, 'a.md'], { cwd: folder }).code;
    assert.equal(codeOf(), 1);
    assert.equal(codeOf('--exit-zero'), 0);
    assert.equal(codeOf('--fail-on', 'repetition'), 0);
    assert.equal(codeOf('--fail-on', 'repetition,spelling'), 1);
    assert.equal(codeOf('--fail-on', 'repetition', '--fail-on', 'spelling'), 1);
    assert.equal(codeOf('--fail-on', 'error'), 0);
    assert.equal(codeOf('--fail-on', 'information'), 1);
    assert.equal(codeOf('--exit-zero', 'missing.md'), 2);
    const wrong = surprisal(['check', '--fail-on', 'typos', 'a.md'], { cwd: folder });
    assert.equal(wrong.code, 2);
    assert.match(messages(wrong).join('\n'), /^surprisal: .*'typos' is invalid\. Allowed are spelling, .*hint\.$/);
  });

  it('remembers findings in a baseline that edits elsewhere do not disturb', () => {
    const folder = folderWith({ 'docs/a.md': 'We recieve letters. All is well.\n', 'b.md': 'We recieve letters.\n' });
    const update = surprisal(['check', '--update-baseline', '.'], { cwd: folder });
    assert.equal(update.code, 0);
    assert.match(messages(update).join(), /\.surprisal-baseline\.json holds 2 findings/);
    const baseline = readFileSync(join(folder, '.surprisal-baseline.json'), 'utf8');
    assert.doesNotMatch(baseline, /recieve/);

    const parameters = ['--baseline', '.surprisal-baseline.json', '.'];
    assert.deepEqual(found(folder, ...parameters), []);
    writeFileSync(
      join(folder, 'docs/a.md'),
      '# New heading\n\nAnother paragraph goes here.\n\nWe\nrecieve letters. All was well.\n',
    );
    assert.deepEqual(found(folder, ...parameters), []);
    // A second one like it, and one in another sentence, are new.
    writeFileSync(join(folder, 'docs/a.md'), 'We recieve letters.\n\nWe recieve letters.\n\nThey recieve none.\n');
    assert.deepEqual(found(folder, ...parameters), ['docs/a.md:3 spelling', 'docs/a.md:5 spelling']);
    const text = surprisal(['check', ...parameters], { cwd: folder });
    assert.match(text.stdout, /2 more in the baseline\.\n$/);
  });

  it('keeps in the baseline the files that were not checked, and drops those that are gone', () => {
    const folder = folderWith({ 'a.md': 'We recieve letters.\n', 'b.md': 'They recieve letters.\n' });
    surprisal(['check', '--update-baseline', '--baseline', 'known.json', 'a.md', 'b.md'], { cwd: folder });
    writeFileSync(join(folder, 'a.md'), 'All is well.\n');
    surprisal(['check', '--update-baseline', '--baseline', 'known.json', 'a.md'], { cwd: folder });
    const { findings } = JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8')) as { findings: object };
    assert.deepEqual(Object.keys(findings), ['b.md']);
  });

  it('says when the baseline is missing or is none', () => {
    const folder = folderWith({ 'a.md': 'All is well.\n', 'none.json': '{"findings": 3}' });
    const messageOf = (name: string) => {
      const run = surprisal(['check', '--baseline', name, 'a.md'], { cwd: folder });
      assert.equal(run.code, 2);
      return messages(run);
    };
    assert.deepEqual(messageOf('gone.json'), [
      'surprisal: gone.json: no such file or directory; write the baseline with --update-baseline',
    ]);
    assert.deepEqual(messageOf('none.json'), [
      'surprisal: none.json: not a baseline; write it anew with --update-baseline',
    ]);
  });

  describe('with --changed-since', () => {
    const folder = folderWith({
      'a.md': 'We recieve letters.\n\nAll is well.\n',
      'with space.md': 'We recieve letters.\n',
      'untouched.md': 'We recieve letters.\n',
    });
    before(() => {
      git(folder, 'init', '--quiet', '--initial-branch', 'main');
      git(folder, 'add', '.');
      git(folder, 'commit', '--quiet', '--message', 'first');
      git(folder, 'checkout', '--quiet', '-b', 'topic');
      writeFileSync(join(folder, 'a.md'), 'We recieve letters.\n\nAll is well.\n\nThey recieve letters.\n');
      git(folder, 'commit', '--quiet', '--all', '--message', 'second');
      // Not committed yet, one of them not even known to git.
      writeFileSync(join(folder, 'with space.md'), 'New line.\n\nWe recieve letters.\n\nIt is the the new one.\n');
      writeFileSync(join(folder, 'new.md'), 'We recieve letters.\n');
    });

    it('reports changed lines only: committed, not committed and in new files', () => {
      assert.deepEqual(found(folder, '--changed-since', 'main', '.'), [
        'a.md:5 spelling',
        'new.md:1 spelling',
        'with space.md:5 repetition',
      ]);
    });

    it('compares with the point where the branch began, not with what its base has become', () => {
      git(folder, 'stash', '--quiet');
      git(folder, 'checkout', '--quiet', 'main');
      writeFileSync(join(folder, 'untouched.md'), 'All is well.\n');
      git(folder, 'commit', '--quiet', '--message', 'third', 'untouched.md');
      git(folder, 'checkout', '--quiet', 'topic');
      git(folder, 'stash', 'pop', '--quiet');
      assert.ok(found(folder, '--changed-since', 'main', '.').every((place) => !place.startsWith('untouched.md')));
    });

    it('repairs changed lines only', () => {
      writeFileSync(join(folder, 'a.md'), 'We recieve letters.\n\nAll is well.\n\nIt is the the end.\n');
      surprisal(['check', '--fix', '--changed-since', 'main', 'a.md'], { cwd: folder });
      assert.equal(
        readFileSync(join(folder, 'a.md'), 'utf8'),
        'We recieve letters.\n\nAll is well.\n\nIt is the end.\n',
      );
    });

    it('names a revision that git does not know, and a folder without git', () => {
      const messageOf = (cwd: string, ref: string) => {
        const run = surprisal(['check', '--changed-since', ref, '.'], { cwd });
        assert.equal(run.code, 2);
        return messages(run).join('\n');
      };
      assert.equal(
        messageOf(folder, 'no-such-branch'),
        'surprisal: git knows no revision "no-such-branch"; fetch it, or name a branch, tag or commit',
      );
      assert.match(messageOf(folder, '--output=x'), /^surprisal: git knows no revision "--output=x"/);
      assert.match(
        messageOf(folderWith({ 'a.md': 'All is well.\n' }), 'main'),
        /^surprisal: --changed-since needs a git repository; /,
      );
    });
  });
});
