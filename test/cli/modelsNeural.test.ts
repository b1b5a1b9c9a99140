import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { userDataFolder } from '../../server/src/platform/userFolders';
import { folderWith, messages, records, surprisal } from '../support/program';

const fixtures = 'test/fixtures/neural';

interface LineScore {
  readonly logProbability: number;
  readonly tokens: number;
}

describe('surprisal models import of a neural model', function () {
  this.timeout(60_000);
  const folder = folderWith();
  const environment = { XDG_DATA_HOME: folder, LOCALAPPDATA: folder, HOME: folder };
  const own = join(userDataFolder(process.platform, environment, folder), 'models');
  const run = (...parameters: string[]) =>
    surprisal(parameters, { cwd: folder, environment, input: 'The end of it.\n' });
  const models = (...parameters: string[]) => run('models', ...parameters);

  /** A decoder as Optimum exports it, its tokenizer and configuration beside it. */
  const exportedFolder = (name: string): string => {
    const to = join(folder, name);
    for (const file of ['exported.onnx', 'tiny.layers0.bin', 'tiny.embedding.bin'])
      cpSync(join(fixtures, file), join(to, file === 'exported.onnx' ? 'onnx/model.onnx' : `onnx/${file}`));
    cpSync(join(fixtures, 'tiny.tokenizer.json'), join(to, 'tokenizer.json'));
    writeFileSync(join(to, 'config.json'), '{"vocab_size":1024}');
    return to;
  };

  /** What the converter of GGUF files writes. */
  const convertedFolder = (name: string): string => {
    const to = join(folder, name);
    for (const file of readdirSync(fixtures))
      if (/^tiny\.(?!py)/.test(file)) cpSync(join(fixtures, file), join(to, file));
    return to;
  };

  const scoreWith = (model: string): LineScore => {
    const scored = run('score', '--lines', '--format', 'jsonl', '--model', model, '-');
    assert.equal(scored.code, 0, scored.stderr);
    return records<LineScore>(scored)[0]!;
  };

  it('takes an exported decoder and a converted one, which other commands use by name', () => {
    exportedFolder('exported');
    convertedFolder('converted');
    const first = models('import', 'exported', '--licence', 'CC0-1.0');
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stderr, /^surprisal: imported exported: \d+ KB; use it with --model exported\n$/);
    const second = models('import', 'converted/', '--id', 'mine');
    assert.equal(second.code, 0, second.stderr);

    // Two forms of one model; tiny.py and exported.py made them.
    const [exported, mine] = [scoreWith('exported'), scoreWith('mine')];
    assert.equal(exported.tokens, mine.tokens);
    assert.ok(Math.abs(exported.logProbability - mine.logProbability) < 1e-2);
    const complete = (model: string) =>
      run('complete', '--model', model, '--prompt', 'The', '--max-tokens', '4', '--temperature', '0').stdout;
    assert.notEqual(complete('exported').trim(), '');
    assert.equal(complete('exported'), complete('mine'));
    const ranked = surprisal(['rank', '--model', 'mine'], {
      environment,
      input: JSON.stringify({ hypotheses: [{ text: 'The end of it.' }] }),
    });
    const [list] = records<{ hypotheses: readonly LineScore[] }>(ranked);
    assert.ok(Math.abs(list!.hypotheses[0]!.logProbability - mine.logProbability) < 1e-2);

    writeFileSync(join(folder, 'pairs.jsonl'), '{"good":"The end of it.","bad":"The end of of it.","paradigm":"x"}\n');
    for (const model of ['exported', 'mine']) {
      const evaluated = run('eval', 'blimp', 'pairs.jsonl', '--model', model, '--format', 'json');
      assert.equal(evaluated.code, 0, evaluated.stderr);
      const figures = JSON.parse(evaluated.stdout) as { model: string; pairs: number };
      assert.deepEqual([figures.model, figures.pairs], [model, 1]);
    }
  });

  it('lists and verifies each file of it', () => {
    const listed = records<{ id: string; kind: string; source: string; licence: string }>(
      models('list', '--format', 'jsonl'),
    )
      .filter(({ source }) => source === 'user')
      .filter(({ id }) => id.startsWith('exported'));
    assert.deepEqual(listed.map(({ kind }) => kind).sort(), [
      'causal-lm',
      'causal-lm-config',
      'causal-lm-decoder',
      'causal-lm-tokenizer',
      'causal-lm-weights',
      'causal-lm-weights',
    ]);
    assert.ok(listed.every(({ licence }) => licence === 'CC0-1.0'));
    const verified = models('verify', 'exported', '--format', 'json');
    assert.equal(verified.code, 0, verified.stderr);
    assert.equal((JSON.parse(verified.stdout) as unknown[]).length, listed.length);
  });

  it('refuses a file that was changed since, by name', () => {
    const place = readdirSync(own).find((name) => name.startsWith('mine-'))!;
    const weights = join(own, place, 'tiny.layers0.bin');
    const before = readFileSync(weights);
    const changed = Buffer.from(before);
    changed[100]! ^= 1;
    writeFileSync(weights, changed);
    const verified = models('verify', 'mine');
    assert.equal(verified.code, 1);
    assert.match(verified.stderr, /mine-tiny\.layers0\.bin: wrong content/);
    const scored = run('score', '--lines', '--model', 'mine', '-');
    assert.equal(scored.code, 2);
    assert.match(messages(scored).join('\n'), /^surprisal: .*tiny\.layers0\.bin has been changed or damaged.*$/);
    writeFileSync(weights, before);
  });

  it('replaces a model only with --force, and leaves the old one until the new one is good', () => {
    const refused = models('import', 'exported');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /a model "exported" is there already; replace it with --force/);

    const broken = exportedFolder('broken/exported');
    truncateSync(join(broken, 'onnx/model.onnx'), 9000);
    assert.equal(models('import', broken, '--force').code, 2);
    assert.equal(scoreWith('exported').tokens, scoreWith('mine').tokens);

    const places = readdirSync(own);
    assert.equal(models('import', 'exported', '--force').code, 0);
    const now = readdirSync(own);
    assert.equal(now.length, places.length);
    assert.notDeepEqual(now, places);
    assert.equal(models('verify').code, 0);
  });

  it('clears away what an import left that was ended in the middle a day ago, not what one may be at', () => {
    for (const name of ['.old-a1b2c3', '.new-a1b2c3']) mkdirSync(join(own, name));
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    utimesSync(join(own, '.old-a1b2c3'), twoDaysAgo, twoDaysAgo);
    assert.equal(models('import', 'exported', '--force').code, 0);
    assert.deepEqual(
      readdirSync(own).filter((name) => name.startsWith('.')),
      ['.new-a1b2c3'],
    );
    rmSync(join(own, '.new-a1b2c3'), { recursive: true });
  });

  it('removes a model of the user with its files, and no other', () => {
    assert.equal(models('remove', 'exported').code, 0);
    assert.ok(!readdirSync(own).some((name) => name.startsWith('exported')));
    assert.equal(models('verify', 'mine').code, 0);
    assert.match(models('remove', 'exported').stderr, /no model of yours is called "exported"/);
    assert.match(models('remove', 'smollm2-135m').stderr, /came with the program/);
    assert.match(
      run('complete', '--model', 'exported', '--prompt', 'x').stderr,
      /no neural model is called "exported"/,
    );
    assert.match(run('check', '--model', 'mine', '-').stderr, /a check uses our own neural model or none/);
  });

  const faults: readonly (readonly [string, (name: string) => string, RegExp])[] = [
    [
      'a folder without a model',
      (name) => {
        const to = exportedFolder(name);
        rmSync(join(to, 'onnx'), { recursive: true });
        return to;
      },
      /holds no neural model; name a folder with model\.onnx and tokenizer\.json/,
    ],
    [
      'a decoder without its tokenizer',
      (name) => {
        const to = exportedFolder(name);
        rmSync(join(to, 'tokenizer.json'));
        return to;
      },
      /has no tokenizer\.json/,
    ],
    [
      'a graph that was cut short',
      (name) => {
        const to = exportedFolder(name);
        truncateSync(join(to, 'onnx/model.onnx'), 9000);
        return to;
      },
      /model\.onnx cannot be used/,
    ],
    [
      'weights that were cut short',
      (name) => {
        const to = exportedFolder(name);
        truncateSync(join(to, 'onnx/tiny.layers0.bin'), 5000);
        return to;
      },
      /model\.onnx cannot be used.*|tiny\.layers0\.bin/,
    ],
    [
      'weights that are missing',
      (name) => {
        const to = exportedFolder(name);
        rmSync(join(to, 'onnx/tiny.embedding.bin'));
        return to;
      },
      /tiny\.embedding\.bin: no such file; model\.onnx keeps weights in it/,
    ],
    [
      'a graph that is no decoder',
      (name) => {
        const to = exportedFolder(name);
        cpSync(join(fixtures, 'tiny.head.onnx'), join(to, 'onnx/model.onnx'));
        return to;
      },
      /model\.onnx cannot be used: the graph has no input input_ids/,
    ],
    [
      'a tokenizer that is cut short',
      (name) => {
        const to = exportedFolder(name);
        truncateSync(join(to, 'tokenizer.json'), 5000);
        return to;
      },
      /tokenizer\.json: not valid JSON; it may be cut short/,
    ],
    [
      'a tokenizer of another model, by the configuration',
      (name) => {
        const to = exportedFolder(name);
        writeFileSync(join(to, 'config.json'), '{"vocab_size":100}');
        return to;
      },
      /config\.json: has a vocabulary of 100, and tokenizer\.json one of 1024/,
    ],
    [
      'a tokenizer of another model, by the logits',
      (name) => {
        const to = exportedFolder(name);
        rmSync(join(to, 'config.json'));
        const path = join(to, 'tokenizer.json');
        const tokenizer = JSON.parse(readFileSync(path, 'utf8')) as { added_tokens: object[] };
        tokenizer.added_tokens.push({ id: 5000, content: '<|more|>', special: true });
        writeFileSync(path, JSON.stringify(tokenizer));
        return to;
      },
      /its logits are of 1024 tokens, and the tokenizer has 5001/,
    ],
    [
      'a converted file with a wrong checksum',
      (name) => {
        const to = convertedFolder(name);
        const path = join(to, 'tiny.embedding.bin');
        const bytes = readFileSync(path);
        bytes[7]! ^= 4;
        writeFileSync(path, bytes);
        return to;
      },
      /tiny\.embedding\.bin has been changed or damaged; convert or export it anew/,
    ],
    [
      'a converted file of another length',
      (name) => {
        const to = convertedFolder(name);
        appendFileSync(join(to, 'tiny.head.onnx'), 'x');
        return to;
      },
      /tiny\.head\.onnx has \d+ bytes instead of \d+/,
    ],
    [
      'a converted file that is missing',
      (name) => {
        const to = convertedFolder(name);
        rmSync(join(to, 'tiny.boundaries.bin'));
        return to;
      },
      /tiny\.boundaries\.bin is missing/,
    ],
    [
      'a description that is none',
      (name) => {
        const to = convertedFolder(name);
        writeFileSync(join(to, 'tiny.model.json'), '{"format":"other"}');
        return to;
      },
      /tiny\.model\.json describes no model/,
    ],
  ];
  for (const [index, [what, make, message]] of faults.entries())
    it(`refuses ${what} in one line, and leaves nothing behind`, () => {
      const before = existsSync(own) ? readdirSync(own) : [];
      const refused = models('import', make(`fault${index}`));
      assert.equal(refused.code, 2);
      assert.equal(messages(refused).length, 1, refused.stderr);
      assert.match(refused.stderr, message);
      assert.deepEqual(existsSync(own) ? readdirSync(own) : [], before);
    });
});
