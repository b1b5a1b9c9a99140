import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cleanEnvironment, folderWith, messages, programPath, records, surprisal } from '../support/program';

interface Line {
  readonly logProbability: number;
  readonly tokens: number;
  readonly tokenScores?: readonly {
    readonly start: number;
    readonly end: number;
    readonly logProbability: number;
    readonly surprisalBits: number;
    readonly rank?: number;
  }[];
}

const near = (actual: number, expected: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= 2e-3 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

describe('the neural model on the command line', function () {
  this.timeout(120_000);

  const score = (input: string, ...parameters: string[]) =>
    records<Line>(surprisal(['score', '--lines', '--format', 'jsonl', ...parameters, '-'], { input }));

  it('ranks what people say first, whichever of both models are asked', () => {
    const lists = [
      ['they play sausage rolls', 'they play rock and roll'],
      ['I went to home.', 'I went home.'],
      ['The keys to the cabinet is on the table.', 'The keys to the cabinet are on the table.'],
    ];
    const input = lists.map((texts) => JSON.stringify({ hypotheses: texts.map((text) => ({ text })) })).join('\n');
    for (const model of ['neural', 'mixed']) {
      const run = surprisal(['rank', '--model', model, '--format', 'text'], { input });
      assert.equal(run.code, 0, run.stderr);
      assert.deepEqual(
        run.stdout.trim().split('\n'),
        lists.map(([, better]) => better),
        model,
      );
    }
  });

  it('gives each subword with its rank; they tile the line and add up to its score', () => {
    const text = 'The caf\u00e9 has no mistaeks, \u{1f600} does it?';
    const [line] = score(text, '--model', 'neural', '--tokens');
    const tokens = line!.tokenScores!;
    assert.equal(tokens.length, line!.tokens);
    let end = 0;
    for (const token of tokens) {
      assert.equal(token.start, end);
      assert.ok(token.rank! >= 1);
      near(token.surprisalBits, -token.logProbability / Math.LN2, 'surprisal');
      end = token.end;
    }
    assert.deepEqual([tokens.at(-1)!.start, end], [text.length, text.length]);
    near(
      tokens.reduce((sum, { logProbability }) => sum + logProbability, 0),
      line!.logProbability,
      'log probability',
    );
    // The end of the line is among the likeliest after a question mark, what is misspelt is not.
    assert.ok(tokens.at(-1)!.rank! <= 20);
    assert.ok(tokens.some(({ rank }) => rank! > 1000));
  });

  it('mixes both models word by word', () => {
    const text = "It hasn't 3 mistakes.";
    const [line] = score(text, '--model', 'mixed', '--tokens');
    assert.deepEqual(
      line!.tokenScores!.map(({ start, end }) => text.slice(start, end)),
      ['It', "hasn't", '3', 'mistakes', '.', ''],
    );
    const of = (model: string) => score('This is a good example of a sentence.', '--model', model)[0]!.logProbability;
    // The mixture is at most log 2 a word worse than the better one, and here better than either.
    assert.ok(of('mixed') > of('neural'));
  });

  it('reads documents with their markup masked', () => {
    const folder = folderWith({ 'a.md': 'Run `make all` to *build* it.\n' });
    const run = surprisal(['score', '--model', 'neural', '--format', 'jsonl', 'a.md'], { cwd: folder });
    const [document] = records<{ model: string; sentences: readonly Line[] }>(run);
    assert.equal(document?.model, 'smollm2-135m');
    // Run, to, build, it, full stop, end.
    assert.equal(document?.sentences[0]?.tokens, 6);
  });

  it('evaluates pairs and perplexity with each model, words being what is compared', () => {
    const folder = folderWith({
      'pairs/a.jsonl': [
        { good: 'The cats near the door are hungry.', bad: 'The cats near the door is hungry.', paradigm: 'agreement' },
        { good: 'Nobody has ever seen it.', bad: 'Somebody has ever seen it.', paradigm: 'npi' },
      ]
        .map((pair) => JSON.stringify(pair))
        .join('\n'),
      'prose/a.md': 'The system is easy to use. It has been tested on several machines, and it works.\n',
    });
    const evaluate = <Type>(...parameters: string[]): Type => {
      const run = surprisal(['eval', ...parameters, '--format', 'json'], { cwd: folder });
      assert.equal(run.code, 0, run.stderr);
      return JSON.parse(run.stdout) as Type;
    };
    const blimp = evaluate<{ model: string; accuracy: number }>('blimp', 'pairs', '--model', 'neural');
    assert.deepEqual([blimp.model, blimp.accuracy], ['smollm2-135m', 1]);
    type Perplexity = { tokens: number; perplexity: number; perplexityOfNgram?: number; perplexityOfNeural?: number };
    const neural = evaluate<Perplexity>('perplexity', 'prose', '--model', 'neural');
    const mixed = evaluate<Perplexity>('perplexity', 'prose', '--model', 'mixed');
    assert.deepEqual([neural.tokens, mixed.tokens], [21, 21]);
    near(mixed.perplexityOfNeural!, neural.perplexity, 'of the neural model');
    assert.ok(mixed.perplexity < neural.perplexity && mixed.perplexity < mixed.perplexityOfNgram!);
  });

  it('ends with one line and code 2 where its files are missing or damaged', () => {
    const models = folderWith();
    for (const name of readdirSync('models').filter((file) => /^(?:ngram|lexicon|spelling)|\.json$/.test(file)))
      copyFileSync(join('models', name), join(models, name));
    for (const parameters of [
      ['score', '--lines', '--model', 'neural', '-'],
      ['rank', '--model', 'neural', '-'],
      ['score', '--lines', '--model', 'mixed', '-'],
    ]) {
      const run = surprisal(parameters, {
        input: '{"hypotheses":[{"text":"a"}]}\n',
        environment: { SURPRISAL_MODELS: models },
      });
      assert.equal(run.code, 2);
      assert.equal(run.stdout, '');
      assert.equal(messages(run).length, 1, run.stderr);
      assert.match(
        run.stderr,
        /^surprisal: The model file .*smollm2-135m.* is missing; .*; --model ngram does without$/m,
      );
    }
  });

  // Processes are told apart by their environment, which only Linux shows.
  (process.platform === 'linux' ? describe : describe.skip)('leaves no process behind', () => {
    const marked = (mark: string): number =>
      readdirSync('/proc').filter((id) => {
        if (!/^\d+$/.test(id)) return false;
        try {
          return readFileSync(`/proc/${id}/environ`, 'latin1').includes(`SURPRISAL_TEST_MARK=${mark}\0`);
        } catch {
          return false;
        }
      }).length;

    const until = async (condition: () => boolean, what: string): Promise<void> => {
      for (let i = 0; i < 600; i++) {
        if (condition()) return;
        await wait(50);
      }
      assert.fail(what);
    };

    const start = (mark: string): ChildProcess => {
      const program = spawn(process.execPath, [programPath, 'score', '--lines', '--model', 'neural', '-'], {
        env: { ...cleanEnvironment(), SURPRISAL_TEST_MARK: mark },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      program.stdin!.on('error', () => {});
      program.stdin!.end('This line takes its time, as there are many of it.\n'.repeat(20_000));
      return program;
    };

    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      it(`after ${signal}`, async () => {
        const mark = `${process.pid}.${signal}`;
        const program = start(mark);
        await until(() => marked(mark) === 2, 'the model was not started');
        const ended = once(program, 'exit');
        program.kill(signal);
        await ended;
        await until(() => marked(mark) === 0, 'a process is left');
      });
    }

    it('when it is done', async () => {
      const mark = `${process.pid}.done`;
      const run = surprisal(['score', '--lines', '--model', 'neural', '-'], {
        input: 'It is done.',
        environment: { SURPRISAL_TEST_MARK: mark },
      });
      assert.equal(run.code, 0);
      await until(() => marked(mark) === 0, 'a process is left');
    });
  });
});
