import assert from 'node:assert/strict';
import { tinyArpa } from '../support/arpa';
import { folderWith, messages, records, surprisal } from '../support/program';

interface Totals {
  readonly logProbability: number;
  readonly tokens: number;
  readonly outOfVocabulary: number;
  readonly crossEntropyBits: number;
  readonly perplexity: number;
}
interface Token {
  readonly start: number;
  readonly end: number;
  readonly logProbability: number;
  readonly surprisalBits: number;
  readonly rank: number;
}
interface Line extends Totals {
  readonly text: string;
  readonly tokenScores?: readonly Token[];
}
interface Document extends Totals {
  readonly path: string;
  readonly sentences: readonly (Line & { readonly start: number; readonly end: number; readonly line: number })[];
}

const near = (actual: number, expected: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= 1e-3 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

describe('surprisal score', () => {
  const text = '# Title\n\nIt has no mistakes in it. The `code` and $x^2$ are *not* words.\n';
  const folder = folderWith({ 'a.md': text, 'b.md': 'A second document.\n', 'empty.md': '', 'tiny.arpa': tinyArpa });
  const score = (...parameters: string[]) => surprisal(['score', ...parameters], { cwd: folder });

  it('finds a sentence without mistakes likelier than one with', () => {
    const run = surprisal(['score', '--lines', '--format', 'jsonl', '-'], {
      input: 'It has no mistakes.\nIt has no mistaeks.\n',
    });
    assert.equal(run.code, 0);
    const [right, wrong] = records<Line>(run);
    assert.equal(right?.text, 'It has no mistakes.');
    assert.ok(right!.logProbability > wrong!.logProbability);
    assert.ok(right!.perplexity < wrong!.perplexity);
    assert.equal(wrong!.outOfVocabulary, 1);
  });

  it("gives each token's score with --tokens; they add up to the sentence's", () => {
    const run = surprisal(['score', '--lines', '--tokens', '--format', 'jsonl', '-'], { input: 'It has no mistakes.' });
    const { text: line, tokenScores = [], ...totals } = records<Line>(run)[0]!;
    assert.deepEqual(
      tokenScores.map(({ start, end }) => line.slice(start, end)),
      ['It', 'has', 'no', 'mistakes', '.', ''],
    );
    const sum = tokenScores.reduce((total, { logProbability }) => total + logProbability, 0);
    near(totals.logProbability, sum, 'log probability');
    near(totals.crossEntropyBits, -sum / 6 / Math.LN2, 'cross-entropy');
    near(totals.perplexity, Math.exp(-sum / 6), 'perplexity');
    for (const token of tokenScores) {
      near(token.surprisalBits, -token.logProbability / Math.LN2, 'surprisal');
      assert.ok(token.rank >= 1);
    }
  });

  it('scores a document by sentences, its markup masked, and as a whole', () => {
    const [document] = records<Document>(score('--format', 'jsonl', 'a.md'));
    const { sentences = [], tokens } = document!;
    assert.deepEqual(
      sentences.map(({ start, end, line }) => [line, text.slice(start, end).trim()]),
      [
        [1, 'Title'],
        [3, 'It has no mistakes in it.'],
        [3, 'The `code` and $x^2$ are *not* words.'],
      ],
    );
    assert.equal(
      tokens,
      sentences.reduce((sum, sentence) => sum + sentence.tokens, 0),
    );
    // The, and, are, not, words, full stop, end: neither the code nor the formula is scored.
    assert.equal(sentences[2]!.tokens, 7);
  });

  it('prints a table for people, one array as JSON', () => {
    const run = score('a.md', 'b.md');
    assert.equal(run.code, 0);
    const lines = run.stdout.split('\n');
    assert.equal(lines[0], '  bits/token  perplexity  tokens  text');
    assert.match(lines[2]!, /^ +\d+\.\d+ +\d+\.\d+ +8 {2}It has no mistakes in it\.$/);
    assert.match(run.stdout, / {2}b\.md, 1 sentence, log likelihood -\d+\.\d\d\n$/);
    const documents = JSON.parse(score('--format', 'json', 'a.md', 'empty.md').stdout) as readonly Document[];
    assert.deepEqual(
      documents.map(({ path }) => path),
      ['a.md', 'empty.md'],
    );
    assert.deepEqual(
      [documents[1]?.tokens, documents[1]?.logProbability, documents[1]?.perplexity, documents[1]?.sentences],
      [0, 0, 1, []],
    );
  });

  it('compares two documents and the distributions of their words', () => {
    const same = JSON.parse(score('--compare', 'a.md', 'a.md', '--format', 'json').stdout) as {
      documents: readonly Totals[];
      divergenceBits: { forward: number; backward: number };
    };
    assert.deepEqual(same.divergenceBits, { forward: 0, backward: 0 });
    assert.deepEqual(same.documents[0], same.documents[1]);
    const run = score('--compare', 'a.md', 'b.md', '--format', 'json');
    const { divergenceBits } = JSON.parse(run.stdout) as typeof same;
    assert.ok(divergenceBits.forward > 0 && divergenceBits.backward > 0);
    assert.match(score('--compare', 'a.md', 'b.md').stdout, /\n {2}a\.md from b\.md: \d+\.\d+ bits a word; most by /);
    const none = score('--compare', 'a.md', 'empty.md');
    assert.deepEqual([none.code, messages(none)], [2, ['surprisal: empty.md: no sentence to compare']]);
    const one = score('--compare', 'a.md');
    assert.deepEqual([one.code, messages(one)], [2, ['surprisal: --compare needs two files']]);
  });

  it('goes on after a file that cannot be read, and says which models there are not', () => {
    const run = score('--format', 'jsonl', 'gone.md', 'b.md');
    assert.equal(run.code, 2);
    assert.equal(records(run).length, 1);
    assert.deepEqual(messages(run), ['surprisal: gone.md: no such file or directory']);
    assert.match(score('--model', 'gone', 'a.md').stderr, /^surprisal: no model is called "gone"; /);
    assert.match(score('--model', 'tiny.arpa', 'a.md').stderr, /import ARPA files with surprisal models import\n$/);
    assert.match(score().stderr, /^surprisal: nothing to score; /);
  });
});
