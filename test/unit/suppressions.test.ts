import assert from 'node:assert/strict';
import { type FindingKind, findingKinds } from '../../server/src/proofreading/finding';
import { readDirectives } from '../../server/src/proofreading/suppressions';

/** The kinds that are switched off where `word` first stands in `source`. */
const suppressedAt = (source: string, word: string): FindingKind[] => {
  const start = source.indexOf(word);
  assert.ok(start >= 0, word);
  const directives = readDirectives(source);
  return findingKinds.filter((kind) => directives.isSuppressed(kind, { start, end: start + word.length }));
};

const all = [...findingKinds];
const spelling: FindingKind[] = ['spelling', 'confusion', 'capitalization'];

describe('directives in comments', () => {
  it('switch everything off from disable to enable, or to the end', () => {
    const source =
      'one\n<!-- surprisal-disable -->\ntwo\n<!-- surprisal-enable -->\nthree\n<!-- surprisal-disable -->\nfour';
    assert.deepEqual(
      ['one', 'two', 'three', 'four'].map((word) => suppressedAt(source, word)),
      [[], all, [], all],
    );
  });

  it('switch off the kinds they name, and on again those they name', () => {
    const source =
      '# surprisal-disable spelling, article -- borrowed text\none\n# surprisal-enable article\ntwo\n# surprisal-enable\nthree';
    assert.deepEqual(suppressedAt(source, 'one'), ['spelling', 'article']);
    assert.deepEqual(suppressedAt(source, 'two'), ['spelling']);
    assert.deepEqual(suppressedAt(source, 'three'), []);
  });

  it('switch nothing off for a kind that does not exist', () => {
    assert.deepEqual(suppressedAt('<!-- surprisal-disable speling -->\none', 'one'), []);
    assert.deepEqual(suppressedAt('<!-- surprisal-disable speling, spacing -->\none', 'one'), ['spacing']);
  });

  it('take a reason after two hyphens', () => {
    assert.deepEqual(suppressedAt('% surprisal-disable -- the article is quoted\none', 'one'), all);
  });

  it('switch off their own line', () => {
    const source = 'one\ntwo // surprisal-disable-line\r\nthree';
    assert.deepEqual(
      ['one', 'two', 'three'].map((word) => suppressedAt(source, word).length > 0),
      [false, true, false],
    );
  });

  it('switch off the next line that is not blank', () => {
    const source = '<!-- surprisal-disable-next-line repetition -->\r\n  \r\none\r\ntwo';
    assert.deepEqual(suppressedAt(source, 'one'), ['repetition']);
    assert.deepEqual(suppressedAt(source, 'two'), []);
    assert.doesNotThrow(() => readDirectives('# surprisal-disable-next-line'));
  });

  it('are read in the comments of many languages', () => {
    for (const open of ['//', '/*', ' *', '#', '%', '--', ';', '<!--', '{/*', '.. ', '[//]: # (', '"""\n', '///']) {
      assert.deepEqual(suppressedAt(`${open} surprisal-disable\none`, 'one'), all, open);
    }
  });

  it('say nothing when a text talks about them', () => {
    for (const line of [
      'Write `<!-- surprisal-disable -->` above it.',
      'Say surprisal-disable.',
      'See `cspell:disable` there.',
    ]) {
      assert.deepEqual(suppressedAt(`${line}\none`, 'one'), [], line);
    }
    assert.deepEqual(suppressedAt('// surprisal-disabled\none', 'one'), []);
    assert.deepEqual(suppressedAt('It is hard to spell: disable it.\none', 'one'), []);
  });

  it('follow cspell for what judges single words', () => {
    const source = 'one <!-- cspell:disable -->two<!-- cspell:enable --> three\nfour // spell-checker: disable-line\n';
    assert.deepEqual(suppressedAt(source, 'one'), []);
    assert.deepEqual(suppressedAt(source, 'two'), spelling);
    assert.deepEqual(suppressedAt(source, 'three'), []);
    assert.deepEqual(suppressedAt(source, 'four'), spelling);
    assert.deepEqual(suppressedAt('/* cSpell::disable-next */\none', 'one'), spelling);
    assert.deepEqual(suppressedAt('// spellchecker:disable-next-line\none', 'one'), spelling);
    assert.deepEqual(suppressedAt('# cspell: disable\none', 'one'), spelling);
  });

  it('collect words, without the end of the comment', () => {
    const { words } = readDirectives(
      [
        '<!-- cspell:ignore kubectl, Fastify -->',
        '/* spell-checker:words npmrc tsup */ code',
        '// cspell:ignoreWords esbuild;vitest',
        '%% LocalWords:  biber LuaTeX',
        '{/* surprisal-ignore frobnicate "xyzzy" */}',
      ].join('\n'),
    );
    for (const word of [
      'kubectl',
      'fastify',
      'npmrc',
      'tsup',
      'esbuild',
      'vitest',
      'biber',
      'luatex',
      'frobnicate',
      'xyzzy',
    ]) {
      assert.ok(words.has(word), word);
    }
    for (const word of ['code', 'cspell', 'ignore', '--', '*/']) assert.equal(words.has(word), false, word);
  });

  it('collect words that are forbidden', () => {
    const { words } = readDirectives('// cspell:forbid blacklist\n# cspell:flagWords whitelist');
    assert.ok(words.forbids('Blacklist') && words.forbids('whitelist'));
  });

  it('reads a long line full of directives, and a long text without any, in no time', () => {
    const line = '/* cspell:words a */ '.repeat(50_000);
    const text = 'A line of prose, nothing more.\n'.repeat(50_000);
    const started = performance.now();
    readDirectives(line);
    readDirectives(text);
    assert.ok(performance.now() - started < 2000);
  });
});
