import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { layersFor } from '../../server/src/configuration/configuration';
import { type LoadPort, loadConfiguration } from '../../server/src/configuration/load';
import { ConfigurationError } from '../../server/src/configuration/problem';
import { resolveSettings } from '../../server/src/configuration/settings';

/** Files by absolute path. Word lists below /project are usable. */
const portOver = (files: Record<string, object | string>): LoadPort => ({
  readText: (path) => {
    const content = files[path];
    if (content === undefined) throw new Error('no such file or directory');
    return typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  },
  wordListProblem: (path) => (path.startsWith('/project/') ? undefined : 'lies outside the project'),
  display: (path) => posix.relative('/project', path),
});

const load = (files: Record<string, object | string>) => loadConfiguration('/project/.surprisal.json', portOver(files));

const problemsOf = (files: Record<string, object | string>): readonly string[] => {
  try {
    load(files);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
  return [];
};

const settingsOf = (files: Record<string, object | string>, path: string) =>
  resolveSettings(layersFor(load(files), path));

describe('settings', () => {
  it('take any English, balanced, and warn of misspelt words alone, when nothing is configured', () => {
    const { proofreading, severities, words, dictionaries } = resolveSettings([]);
    assert.equal(proofreading.dialect, 'en');
    assert.equal(proofreading.operatingPoint, 'balanced');
    assert.equal(proofreading.minConfidence, 0);
    assert.deepEqual([...proofreading.disabledKinds], ['style']);
    assert.equal(severities.spelling, 'warning');
    assert.equal(severities.confusion, 'information');
    assert.deepEqual([words, dictionaries], [[], []]);
  });

  it('come from later layers where several speak, while words add up', () => {
    const file = { dialect: 'en-GB', words: ['alpha'], kinds: { spelling: 'error', spacing: 'off' } } as const;
    const editor = { operatingPoint: 'eager', words: ['beta'], kinds: { spacing: 'hint' } } as const;
    const flags = { dialect: 'en-AU', operatingPoint: undefined } as const;
    const { proofreading, severities, words } = resolveSettings([file, editor, flags]);
    assert.equal(proofreading.dialect, 'en-AU');
    assert.equal(proofreading.operatingPoint, 'eager');
    assert.deepEqual([...proofreading.disabledKinds], ['style']);
    assert.equal(severities.spelling, 'error');
    assert.equal(severities.spacing, 'hint');
    assert.deepEqual(words, ['alpha', 'beta']);
  });

  it('switch a kind off', () => {
    const { proofreading } = resolveSettings([{ kinds: { article: 'off' } }]);
    assert.deepEqual([...proofreading.disabledKinds], ['article', 'style']);
  });

  it('extend other files, relative to the one that names them; the extending file wins', () => {
    const files = {
      '/project/.surprisal.json': { extends: ['config/base.json'], dialect: 'en-GB', words: ['own'] },
      '/project/config/base.json': {
        extends: './words.json',
        dialect: 'en-CA',
        minConfidence: 0.5,
        dictionaries: ['terms.txt'],
      },
      '/project/config/words.json': { words: ['base'] },
    };
    const { proofreading, words, dictionaries } = settingsOf(files, '/project/a.md');
    assert.equal(proofreading.dialect, 'en-GB');
    assert.equal(proofreading.minConfidence, 0.5);
    assert.deepEqual(words, ['base', 'own']);
    assert.deepEqual(dictionaries, ['/project/config/terms.txt']);
  });

  it('are overridden for files that globs name, later overrides winning', () => {
    const files = {
      '/project/.surprisal.json': {
        overrides: [
          { files: '*.md', dialect: 'en-GB' },
          { files: ['docs/**', '!x'], dialect: 'en-CA' },
          { files: './docs/deep/*.md', dialect: 'en-AU' },
        ],
      },
    };
    const dialectOf = (path: string) => settingsOf(files, path).proofreading.dialect;
    assert.equal(dialectOf('/project/src/deep/a.md'), 'en-GB');
    assert.equal(dialectOf('/project/docs/a.md'), 'en-CA');
    assert.equal(dialectOf('/project/docs/deep/a.md'), 'en-AU');
    assert.equal(dialectOf('/project/a.txt'), 'en');
    assert.equal(dialectOf('/elsewhere/a.md'), 'en');
  });

  it('name a circle of extends, a missing base and a base that is no relative path', () => {
    const circle = {
      '/project/.surprisal.json': '{ "extends": "a.json" }',
      '/project/a.json': '{ "extends": ".surprisal.json" }',
    };
    assert.deepEqual(problemsOf(circle), [
      'a.json:1:14 "extends" goes in a circle: .surprisal.json -> a.json -> .surprisal.json.',
    ]);
    assert.deepEqual(problemsOf({ '/project/.surprisal.json': '{"extends": ["gone.json"]}' }), [
      '.surprisal.json:1:14 "gone.json" cannot be read: no such file or directory',
    ]);
    for (const name of ['/etc/a.json', 'https://example.org/a.json', '~/a.json'])
      assert.match(problemsOf({ '/project/.surprisal.json': { extends: name } })[0] ?? '', /relative to this one/);
  });

  it('take word lists from inside the project only', () => {
    for (const name of ['../secret.txt', '/etc/passwd'])
      assert.match(
        problemsOf({ '/project/.surprisal.json': { dictionaries: [name] } })[0] ?? '',
        /lies outside the project/,
      );
    assert.deepEqual(problemsOf({ '/project/.surprisal.json': { dictionaries: ['words/a.txt'] } }), []);
  });

  it('report the problems of every file that is extended', () => {
    const problems = problemsOf({
      '/project/.surprisal.json': '{"extends": ["a.json", "b.json"]}',
      '/project/a.json': '{"dialect": "en-XX"}',
      '/project/b.json': '{"minConfidence": -1}',
    });
    assert.deepEqual(problems, [
      'a.json:1:13 "dialect" must be one of en, en-US, en-GB, en-CA, en-AU, not "en-XX".',
      'b.json:1:19 "minConfidence" must be at least 0, not -1.',
    ]);
  });
});
