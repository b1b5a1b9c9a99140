import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { GitRepository } from '../support/gitRepository';
import { folderWith, type Run, records, surprisal } from '../support/program';

/** The published schema, but with no field allowed that it does not describe: what is printed must be documented. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy && !('additionalProperties' in copy) ? { ...copy, additionalProperties: false } : copy;
};

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(`server/docs/schemas/${name}.schema.json`, 'utf8')) as object;

const assertValid = (name: string, values: readonly unknown[], strict = true): void => {
  const validate = new Ajv().compile((strict ? closed(schemaOf(name)) : schemaOf(name)) as object);
  assert.ok(values.length > 0, name);
  for (const value of values) assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors)}`);
};

describe('the schemas of what commands print', () => {
  const folder = folderWith({
    'a.md': '# Title\n\nWe recieve mistaeks. This is the the end.\n',
    'b.md': 'All is well.\n',
    'typos.tsv': 'recieve\treceive\nteh\tthe\n',
    'context.jsonl': JSON.stringify({
      orig: 'recieve',
      cor: 'receive',
      bad: 'We recieve letters .',
      good: 'We receive letters .',
    }),
    'dev.m2':
      'S We recieve letters .\nA 1 2|||R:SPELL|||receive|||REQUIRED|||-NONE-|||0\n\nS All is well .\nA -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0\n',
    'jfleg/dev.src': 'We recieve letters .\nAll is well .\n',
    'jfleg/dev.ref0': 'We receive letters .\nAll is well .\n',
    'jfleg/dev.ref1': 'We get letters .\nAll is well .\n',
    'languagetool/pairs_simple.jsonl': '{"rule":"A","bad":"We recieve letters.","goods":["We receive letters."]}',
    'languagetool/examples_ok.jsonl': '{"rule":"A","good":"All is well."}',
    'blimp/a.jsonl': '{"good":"The cats are here.","bad":"The cats is here.","paradigm":"agreement"}',
    'pairs.jsonl': '{"good":"The cats are here.","bad":"The cats is here.","type":"R:VERB:SVA"}',
    'retrieval/corpus.jsonl': '{"_id":"a","title":"Locks","text":"A lock."}\n{"_id":"b","title":"","text":"A key."}\n',
    'retrieval/queries.jsonl': '{"_id":"1","text":"lock"}\n',
    'retrieval/qrels.tsv': 'query-id\tcorpus-id\tscore\n1\ta\t1\n',
    'lists.jsonl': '{"id":"1","hypotheses":[{"text":"a b","score":-1},{"text":"a c","score":-2}]}',
  });
  const run = (...parameters: string[]): Run => surprisal(parameters, { cwd: folder });
  const array = (...parameters: string[]) => [JSON.parse(run(...parameters).stdout)].flat() as readonly unknown[];

  it('hold for check, as lines, as an array and line by line', () => {
    assertValid('check', records(run('check', '--format', 'jsonl', 'a.md', 'b.md')));
    assertValid('check', array('check', '--format', 'json', '--lines', 'a.md'));
  });

  it('hold for the baseline', () => {
    run('check', '--update-baseline', 'a.md');
    assertValid('baseline', [JSON.parse(readFileSync(join(folder, '.surprisal-baseline.json'), 'utf8'))]);
  });

  it('hold for index and search', () => {
    const place = ['--index', folderWith()];
    assertValid('index', array('index', '--format', 'json', ...place));
    assertValid('search', array('search', '--format', 'json', 'well', ...place));
    assertValid('search', records(run('search', '--format', 'jsonl', 'well', ...place)));
    const text =
      'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen words.\n';
    const twice = folderWith({ 'a.md': text, 'b.md': `# Again\n\n${text}` });
    assertValid('duplicates', array('duplicates', '--format', 'json', twice, '--index', folderWith()));
    assertValid('duplicates', records(run('duplicates', '--format', 'jsonl', twice, '--index', folderWith())));
  });

  it('hold for related words', () => {
    const vectors = join(folderWith({ 'v.txt': '3 2\na 1 0\nb 1 1\nc 0 1\n' }), 'v.txt');
    assertValid('related-words', array('related', '--format', 'json', '--word', 'a', '--vectors', vectors));
    assertValid('related-words', records(run('related', '--format', 'jsonl', '--word', 'a', '--vectors', vectors)));
  });

  it('hold for ask', function () {
    this.timeout(120_000);
    const place = ['--index', folderWith()];
    assertValid('ask', array('ask', '--format', 'json', '--show-prompt', 'Is all well?', ...place));
    assertValid('ask', records(run('ask', '--format', 'jsonl', '--no-generate', 'Is all well?', ...place)));
    assertValid('ask', array('ask', '--format', 'json', 'Who wrote the symphonies of Beethoven?', ...place));
  });

  it('hold for train adapter', () => {
    const things = ['lock', 'door', 'river', 'stone', 'cloud', 'paper', 'glass', 'bread', 'horse', 'tower', 'candle'];
    const doings = ['opens', 'falls', 'turns', 'burns', 'waits', 'grows', 'breaks', 'sings', 'hides', 'shines'];
    const notes = folderWith(
      Object.fromEntries(
        things.flatMap((thing) =>
          doings.map((doing) => [
            `${thing}-${doing}.md`,
            `# When the ${thing} ${doing}\n\nSome people say that a ${thing} which ${doing} at night is a sign of rain on the next day.\n`,
          ]),
        ),
      ),
    );
    assertValid(
      'train-adapter',
      array('train', 'adapter', notes, '--index', folderWith(), '--epochs', '1', '--format', 'json'),
    );
  }).timeout(120_000);

  it('hold for related', () => {
    const { root } = new GitRepository(
      Array.from({ length: 10 }, (_, time) => [
        { a: `${time}`, b: `${time}` },
        { b: `${time}.`, c: `${time}` },
      ]).flat(),
    );
    const related = ['related', '--index', folderWith(), join(root, 'a'), '--format'];
    assertValid('related', array(...related, 'json'));
    assertValid('related', records(run(...related, 'jsonl')));
    assertValid('eval-related', array('eval', 'related', root, '--format', 'json'));
  });

  it('hold for score, with tokens and without, and for comparisons', () => {
    assertValid('score', records(run('score', '--format', 'jsonl', 'a.md', 'b.md')));
    assertValid('score', array('score', '--format', 'json', '--tokens', 'a.md'));
    assertValid('score-lines', records(run('score', '--format', 'jsonl', '--lines', '--tokens', 'a.md')));
    assertValid('score-lines', array('score', '--format', 'json', '--lines', 'a.md'));
    assertValid('score-compare', records(run('score', '--format', 'jsonl', '--compare', 'a.md', 'b.md')));
  });

  it('hold for rank', () => {
    assertValid('rank', records(run('rank', 'lists.jsonl')));
    assertValid('rank', array('rank', '--format', 'json', '--weight', '1', 'lists.jsonl'));
  });

  it('hold for complete', function () {
    this.timeout(60_000);
    const answers = ['--prompt', 'The answer is ', '--alternatives', 'yes', 'no'];
    assertValid('complete', records(run('complete', '--format', 'jsonl', '--count', '2', ...answers)));
    assertValid('complete', array('complete', '--format', 'json', ...answers));
  });

  it('hold for what the neural model and the mixture print', function () {
    // Each starts a process that loads the model.
    this.timeout(240_000);
    assertValid('score', records(run('score', '--format', 'jsonl', '--tokens', '--model', 'neural', 'b.md')));
    assertValid('score-lines', array('score', '--format', 'json', '--lines', '--tokens', '--model', 'mixed', 'b.md'));
    for (const model of ['neural', 'mixed'])
      assertValid('eval-perplexity', array('eval', 'perplexity', 'b.md', '--format', 'json', '--model', model));
    assertValid('eval-pairs', array('eval', 'pairs', 'pairs.jsonl', '--format', 'json', '--model', 'neural'));
  });

  it('hold for models', () => {
    // A manifest may say more of a model than the list's schema does.
    assertValid('models-list', [array('models', 'list', '--format', 'json')], false);
    assertValid('models-verify', [array('models', 'verify', '--format', 'json')]);
  });

  it('hold for eval', function () {
    this.timeout(60_000);
    const inputs = {
      spelling: 'typos.tsv',
      context: 'context.jsonl',
      gec: 'dev.m2',
      jfleg: 'jfleg',
      languagetool: 'languagetool',
      blimp: 'blimp',
      pairs: 'pairs.jsonl',
      clean: '.',
      perplexity: '.',
      completion: '.',
      retrieval: 'retrieval',
      ask: 'retrieval',
    };
    const byCheck = new Set(['context', 'gec', 'jfleg', 'languagetool', 'clean']);
    for (const [kind, input] of Object.entries(inputs)) {
      const models = byCheck.has(kind) ? ['--model', 'ngram'] : [];
      const evaluation = run('eval', kind, input, '--format', 'json', ...models);
      assert.equal(evaluation.code, 0, `${kind}: ${evaluation.stderr}`);
      assertValid(`eval-${kind}`, [JSON.parse(evaluation.stdout)]);
    }
    for (const model of ['auto', 'ngram'])
      assertValid('eval-gec-oracle', array('eval', 'gec', 'dev.m2', '--oracle', '--model', model, '--format', 'json'));
    for (const kind of ['blimp', 'pairs'] as const)
      assertValid(`eval-${kind}`, array('eval', kind, inputs[kind], '--format', 'json', '--every', '2'));
    for (const kind of ['gec', 'jfleg', 'languagetool'] as const)
      assertValid(
        `eval-${kind}`,
        array('eval', kind, inputs[kind], '--model', 'ngram', '--format', 'json', '--every', '2'),
      );
  });
});
