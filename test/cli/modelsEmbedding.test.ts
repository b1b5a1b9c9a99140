import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddingClient } from '../../server/src/inference/embeddingClient';
import type { EmbeddedKind } from '../../server/src/lm/embedder';
import { readManifest } from '../../server/src/platform/modelManifest';
import { userDataFolder } from '../../server/src/platform/userFolders';
import { folderWith, messages, surprisal } from '../support/program';

/** Its row of a token is [1, id / 10, place], its prefixes are "query: " and "passage: "; tiny.py wrote it. */
const tiny = 'test/fixtures/embedding/tiny';

describe('surprisal models import of an embedding model', () => {
  const folder = folderWith();
  const environment = { XDG_DATA_HOME: folder, LOCALAPPDATA: folder, HOME: folder };
  const own = join(userDataFolder(process.platform, environment, folder), 'models');
  const run = (...parameters: string[]) => surprisal(parameters, { cwd: folder, environment });
  /** A copy of the model with other files in it. */
  const changed = (name: string, files: Readonly<Record<string, string | undefined>> = {}): string => {
    const to = join(folder, name);
    cpSync(tiny, to, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(to, file)), { recursive: true });
      if (text === undefined) rmSync(join(to, file), { recursive: true });
      else writeFileSync(join(to, file), text);
    }
    return to;
  };
  const vectorOf = async (id: string, text: string, kind: EmbeddedKind): Promise<number[]> => {
    const entry = readManifest(own).find((entry) => entry.id === id)!;
    const model = new EmbeddingClient({ descriptionPath: join(own, entry.file) });
    try {
      const [one, ...rest] = await model.embed([text], { kind });
      return rest.map((value) => Math.round((value / one!) * 1e4) / 1e4);
    } finally {
      model.dispose();
    }
  };

  it('takes graph, tokenizer, pooling and prefixes of the layout of sentence-transformers', async () => {
    changed('tiny');
    const imported = run('models', 'import', 'tiny', '--licence', 'CC0-1.0');
    assert.equal(imported.code, 0, imported.stderr);
    assert.match(imported.stderr, /^surprisal: imported tiny: [\d.]+ KB; use it with --embedding-model tiny\n$/);
    // [CLS] passage : tea water [SEP] are 2 5 6 7 8 3; [CLS] query : tea water [SEP] have a 4 for the 5.
    assert.deepEqual(await vectorOf('tiny', 'Tea water', 'passage'), [0.5167, 3.5]);
    assert.deepEqual(await vectorOf('tiny', 'Tea water', 'query'), [0.5, 3.5]);
    // Cut at 16 tokens.
    const [, places] = await vectorOf('tiny', 'tea '.repeat(50), 'passage');
    assert.equal(places, 8.5);
    assert.equal(run('models', 'verify', 'tiny').code, 0);
  });

  it('makes vectors of its own beside those of another model', () => {
    const root = folderWith({ 'a.md': '# Tea\n\nWater for tea.\n', 'b.md': 'A rose.\n' });
    const index = folderWith();
    const embedded = (model: string) => {
      const ran = run('index', root, '--index', index, '--format', 'json', '--embedding-model', model);
      assert.equal(ran.code, 0, ran.stderr);
      return (JSON.parse(ran.stdout) as { embedded: number }).embedded;
    };
    assert.equal(embedded('tiny'), 2);
    assert.equal(embedded('auto'), 2);
    assert.equal(readdirSync(index).filter((name) => name.startsWith('vectors-')).length, 2);
  });

  it('is not one that scores text', () => {
    const score = surprisal(['score', '--model', 'tiny', '-'], { environment, input: 'The end.' });
    assert.equal(score.code, 2);
    assert.match(score.stderr, /"tiny" is no language model/);
  });

  it('takes one that was converted or imported before', async () => {
    cpSync(join(own, dirname(readManifest(own).find(({ id }) => id === 'tiny')!.file)), join(folder, 'again'), {
      recursive: true,
    });
    const imported = run('models', 'import', 'again', '--id', 'second');
    assert.equal(imported.code, 0, imported.stderr);
    assert.deepEqual(await vectorOf('second', 'Tea water', 'passage'), [0.5167, 3.5]);
  });

  it('pools as its configuration says, old or new', async () => {
    changed('first', { '1_Pooling/config.json': '{"word_embedding_dimension":3,"pooling_mode_cls_token":true}' });
    changed('last', { '1_Pooling/config.json': '{"word_embedding_dimension":3,"pooling_mode":"lasttoken"}' });
    for (const name of ['first', 'last']) assert.equal(run('models', 'import', name).code, 0);
    assert.deepEqual(await vectorOf('first', 'tea', 'passage'), [0.2, 1]);
    assert.deepEqual(await vectorOf('last', 'tea', 'passage'), [0.3, 5]);
  });

  it('refuses in one line what cannot be used, and leaves nothing of it', () => {
    const cases: readonly (readonly [string, Readonly<Record<string, string | undefined>>, RegExp])[] = [
      ['no-tokenizer', { 'tokenizer.json': undefined }, /has no tokenizer\.json/],
      ['no-graph', { 'onnx/model.onnx': undefined }, /holds no neural model/],
      ['no-pooling', { '1_Pooling': undefined }, /1_Pooling.config\.json: no such file/],
      ['dense', { 'modules.json': '[{"type":"sentence_transformers.models.Dense"}]' }, /has a module Dense/],
      ['cut', { 'modules.json': '[{"type":' }, /modules\.json: not valid JSON/],
      ['odd', { 'sentence_bert_config.json': '{"max_seq_length":"many"}' }, /"max_seq_length" is missing or wrong/],
      [
        'two',
        { '1_Pooling/config.json': '{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":true}' },
        /pools by pooling_mode_cls_token and pooling_mode_mean_tokens/,
      ],
      [
        'wide',
        { '1_Pooling/config.json': '{"word_embedding_dimension":4,"pooling_mode_mean_tokens":true}' },
        /last_hidden_state is float32 \[1, \d+, 3\] instead of rows of 4/,
      ],
      ['other', { 'config.json': '{"vocab_size":4}' }, /has a vocabulary of 4, and tokenizer\.json one of 10/],
    ];
    for (const [name, files, message] of cases) {
      changed(name, { '1_Pooling/config.json': readFileSync(join(tiny, '1_Pooling/config.json'), 'utf8'), ...files });
      const refused = run('models', 'import', name);
      assert.equal(refused.code, 2, name);
      const [line, ...more] = messages(refused);
      assert.match(line!, message);
      assert.deepEqual(more, []);
    }
    truncateSync(join(changed('short'), 'onnx/model.onnx'), 300);
    assert.equal(messages(run('models', 'import', 'short')).length, 1);
    assert.match(messages(run('models', 'import', 'tiny', '--id', 'none'))[0]!, /"none" cannot be a model's name/);
    const listed = readManifest(own).filter((entry) => !('partOf' in entry));
    assert.deepEqual(
      listed.map(({ id }) => id),
      ['tiny', 'second', 'first', 'last'],
    );
    assert.equal(readdirSync(own).length, listed.length + 1);
  });

  it('goes when it is removed', () => {
    assert.equal(run('models', 'remove', 'tiny').code, 0);
    assert.ok(!existsSync(join(own, 'tiny')));
    assert.match(
      messages(run('index', folder, '--index', folderWith(), '--embedding-model', 'tiny'))[0]!,
      /There is no embedding model tiny; import it first/,
    );
  });
});
