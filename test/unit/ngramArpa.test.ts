import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readArpa } from '../../server/src/lm/ngram/arpaReader';
import { writeArpa } from '../../server/src/lm/ngram/arpaWriter';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/ngram/${name}`, import.meta.url), 'utf8');
const lines = (text: string) => text.split('\n');

const small = `\\data\\
ngram 1=5
ngram 2=2

\\1-grams:
-1\t<unk>
0\t<s>\t-0.3
-0.5\t</s>
-0.6\ta\t-0.2
-0.7\tb

\\2-grams:
-0.1\t<s> a
-0.4\ta b

\\end\\
`;

describe('ARPA files', () => {
  it('are written as they were read', () => {
    for (const name of ['kenlm-3.arpa', 'kenlm-4-cut-0-1-2.arpa']) {
      const written = [...writeArpa(readArpa(lines(fixture(name))))].join('');
      const again = [...writeArpa(readArpa(lines(written)))].join('');
      assert.equal(again, written);
      const values = (text: string) =>
        new Map(
          lines(text)
            .map((line) => line.split('\t'))
            .filter((f) => f.length > 1)
            .map((f) => [f[1]!, f]),
        );
      const expected = values(fixture(name));
      const actual = values(written);
      assert.equal(actual.size, expected.size);
      for (const [words, fields] of expected) {
        if (words === '<s>') continue;
        assert.ok(Math.abs(Number(actual.get(words)![0]) - Number(fields[0])) < 1e-5, words);
        assert.ok(Math.abs(Number(actual.get(words)![2] ?? 0) - Number(fields[2] ?? 0)) < 1e-5, words);
      }
    }
  });

  it('may have Windows line ends and spaces for tabs', () => {
    const model = readArpa(lines(small.replaceAll('\t', ' ').replaceAll('\n', '\r\n')));
    assert.deepEqual(model.vocabulary.words, ['<unk>', '<s>', '</s>', 'a', 'b']);
    assert.equal(model.levels[1]!.logProbability.length, 2);
  });

  it('may leave out suffixes, which get their backed-off probability', () => {
    const text = small
      .replace('ngram 2=2', 'ngram 2=1\nngram 3=1')
      .replace('-0.4\ta b\n', '')
      .replace('\\end\\', '\\3-grams:\n-0.2\t<s> a b\n\n\\end\\');
    const model = readArpa(lines(text));
    const bigrams = model.levels[1]!;
    assert.equal(bigrams.logProbability.length, 2);
    const restored = bigrams.logProbability.find((value) => Math.abs(value / Math.LN10 + 0.9) < 1e-6);
    assert.ok(restored !== undefined, 'P(b | a) is the back-off of a, -0.2, and P(b), -0.7');
  });

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['no \\data\\', small.replace('\\data\\', 'data'), /line 1: expected \\data\\/],
    [
      'a header that announces too many',
      small.replace('ngram 2=2', 'ngram 2=3'),
      /line 16: 2 2-grams where the header announces 3/,
    ],
    ['a header that announces too few', small.replace('ngram 2=2', 'ngram 2=1'), /line 14: expected \\end\\/],
    ['a word that is no number', small.replace('-0.4', 'minus'), /line 14: "minus" is not a number/],
    ['a probability above 1', small.replace('-0.4', '0.4'), /line 14: log probability 0.4 is above 0/],
    ['an unknown word', small.replace('a b', 'a c'), /line 14: "c" is not among the 1-grams/],
    ['too few words', small.replace('a b', 'b'), /line 14: a log probability, 2 words/],
    [
      'a missing context',
      small.replace('ngram 2=2', 'ngram 2=2\nngram 3=1').replace('\\end\\', '\\3-grams:\n-1\tb a b\n\n\\end\\'),
      /"b a b" is listed, but not its context "b a"/,
    ],
    ['a repeated n-gram', small.replace('<s> a', 'a b'), /listed twice/],
    ['an end in the middle', small.slice(0, small.indexOf('\\2')), /expected \\2-grams:, found the end of the file/],
    ['nothing in it', '', /expected \\data\\, found the end of the file/],
    [
      'a size beyond all memory',
      small.replace('ngram 2=2', 'ngram 2=2000000000'),
      /2 2-grams where the header announces 2000000000/,
    ],
  ];
  for (const [what, text, message] of broken)
    it(`are refused with the line when they have ${what}`, () => {
      assert.throws(() => readArpa(lines(text)), { name: 'ArpaError', message });
    });
});
