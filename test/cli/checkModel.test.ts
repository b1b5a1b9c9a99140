import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, messages, type RunOptions, records, surprisal } from '../support/program';

interface Document {
  readonly line?: number;
  readonly model: string;
  readonly findings: readonly {
    readonly start: number;
    readonly kind: string;
    readonly code: string;
    readonly candidates: readonly { readonly replacement: string }[];
  }[];
}

const both = 'surprisal-en-4gram+smollm2-135m';
const input = 'He is interested for music.\nThere are no mistaeks in it.\nIt has been a long day.\n';

/** What n-grams alone are sure of. */
const agreement = 'There is many reasons for this problem.\n';

describe('surprisal check --model', function () {
  this.timeout(120_000);

  const check = (model: string, options: RunOptions, ...parameters: readonly string[]) => {
    const run = surprisal(['check', '--format', 'jsonl', '--model', model, ...parameters, '-'], options);
    return { run, documents: records<Document>(run) };
  };
  const found = ({ findings }: Document) =>
    findings.map(({ kind, code, candidates }) => `${kind}/${code}: ${candidates[0]?.replacement}`);

  it('neural finds grammar beside what n-grams find, each line a document, in order', () => {
    const { run, documents } = check('neural', { input }, '--lines');
    assert.equal(run.code, 1, run.stderr);
    assert.deepEqual(
      documents.map(({ line, model }) => [line, model]),
      [1, 2, 3].map((line) => [line, both]),
    );
    const [preposition, misspelling, right] = documents.map(found);
    assert.ok(preposition?.includes('grammar/preposition-replace: in'));
    assert.ok(misspelling?.some((one) => one.startsWith('spelling/unknown-word')));
    assert.deepEqual(right, []);
    const ngram = check('ngram', { input }, '--lines').documents;
    assert.deepEqual(ngram.map(found), [[], ['spelling/unknown-word: mistakes'], []]);
    assert.ok(ngram.every(({ model }) => model === 'surprisal-en-4gram'));
  });

  it('neural leaves what n-grams found of spelling where grammar has to be sure and nobody confirms it', () => {
    const cwd = folderWith({ '.surprisal.json': '{"words": ["accomodate"]}' });
    const options = { input: 'They definately accomodate it.\n', cwd };
    assert.deepEqual(check('neural', options).documents.map(found), [['spelling/unknown-word: definitely']]);
  });

  it('neural takes back what n-grams propose, where it finds what is written likelier', () => {
    const text = { input: 'Keep your language friendly and approachable. Smile, breathe, and have fun.\n' };
    assert.deepEqual(check('ngram', text).documents.map(found), [['confusion/confused-word: breath']]);
    assert.deepEqual(check('neural', text).documents.map(found), [[]]);
  });

  it('ngram finds the grammar that n-grams are sure of, but not in much text, and says so', () => {
    const { documents } = check('ngram', { input: agreement });
    assert.equal(documents[0]?.model, 'surprisal-en-4gram');
    assert.deepEqual(found(documents[0]), ['grammar/agreement: are']);
    const { run, documents: long } = check('ngram', { input: agreement.repeat(6000) });
    assert.deepEqual(found(long[0]!), []);
    assert.equal(messages(run).length, 1);
    assert.match(run.stderr, /grammar is left out: that is more than 200 kB of text; --model neural/);
  });

  it('auto asks the neural model where there is little text, and not about kinds that are switched off', () => {
    const folder = folderWith({
      'a.txt': input,
      'off/.surprisal.json': '{"kinds":{"grammar":"off"}}',
      'off/b.txt': input,
    });
    const run = surprisal(['check', '--format', 'jsonl', '--model', 'auto', 'a.txt', 'off'], { cwd: folder });
    const [judged, switchedOff] = records<Document>(run);
    assert.equal(run.stderr, '');
    assert.equal(judged?.model, both);
    assert.ok(judged.findings.some(({ kind }) => kind === 'grammar'));
    assert.equal(switchedOff?.model, 'surprisal-en-4gram');
    assert.ok(switchedOff.findings.every(({ kind }) => kind !== 'grammar'));
  });

  it('auto leaves the neural model out of a run over much text, and says so', () => {
    const { run, documents } = check('auto', { input: input.repeat(4000) });
    assert.deepEqual(
      documents.map(({ model }) => model),
      ['surprisal-en-4gram'],
    );
    assert.equal(messages(run).length, 1);
    assert.match(run.stderr, /the neural model is left out: that is more than 200 kB of text; --model neural/);
  });

  it('ends with one line where the neural model is asked for and is broken; auto does without, and says why', () => {
    const models = folderWith();
    // Without the weights, which are the large files.
    for (const name of readdirSync('models', { withFileTypes: true }).filter((entry) => entry.isFile()))
      if (!name.name.startsWith('smollm2') || statSync(join('models', name.name)).size < 1e5)
        copyFileSync(join('models', name.name), join(models, name.name));
    const options = { input, environment: { SURPRISAL_MODELS: models } };
    const asked = check('neural', options);
    assert.equal(asked.run.code, 2);
    assert.equal(asked.run.stdout, '');
    assert.match(
      asked.run.stderr,
      /^surprisal: The model file .*smollm2.* is missing; .*; --model ngram does without$/m,
    );
    const { run, documents } = check('auto', { ...options, input: input + agreement });
    assert.equal(run.code, 1);
    assert.equal(messages(run).length, 1, run.stderr);
    assert.match(run.stderr, /the neural model is left out: The model file .* is missing/);
    assert.equal(documents[0]?.model, 'surprisal-en-4gram');
    assert.deepEqual(found(documents[0]), ['spelling/unknown-word: mistakes', 'grammar/agreement: are']);
  });
});
