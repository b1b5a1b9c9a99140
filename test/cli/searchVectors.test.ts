import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { folderWith, messages, surprisal } from '../support/program';

const files = {
  'garden.md': '# Tomatoes\n\nWater them in the morning, at the roots.\n\n# Roses\n\nCut them back in spring.\n',
  'build.md': '# Releases\n\nA release is undone by deploying the tag before it.\n',
};

describe('vectors in an index of the command line', () => {
  const root = folderWith(files);
  const index = folderWith();
  const run = (...parameters: string[]) =>
    surprisal(['index', root, '--index', index, '--format', 'json', ...parameters]);
  const outcome = (...parameters: string[]) => JSON.parse(run(...parameters).stdout) as Record<string, number>;

  it('are made for each passage after its terms, once', () => {
    const first = outcome('--embedding-model', 'auto');
    assert.equal(first['chunks'], 3);
    assert.equal(first['embedded'], 3);
    const again = outcome('--embedding-model', 'auto');
    assert.deepEqual([again['computed'], again['embedded']], [0, 3]);
  });

  it('are not made where none are wanted', () => {
    const other = folderWith();
    const { stdout } = surprisal(['index', root, '--index', other, '--embedding-model', 'none', '--format', 'json']);
    assert.equal((JSON.parse(stdout) as { embedded: number }).embedded, 0);
    assert.deepEqual(
      readdirSync(other).filter((name) => name.startsWith('vectors')),
      [],
    );
  });

  it('are asked of a model that is not there: one line says so', () => {
    const refused = run('--embedding-model', 'nobody');
    assert.equal(refused.code, 2);
    assert.deepEqual(messages(refused), ['surprisal: There is no embedding model nobody; import it first']);
  });

  it('are left out with a line where the model of the program is not there', () => {
    const { code, stdout, stderr } = surprisal(
      ['index', root, '--index', folderWith(), '--embedding-model', 'auto', '--format', 'json'],
      { environment: { SURPRISAL_MODELS: folderWith() } },
    );
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as { embedded: number }).embedded, 0);
    assert.match(stderr, /^surprisal: no vectors: The model file .*minilm-l6-v2\.model\.json is missing/);
  });
});
