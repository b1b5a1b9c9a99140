import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArpa } from '../../server/src/lm/ngram/arpaReader';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { folderWith, messages, surprisal } from '../support/program';

const corpus = readFileSync(new URL('../fixtures/ngram/corpus.txt', import.meta.url), 'utf8');

describe('surprisal train ngram', () => {
  const folder = folderWith({
    'corpus.txt': corpus,
    'other.txt': 'The lamp is old.\n',
    'words.txt': 'the\nriver\n',
    'latin1.txt': Buffer.from('All is well.\nThe caf\u00e9 is near.\n', 'latin1'),
    'zeros.txt': new Uint8Array(1000),
    'empty.txt': '',
  });
  const train = (...parameters: string[]) => surprisal(['train', 'ngram', ...parameters], { cwd: folder });
  const model = (name: string) => NgramModel.read(readFileSync(join(folder, name)));

  it('trains a model, tells what it holds, and writes it as ARPA too', () => {
    const run = train('corpus.txt', '-o', 'a.bin', '--order', '3', '--arpa', 'a.arpa');
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, /43 sentences, \d+ tokens, 8\d words/);
    assert.match(run.stderr, /order 3: \d+ n-grams, discounts \d\.\d{3} \d\.\d{3} \d\.\d{3}/);
    assert.equal(model('a.bin').id, 'a');
    assert.equal(model('a.bin').order, 3);
    const arpa = readArpa(readFileSync(join(folder, 'a.arpa'), 'utf8').split('\n'));
    assert.equal(arpa.levels[2]!.logProbability.length, model('a.bin').description.ngrams[2]);
  });

  it('agrees with KenLM on tokenised text', () => {
    const run = train('corpus.txt', '-o', 'k.bin', '--order', '3', '--tokenized', '--arpa', 'k.arpa');
    assert.equal(run.code, 0, run.stderr);
    const probabilities = (text: string) =>
      new Map(
        text
          .split('\n')
          .flatMap((line) => (/^-\d/.test(line) ? [line.split('\t')] : []))
          .map(([p, words]) => [words!, Number(p)]),
      );
    const ours = probabilities(readFileSync(join(folder, 'k.arpa'), 'utf8'));
    const kenlm = probabilities(readFileSync(new URL('../fixtures/ngram/kenlm-3.arpa', import.meta.url), 'utf8'));
    for (const [words, value] of kenlm) assert.ok(Math.abs(ours.get(words)! - value) < 1e-4, words);
  });

  it('reads standard input, takes a word list, cut-offs and repetitions', () => {
    const run = surprisal(
      [
        'train',
        'ngram',
        '-',
        'other.txt',
        '-o',
        'b.bin',
        '--order',
        '2',
        '--vocabulary',
        'words.txt',
        '--cut-offs',
        '1',
        '--repeat',
        '1,5',
      ],
      { cwd: folder, input: corpus },
    );
    assert.equal(run.code, 0, run.stderr);
    assert.equal(model('b.bin').vocabularySize, 5);
  });

  const mistakes: readonly (readonly [string, string[], RegExp])[] = [
    ['a corpus that is not there', ['none.txt', '-o', 'x.bin'], /none\.txt: no such file/],
    [
      'a corpus in Latin-1',
      ['corpus.txt', 'latin1.txt', '-o', 'x.bin'],
      /latin1\.txt: not valid UTF-8 \(line 2, byte 20\); /,
    ],
    ['a binary corpus', ['zeros.txt', '-o', 'x.bin'], /zeros\.txt: a binary file, not text; leave it out$/m],
    ['a list of words in Latin-1', ['corpus.txt', '-o', 'x.bin', '--exclude', 'latin1.txt'], /latin1\.txt: not valid/],
    ['a corpus without a sentence', ['empty.txt', '-o', 'x.bin'], /no sentence/],
    ['an order out of range', ['corpus.txt', '-o', 'x.bin', '--order', '7'], /order must be 1 to 5/],
    ['cut-offs that fall', ['corpus.txt', '-o', 'x.bin', '--cut-offs', '2,1'], /may not fall/],
    ['a vocabulary of no words', ['corpus.txt', '-o', 'x.bin', '--vocabulary', '0'], /takes a number from 1/],
    ['words for numbers', ['corpus.txt', '-o', 'x.bin', '--cut-offs', 'many'], /Write whole numbers/],
    ['repetitions that do not fit', ['corpus.txt', '-o', 'x.bin', '--repeat', '1,2'], /give one for each/],
    ['a folder for output that is not there', ['corpus.txt', '-o', 'no/x.bin'], /no\/x\.bin: cannot be written/],
    ['no output', ['corpus.txt'], /--output/],
  ];
  for (const [what, parameters, message] of mistakes)
    it(`refuses ${what} in one line`, () => {
      const run = train(...parameters);
      assert.equal(run.code, 2);
      assert.equal(messages(run).length, 1, run.stderr);
      assert.match(run.stderr, message);
      assert.ok(!existsSync(join(folder, 'x.bin')));
    });
});
