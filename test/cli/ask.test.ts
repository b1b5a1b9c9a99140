import assert from 'node:assert/strict';
import { join } from 'node:path';
import { folderWith, messages, type Run, surprisal } from '../support/program';

const lockText = `# Locks

Each index has one lock. A stale lock is taken over after 30 seconds by the next process that wants to write.

The lock tells the number of the process and when it was started.
`;
const files = {
  'docs/locks.md': lockText,
  'docs/stemmers.md':
    '# Stemmers\n\nEndings of words are taken off by the stemmers of Snowball, in twenty-three languages.\n',
  'docs/colours.md': '# Colours\n\nThe terminal gets colours unless NO_COLOR is set in the environment.\n',
  'src/threads.ts': '// How many threads the model has.\nexport const threads = 2;\n',
};
const question = 'After how many seconds is a stale lock taken over?';

interface AnswerRecord {
  readonly answer: string | null;
  readonly extracts: readonly {
    path: string;
    start: number;
    end: number;
    startLine: number;
    text: string;
    score: number;
  }[];
  readonly generated: null | {
    readonly sentences: readonly { text: string; supported: boolean; citations: readonly number[] }[];
    readonly prompt?: string;
  };
  readonly refused: boolean;
  readonly notes: readonly string[];
}

describe('surprisal ask', function () {
  this.timeout(120_000);
  const root = folderWith(files);
  const place = ['--index', folderWith()];
  const ask = (...parameters: string[]): Run => surprisal(['ask', ...parameters, ...place]);
  const asked = (...parameters: string[]): AnswerRecord =>
    JSON.parse(ask('--format', 'json', ...parameters).stdout) as AnswerRecord;

  it('prints the sentence that answers, with its file and line, before a text whose sentences are marked', () => {
    const run = ask(question, root);
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, /^\[1\] docs\/locks\.md:3 Locks\n {4}.*A stale lock is taken over after 30 seconds/);
    const [, generated] = run.stdout.split('Generated:\n');
    assert.match(generated ?? '', /\[(?:\d+|unsupported)\]\n$/);
    assert.deepEqual(messages(run), ['surprisal: no index of this folder yet; indexing it first']);
  });

  it('gives programs offsets that hold in the file, and citations that are extracts', () => {
    const { extracts, generated, refused, answer } = asked(question, root);
    assert.equal(refused, false);
    const [first] = extracts;
    assert.equal(first!.path, 'docs/locks.md');
    assert.equal(lockText.slice(first!.start, first!.end), first!.text);
    assert.match(first!.text, /30 seconds/);
    const { sentences } = generated!;
    assert.ok(sentences.length > 0);
    for (const { citations, supported } of sentences) {
      assert.ok(citations.every((index) => extracts[index] !== undefined));
      if (supported) assert.ok(citations.length > 0);
    }
    if (answer !== null) assert.ok(sentences.every(({ supported }) => supported));
  });

  it('answers the same question in the same way', () => {
    assert.deepEqual(asked(question, root), asked(question, root));
  });

  it('shows the exact prompt, of a template of the user’s own', () => {
    const template = join(folderWith({ 'template.txt': 'Notes:\n{passages}\n\nQ: {question}\nA:\n' }), 'template.txt');
    const { generated } = asked('--show-prompt', '--template', template, '--passages', '1', question, root);
    assert.match(generated!.prompt!, /^<\|im_start\|>user\nNotes:\n# Locks\n/);
    assert.ok(generated!.prompt!.endsWith(`\n\nQ: ${question}\nA:<|im_end|>\n<|im_start|>assistant\n`));
    assert.equal(asked(question, root).generated!.prompt, undefined);
    assert.match(ask('--show-prompt', question, root).stdout, /Prompt:\n[\s\S]*Question: After how many seconds/);
  });

  it('says that nothing answers, with what is nearest, and ends with 1', () => {
    const run = ask('Who won the football match in Lisbon last summer?', root);
    assert.equal(run.code, 1, run.stdout);
    assert.match(run.stdout, /^Not found in this workspace\. The nearest passages:\n\n\[1\] /);
    assert.doesNotMatch(run.stdout, /Generated/);
  });

  it('gives extracts alone where no text is wanted', () => {
    const { generated, extracts, answer } = asked('--no-generate', '--extracts', '2', question, root);
    assert.deepEqual([generated, answer, extracts.length], [null, null, 2]);
  });

  it('gives extracts alone where the neural model is not there, and says why in one line', () => {
    const run = surprisal(['ask', '--format', 'json', '--embedding-model', 'none', question, root, ...place], {
      environment: { SURPRISAL_MODELS: folderWith() },
    });
    assert.equal(run.code, 0, run.stderr);
    const { generated, extracts } = JSON.parse(run.stdout) as AnswerRecord;
    assert.equal(generated, null);
    assert.equal(extracts[0]!.path, 'docs/locks.md');
    assert.equal(messages(run).filter((line) => line.includes('without the neural model')).length, 1, run.stderr);
  });

  it('writes Markdown with links to the lines', () => {
    const { stdout } = ask('--format', 'markdown', '--no-generate', question, root);
    assert.match(stdout, /^## After how many seconds is a stale lock taken over\?\n\n/);
    assert.match(stdout, /1\. \[docs\/locks\.md:3\]\(docs\/locks\.md#L3\)\n\n {3}> .*A stale lock/);
  });

  it('looks only where it is told', () => {
    const { extracts } = asked('--no-generate', '--path', 'src/**', 'How many threads does the model have?', root);
    assert.deepEqual([...new Set(extracts.map(({ path }) => path))], ['src/threads.ts']);
  });

  it('refuses what has no meaning, in one line', () => {
    const template = join(folderWith({ 'bad.txt': 'no placeholders' }), 'bad.txt');
    for (const [parameters, message] of [
      [[' '], 'surprisal: the question is empty'],
      [['--temperature', '9', question], 'surprisal: --temperature: it takes a number from 0 to 2'],
      [['--prompt-tokens', '7', question], 'surprisal: --prompt-tokens: it takes a number from 100 to 32000'],
      [['--template', template, question], `surprisal: ${template}: it holds {question} nowhere, and needs it once`],
    ] as const) {
      const run = ask(...parameters);
      assert.equal(run.code, 2, run.stdout);
      assert.deepEqual(messages(run), [message]);
    }
  });
});

describe('surprisal eval ask', function () {
  this.timeout(120_000);
  const lines = (...records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const collection = folderWith({
    'corpus.jsonl': lines(
      { _id: 'locks', title: 'Locks', text: 'A stale lock is taken over after 30 seconds by the next process.' },
      { _id: 'stemmers', title: 'Stemmers', text: 'Endings of words are taken off by the stemmers of Snowball.' },
      { _id: 'colours', title: 'Colours', text: 'The terminal gets colours unless NO_COLOR is set.' },
    ),
    'queries.jsonl': lines(
      { _id: '1', text: question },
      { _id: '2', text: 'Which stemmers take off endings of words?' },
    ),
    'qrels.tsv': 'query-id\tcorpus-id\tscore\n1\tlocks\t1\n2\tstemmers\t1\n',
  });

  it('tells what is cited, and what is refused without the documents that answer', () => {
    const keep = folderWith();
    const run = surprisal(['eval', 'ask', collection, '--no-rerank', '--keep', keep, '--format', 'json']);
    assert.equal(run.code, 0, run.stderr);
    const figures = JSON.parse(run.stdout) as Record<string, number>;
    assert.deepEqual(
      [figures['questions'], figures['first'], figures['firstThree'], figures['areaUnderCurve']],
      [2, 1, 1, 1],
    );
    const table = surprisal(['eval', 'ask', collection, '--no-rerank', '--keep', keep, '--off-topic', collection]);
    assert.match(table.stdout, /the same, first, % +100\.0\n/);
    assert.match(table.stdout, /refused on [^ ]+, % +[\d.]+\n/);
  });
});
