import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, messages, records, surprisal } from '../support/program';

interface DocumentRecord {
  readonly path: string;
  readonly findings: readonly { readonly kind: string; readonly severity: string }[];
}

const counts = (cwd: string, ...parameters: string[]) =>
  Object.fromEntries(
    records<DocumentRecord>(surprisal(['check', '--format', 'jsonl', ...parameters], { cwd })).map(
      ({ path, findings }) => [path, findings.length],
    ),
  );

describe("a project's configuration", () => {
  it('is the nearest upwards, not above the repository', () => {
    const outer = folderWith({
      '.surprisal.json': '{"words": ["recieve"]}',
      'repository/a.md': 'We recieve letters.\n',
      'repository/docs/b.md': 'We recieve letters.\n',
      'repository/docs/.surprisal.json': '{"kinds": {"spelling": "off"}}',
      'c.md': 'We recieve letters.\n',
    });
    mkdirSync(join(outer, 'repository', '.git'));
    assert.deepEqual(counts(outer, 'repository', 'c.md'), {
      'repository/a.md': 1,
      'repository/docs/b.md': 0,
      'c.md': 0,
    });
  });

  it('gives words, word lists, severities and overrides; flags come over it', () => {
    const folder = folderWith({
      '.surprisal.json': JSON.stringify({
        dictionaries: ['words.txt'],
        dialect: 'en-GB',
        kinds: { spelling: 'error' },
        overrides: [{ files: 'docs/**', kinds: { spelling: 'off' } }],
      }),
      'words.txt': '# our own\nrecieve\n',
      'a.md': 'We recieve letters about colour.\n',
      'b.md': 'We recieve mistaeks.\n',
      'docs/c.md': 'These mistaeks are ours.\n',
    });
    assert.deepEqual(counts(folder, '.'), { 'a.md': 0, 'b.md': 1, 'docs/c.md': 0 });
    const fails = surprisal(['check', '--fail-on', 'error', 'b.md'], { cwd: folder });
    assert.equal(fails.code, 1);
    assert.equal(counts(folder, '--dialect', 'en-US', 'a.md')['a.md'], 1);
    assert.equal(counts(folder, '--no-config', 'a.md')['a.md'], 1);
    assert.equal(counts(folder, '--no-config', '--dialect', 'en-US', 'a.md')['a.md'], 2);
    writeFileSync(join(folder, 'other.json'), '{"words": ["recieve", "mistaeks", "colour"]}');
    assert.deepEqual(counts(folder, '--config', 'other.json', 'b.md', 'docs/c.md'), { 'b.md': 0, 'docs/c.md': 0 });
  });

  it('leaves out what it ignores and its word lists when a directory is walked, not what is named', () => {
    const folder = folderWith({
      '.surprisal.json': '{"ignore": ["vendor/", "*.draft.md", "!keep.draft.md"], "dictionaries": ["words.txt"]}',
      'words.txt': 'alpha\n',
      'a.md': 'All is well.\n',
      'b.draft.md': 'All is well.\n',
      'keep.draft.md': 'All is well.\n',
      'vendor/c.md': 'All is well.\n',
    });
    assert.deepEqual(Object.keys(counts(folder, '.')), ['a.md', 'keep.draft.md']);
    assert.deepEqual(Object.keys(counts(folder, 'b.draft.md')), ['b.draft.md']);
  });

  it('has every mistake named in a line with its place; files under other configurations are checked', () => {
    const folder = folderWith({
      'bad/.surprisal.json': '{\n  "dialekt": "en-GB",\n  "minConfidence": "high"\n}\n',
      'bad/a.md': 'All is well.\n',
      'bad/b.md': 'All is well.\n',
      'good/a.md': 'All is well.\n',
    });
    const run = surprisal(['check', '--format', 'jsonl', 'bad', 'good'], { cwd: folder });
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), [
      `surprisal: ${join('bad', '.surprisal.json')}:2:3 Unknown field "dialekt"; did you mean "dialect"?`,
      `surprisal: ${join('bad', '.surprisal.json')}:3:20 "minConfidence" must be a number, not "high".`,
    ]);
    assert.deepEqual(
      records<DocumentRecord>(run).map(({ path }) => path),
      [join('good', 'a.md')],
    );
  });

  it('may not reach out of the project, nor choose a model', () => {
    const folder = folderWith({ 'secret.txt': 'recieve\n', 'project/a.md': 'All is well.\n' });
    mkdirSync(join(folder, 'project', '.git'));
    symlinkSync('../secret.txt', join(folder, 'project', 'link.txt'));
    const messageOf = (configuration: object) => {
      writeFileSync(join(folder, 'project', '.surprisal.json'), JSON.stringify(configuration));
      const run = surprisal(['check', 'a.md'], { cwd: join(folder, 'project') });
      return [run.code, ...messages(run)];
    };
    for (const name of ['../secret.txt', 'link.txt', join(folder, 'secret.txt')]) {
      const [code, message] = messageOf({ dictionaries: [name] });
      assert.equal(code, 2);
      assert.match(String(message), /lies outside the project; copy it into the project\.$/);
    }
    assert.deepEqual(messageOf({ model: 'evil.bin' }), [
      0,
      'surprisal: .surprisal.json:1:2 "model" is ignored: a project may not choose models, hosts or stores.',
    ]);
  });

  it("adds to the user's own words, which --no-config leaves out", () => {
    const folder = folderWith({ 'a.md': 'We recieve letters.\n', 'data/surprisal/words.txt': 'recieve\n' });
    const codeOf = (...parameters: string[]) =>
      surprisal(['check', ...parameters, 'a.md'], {
        cwd: folder,
        environment: { XDG_DATA_HOME: join(folder, 'data'), LOCALAPPDATA: join(folder, 'data') },
      }).code;
    if (process.platform !== 'darwin') assert.equal(codeOf(), 0);
    assert.equal(codeOf('--no-config'), 1);
  });

  it('named by --config must be there', () => {
    const folder = folderWith({ 'a.md': 'All is well.\n' });
    const run = surprisal(['check', '--config', 'gone.json', 'a.md'], { cwd: folder });
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), ['surprisal: gone.json:1:1 no such file or directory']);
  });
});
