import assert from 'node:assert/strict';
import { folderWith, messages, type Run, type RunOptions, records, surprisal } from '../support/program';

interface Completion {
  readonly text: string;
  readonly logProbability: number;
  readonly finishReason: string;
  readonly seed: number;
}

const prompt = 'The children went to the';

describe('surprisal complete', function () {
  this.timeout(120_000);
  const complete = (parameters: readonly string[], options?: RunOptions): Run =>
    surprisal(['complete', '--max-tokens', '6', ...parameters], options);
  const completions = (parameters: readonly string[], options?: RunOptions): readonly Completion[] => {
    const run = complete(['--format', 'jsonl', ...parameters], options);
    assert.equal(run.code, 0, run.stderr);
    return records<Completion>(run);
  };

  it('prints what follows the prompt, the same for the same seed', () => {
    const once = complete(['--prompt', prompt, '--seed', '5']);
    assert.equal(once.code, 0, once.stderr);
    assert.match(once.stdout, /^ \p{L}.*\n$/su);
    assert.equal(complete(['--prompt', prompt, '--seed', '5']).stdout, once.stdout);
    assert.deepEqual(messages(once), []);
  });

  it('gives as many texts as asked, each with the seed that brings it again', () => {
    const texts = completions(['--prompt', prompt, '--count', '3', '--seed', '5', '--temperature', '1.5']);
    assert.deepEqual(
      texts.map(({ seed }) => seed),
      [5, 6, 7],
    );
    assert.equal(new Set(texts.map(({ text }) => text)).size, 3);
    const [again] = completions(['--prompt', prompt, '--seed', '7', '--temperature', '1.5']);
    assert.equal(again?.text, texts[2]?.text);
    for (const { logProbability, finishReason } of texts) {
      assert.ok(logProbability < 0);
      assert.equal(finishReason, 'length');
    }
    assert.equal(completions(['--prompt', prompt]).length, 1);
  });

  it('takes the likeliest at temperature 0, whatever the seed, and the more probable text has the greater log probability', () => {
    const [first] = completions(['--prompt', prompt, '--temperature', '0', '--seed', '1']);
    const [second] = completions(['--prompt', prompt, '--temperature', '0', '--seed', '2']);
    assert.equal(first?.text, second?.text);
    const [wild] = completions([
      '--prompt',
      prompt,
      '--temperature',
      '5',
      '--top-k',
      '0',
      '--top-p',
      '1',
      '--min-p',
      '0',
      '--seed',
      '1',
    ]);
    assert.ok(first!.logProbability > wild!.logProbability);
  });

  it('reads the prompt from standard input, or a file up to a place in it', () => {
    const greedy = ['--temperature', '0'];
    const expected = complete(['--prompt', prompt, ...greedy]).stdout;
    assert.equal(complete(greedy, { input: `${prompt}\n` }).stdout, expected);
    assert.equal(complete(['--prompt', '-', ...greedy], { input: prompt }).stdout, expected);
    const folder = folderWith({ 'story.txt': `${prompt} sea.\nThe end.\n` });
    assert.equal(
      complete(['story.txt', '--at', `1:${prompt.length + 1}`, ...greedy], { cwd: folder }).stdout,
      expected,
    );
  });

  it('ends before a stop sequence', () => {
    const free = completions(['--prompt', prompt, '--temperature', '0'])[0]!;
    const word = /\p{L}+$/u.exec(free.text.trim())![0];
    const [stopped] = completions(['--prompt', prompt, '--temperature', '0', '--stop', 'no such text', word]);
    assert.equal(stopped?.text, free.text.slice(0, free.text.indexOf(word)));
    assert.equal(stopped?.finishReason, 'stop');
  });

  it('fills a template, chooses among alternatives, keeps to a vocabulary, and leaves banned words out', () => {
    const [date] = completions([
      '--prompt',
      'It was signed on ',
      '--max-tokens',
      '20',
      '--pattern',
      '\\d{1,2} (May|June) 20\\d\\d',
    ]);
    assert.match(date!.text, /^\d{1,2} (May|June) 20\d\d$/);
    assert.equal(date!.finishReason, 'complete');

    const capitals = ['London', 'Paris', 'New York'];
    const [capital] = completions([
      '--prompt',
      'The capital of France is ',
      '--temperature',
      '0',
      '--alternatives',
      ...capitals,
    ]);
    assert.equal(capital?.text, 'Paris');

    const template = 'Dear {all|team}, thank you for {}.';
    const [letter] = completions([
      '--prompt',
      'Hello. ',
      '--constraint',
      template,
      '--seed',
      '3',
      '--max-tokens',
      '40',
    ]);
    assert.match(letter!.text, /^Dear (?:all|team), thank you for [^.!?{}\n]+\.$/);

    const folder = folderWith({ 'words.txt': '# what children know\nsea\nand\nthe # article\n\nzoo\n' });
    const [words] = completions(['--prompt', prompt, '--vocabulary', 'words.txt', '--seed', '3'], { cwd: folder });
    assert.match(words!.text, /^[\p{P}\s]+(?:sea|and|the|zoo)(?:[\p{P}\s]+(?:sea|and|the|zoo))*[\p{P}]*$/iu);

    const [free] = completions(['--prompt', prompt, '--temperature', '0']);
    const banned = /\p{L}+/u.exec(free!.text)![0];
    const [without] = completions(['--prompt', prompt, '--temperature', '0', '--ban', banned.toUpperCase()]);
    assert.doesNotMatch(without!.text, new RegExp(`\\b${banned}\\b`, 'i'));
  });

  it('prints an array as json, and several texts a line each as text', () => {
    const json = complete([
      '--prompt',
      'The answer is ',
      '--count',
      '2',
      '--format',
      'json',
      '--alternatives',
      'yes',
      'no',
    ]);
    assert.equal((JSON.parse(json.stdout) as readonly Completion[]).length, 2);
    const text = complete(['--prompt', 'The answer is ', '--count', '2', '--alternatives', 'yes', 'no']);
    assert.match(text.stdout, /^(yes|no)\n(yes|no)\n$/);
  });

  it('says when the text was cut before it matched', () => {
    const run = complete(['--prompt', 'x', '--pattern', '[a-z]{200}']);
    assert.equal(run.code, 0);
    assert.match(messages(run).join(), /cut after 6 tokens, before it was whole; raise --max-tokens/);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an empty prompt', ['--prompt', ''], /--prompt.*empty/],
    ['a prompt and a file', ['--prompt', 'a', 'b.txt'], /a file or --prompt/],
    ['a file that is not there', ['no-such.txt'], /no-such\.txt: no such file/],
    ['a place without a file', ['--prompt', 'a', '--at', '1:1'], /--at is a place in a file/],
    ['a place that is none', ['--at', '0:1', '-'], /LINE:COLUMN/],
    ['a line that is not there', ['--at', '9:1', '-'], /has 1 lines; there is no line 9/],
    ['a column that is not there', ['--at', '1:9', '-'], /line 1 ends at column 5; there is no column 9/],
    ['no text at all', ['--prompt', 'a', '--count', '0'], /--count is at least 1/],
    ['no length', ['--prompt', 'a', '--max-tokens', '0'], /--max-tokens is at least 1/],
    ['a temperature below 0', ['--prompt', 'a', '--temperature', '-1'], /--temperature is at least 0/],
    ['several of the likeliest', ['--prompt', 'a', '--temperature', '0', '--count', '2'], /writes the same text/],
    ['a share above 1', ['--prompt', 'a', '--top-p', '1.5'], /--top-p.*between 0 and 1/],
    ['a penalty of nothing', ['--prompt', 'a', '--repetition-penalty', '0'], /--repetition-penalty is above 0/],
    ['two constraints', ['--prompt', 'a', '--pattern', 'a', '--alternatives', 'b'], /exclude each other/],
    ['a template and a pattern', ['--prompt', 'a', '--pattern', 'a', '--constraint', '{b|c}'], /exclude each other/],
    ['a vocabulary that is not there', ['--prompt', 'a', '--vocabulary', 'no-such.txt'], /no-such\.txt: no such file/],
    ['a model that does not write', ['--prompt', 'a', '--model', 'ngram'], /only neural models write/],
    ['a model that is not there', ['--prompt', 'a', '--model', 'nobody'], /no neural model is called "nobody"/],
    ['a pattern that is none', ['--prompt', 'a', '--pattern', '('], /"\(" is no regular expression/],
    ['a pattern no template can use', ['--prompt', 'a', '--pattern', '\\bx'], /a word boundary/],
    ['alternatives that are all banned', ['--prompt', 'a ', '--alternatives', 'x', '--ban', 'x'], /no text meets/],
  ];
  for (const [what, parameters, message] of refused)
    it(`refuses ${what} in one line`, () => {
      const run = complete(parameters, { input: 'text' });
      assert.equal(run.code, 2);
      assert.equal(run.stdout, '');
      assert.equal(messages(run).length, 1, run.stderr);
      assert.match(run.stderr, message);
    });

  it('says why where there is no neural model', () => {
    const run = complete(['--prompt', 'a'], { environment: { SURPRISAL_MODELS: folderWith() } });
    assert.equal(run.code, 2);
    assert.match(
      run.stderr,
      /^surprisal: only the neural model writes, and it cannot answer: .*smollm2-135m.* missing/,
    );
  });
});
