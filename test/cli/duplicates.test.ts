import assert from 'node:assert/strict';
import { join } from 'node:path';
import { folderWith, messages, surprisal } from '../support/program';

describe('surprisal duplicates', () => {
  const text =
    'A lock that a killed process has left is taken over by the next one, which first looks whether the process that it names is still running.';
  const root = folderWith({
    'a.md': `# Locks\n\n${text}\n`,
    'b.md': `Before.\n\n# Copied\n\n${text.replace('first looks', 'looks first')}\n`,
    'c.md':
      '# Tea\n\nPour hot water on the leaves, wait for four minutes and then take the leaves out of the water again.\n',
  });
  const run = (...parameters: string[]) =>
    surprisal(['duplicates', root, '--index', join(root, '.index'), '--embedding-model', 'none', ...parameters]);

  it('names the places of what was copied and changed a little', () => {
    const { code, stdout } = run();
    assert.equal(code, 1);
    assert.match(stdout, /^0\.\d\d # Locks A lock that a killed process has left is taken over/);
    assert.deepEqual(stdout.split('\n').slice(1), ['  a.md:1', '  b.md:3', '']);
  });

  it('finds nothing where nothing is there twice', () => {
    const single = folderWith({ 'a.md': `${text}\n` });
    const { code, stdout } = surprisal(['duplicates', single, '--index', folderWith()]);
    assert.deepEqual([code, stdout], [0, '']);
  });

  it('says in one line what is wrong', () => {
    for (const [parameters, message] of [
      [['--by', 'meaning'], /no passage has a vector yet; surprisal index makes them/],
      [['--least', '2'], /a number between 0 and 1/],
      [['--by', 'sound'], /--by/],
    ] as const) {
      const failed = run(...parameters);
      assert.equal(failed.code, 2);
      assert.equal(messages(failed).length, 1);
      assert.match(failed.stderr, message);
    }
  });
});
