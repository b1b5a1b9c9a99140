import assert from 'node:assert/strict';
import { passageProse } from '../../../server/src/answering/passageProse';

const markdown = { path: 'a.md', languageId: 'markdown' };

describe('a passage in a prompt', () => {
  it('has broken lines joined, and paragraphs, items and headings on lines of their own', () => {
    const text = 'A stale lock is\ntaken over.\n\nThen it is\n  written.\n\n- one\n  more\n- two\n\n## Next\nEnd.';
    assert.equal(
      passageProse(markdown, text),
      'A stale lock is taken over.\nThen it is written.\n- one more\n- two\n## Next\nEnd.',
    );
  });

  it('has rows of tables as lines without their marks', () => {
    const text =
      'Options:\n\n| option | meaning | default |\n| --- | :-: | --- |\n| `--fix` | repair a \\| b | |\n\nEnd.';
    assert.equal(passageProse(markdown, text), 'Options:\noption: meaning; default\n`--fix`: repair a \\| b\nEnd.');
  });

  it('has the words of links, and no comments', () => {
    assert.equal(passageProse(markdown, 'See [the guide](docs/a.md#b).<!-- not\nshown -->'), 'See the guide.');
  });

  it('has code as it is', () => {
    const text = 'Run:\n\n```sh\nnpm ci\nnpm test\n```\n\nDone.';
    assert.equal(passageProse(markdown, text), 'Run:\n```sh\nnpm ci\nnpm test\n```\nDone.');
    const code = 'const a = [1];\n\nif (a)\n  b(a);';
    assert.equal(passageProse({ path: 'a.ts', languageId: 'typescript' }, code), 'const a = [1];\nif (a)\n  b(a);');
  });
});
