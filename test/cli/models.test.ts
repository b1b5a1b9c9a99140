import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userDataFolder } from '../../server/src/platform/userFolders';
import { tinyArpa } from '../support/arpa';
import { folderWith, messages, records, surprisal } from '../support/program';

interface ModelRecord {
  readonly id: string;
  readonly file: string;
  readonly source: string;
  readonly kind: string;
}

describe('surprisal models', () => {
  const folder = folderWith({ 'tiny.arpa': tinyArpa, 'broken.arpa': tinyArpa.slice(0, 120), 'text.txt': 'no model' });
  const environment = { XDG_DATA_HOME: folder, LOCALAPPDATA: folder, HOME: folder };
  const models = (...parameters: string[]) => surprisal(['models', ...parameters], { cwd: folder, environment });
  const own = join(userDataFolder(process.platform, environment, folder), 'models');

  it('lists what came with the program, all as the manifest says', () => {
    const shipped = records<ModelRecord>(models('list', '--format', 'jsonl'));
    assert.ok(shipped.some(({ kind }) => kind === 'ngram'));
    assert.ok(shipped.every(({ source }) => source === 'shipped'));
    assert.match(models('list').stdout, /^id +kind +size +source +licence +origin\n/);
    const verified = models('verify', '--format', 'json');
    assert.equal(verified.code, 0, verified.stderr);
    const results = JSON.parse(verified.stdout) as readonly { id: string; result: string }[];
    assert.deepEqual(
      results.map(({ id, result }) => [id, result]),
      shipped.map(({ id }) => [id, 'ok']),
    );
  });

  it('counts the sources of a model, and lists them only where they are asked for', () => {
    const list = (...parameters: string[]) =>
      records<ModelRecord & { sourceCount?: number; sources?: readonly unknown[] }>(
        models('list', '--format', 'jsonl', ...parameters),
      ).find(({ kind }) => kind === 'ngram');
    const [brief, full] = [list(), list('--sources')];
    assert.equal(brief?.sources, undefined);
    assert.ok(brief?.sourceCount !== undefined && brief.sourceCount > 100);
    assert.equal(full?.sources?.length, brief.sourceCount);
  });

  it('takes in an ARPA file, checked and converted, for other commands to use', () => {
    const run = models('import', 'tiny.arpa', '--licence', 'CC0-1.0');
    assert.equal(run.code, 0, run.stderr);
    assert.deepEqual(messages(run), ['surprisal: imported tiny: order 2, 5 words; use it with --model tiny']);
    assert.deepEqual(readdirSync(own).sort(), ['manifest.json', 'tiny.bin']);
    const mine = records<ModelRecord>(models('list', '--format', 'jsonl')).filter(({ source }) => source === 'user');
    assert.deepEqual(
      mine.map(({ id, kind, file }) => [id, kind, file]),
      [['tiny', 'ngram', 'tiny.bin']],
    );
    const score = surprisal(['score', '--lines', '--format', 'jsonl', '--model', 'tiny', '-'], {
      input: 'good morning\n',
      environment,
    });
    const [record] = records<{ logProbability: number; tokens: number }>(score);
    assert.equal(record?.tokens, 3);
    // -0.2 for "good" first, -0.3 for "morning" after it, -0.1 for the end after that.
    assert.ok(Math.abs(record!.logProbability - -0.6 * Math.LN10) < 1e-3, `${record?.logProbability}`);
  });

  it('judges a check together with a model of the user, by name or by file', () => {
    writeFileSync(join(folder, 'corpus.txt'), 'The backupper restarts the old pods.\n'.repeat(50));
    const train = surprisal(['train', 'ngram', 'corpus.txt', '-o', 'own.bin'], { cwd: folder });
    assert.equal(train.code, 0, train.stderr);
    assert.equal(models('import', 'own.bin').code, 0);
    const found = (model: string) => {
      const run = surprisal(['check', '--model', model, '--format', 'jsonl', '-'], {
        cwd: folder,
        environment,
        input: 'The backupper restarts the old mistaeks.\n',
      });
      const [record] = records<{ model: string; findings: { start: number; end: number }[] }>(run);
      return [record?.model, record?.findings.map(({ start }) => start)];
    };
    // A word that its corpus is full of is no mistake to it.
    const [shipped, places] = found('ngram');
    assert.deepEqual(places, [4, 31]);
    assert.deepEqual(found('own'), [`own+${shipped}`, [31]]);
    assert.deepEqual(found('own.bin'), [`own+${shipped}`, [31]]);
    const gone = surprisal(['check', '--model', 'gone', 'corpus.txt'], { cwd: folder, environment });
    assert.deepEqual(
      [gone.code, gone.stdout, messages(gone)],
      [2, '', ['surprisal: no model is called "gone"; see surprisal models list']],
    );
  });

  it('does not replace a model unless it is told to', () => {
    const again = models('import', 'tiny.arpa');
    assert.equal(again.code, 2);
    assert.match(messages(again)[0] ?? '', /a model "tiny" is there already; replace it with --force/);
    assert.equal(models('import', '--force', 'tiny.arpa').code, 0);
    assert.equal(models('import', '--id', 'second', join(own, 'tiny.bin')).code, 0);
  });

  it('refuses what is no model, and names that mean something else', () => {
    const messageOf = (...parameters: string[]) => {
      const run = models('import', ...parameters);
      assert.equal(run.code, 2);
      assert.equal(messages(run).length, 1);
      return messages(run)[0] ?? '';
    };
    assert.match(messageOf('gone.arpa'), /^surprisal: gone\.arpa: no such file/);
    assert.match(messageOf('broken.arpa'), /^surprisal: broken\.arpa: not a whole ARPA file: line \d+: /);
    assert.match(messageOf('text.txt'), /^surprisal: text\.txt: .*name an ARPA file or a model of surprisal train$/);
    assert.match(messageOf('tiny.arpa', '--id', '../up'), /cannot be a model's name/);
    assert.match(messageOf('tiny.arpa', '--id', 'ngram'), /cannot be a model's name/);
    assert.equal(existsSync(join(folder, 'up.bin')), false);
  });

  it('tells what is missing or has changed, and exits 1', () => {
    appendFileSync(join(own, 'tiny.bin'), 'x');
    rmSync(join(own, 'second.bin'));
    const run = models('verify', 'tiny', 'second', '--format', 'jsonl');
    assert.equal(run.code, 1);
    assert.deepEqual(
      records<{ id: string; result: string }>(run).map(({ id, result }) => [id, result]),
      [
        ['tiny', 'wrong size'],
        ['second', 'missing'],
      ],
    );
    assert.deepEqual(messages(run), [
      'surprisal: tiny: wrong size; import the model again',
      'surprisal: second: missing; import the model again',
    ]);
    assert.equal(models('verify', 'unknown').code, 2);
  });

  it('names a manifest that cannot be read', () => {
    const path = join(own, 'manifest.json');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, '[{"id": 3}]');
    const run = models('list');
    assert.equal(run.code, 2);
    assert.deepEqual(messages(run), [`surprisal: ${path}: not a manifest ("0.id" is missing or wrong)`]);
    writeFileSync(path, before);
  });

  it('are kept where the platform keeps what belongs to a user', () => {
    assert.equal(userDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/a'), '/data/surprisal');
    assert.equal(userDataFolder('linux', { XDG_DATA_HOME: 'relative' }, '/home/a'), '/home/a/.local/share/surprisal');
    assert.equal(userDataFolder('linux', {}, '/home/a'), '/home/a/.local/share/surprisal');
    assert.equal(userDataFolder('darwin', {}, '/Users/a'), '/Users/a/Library/Application Support/surprisal');
    assert.equal(userDataFolder('win32', { LOCALAPPDATA: '/local' }, '/users/a'), '/local/surprisal');
  });
});
