import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWordVectors } from '../../server/src/learning/word2vec/vectorFile';
import { folderWith, messages, records, surprisal } from '../support/program';
import { topics, topicText } from '../support/wordCorpus';

interface Word {
  readonly word: string;
  readonly similarity: number;
}

const topicOf = (word: string): string | undefined => topics.find((topic) => word.startsWith(topic));

describe('surprisal train words', () => {
  const root = folderWith({ 'notes.md': topicText(1500) });
  const index = folderWith();
  const output = folderWith();
  const train = (name: string, ...parameters: string[]) =>
    surprisal(['train', 'words', '--index', index, '--threads', '1', '-o', join(output, name), ...parameters], {
      cwd: root,
    });

  it('writes vectors of the folder’s words in the binary format, and tells how many', () => {
    const run = train('words.bin', '--dimensions', '24');
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, /\d+ words learnt from \d+ occurrences in [\d.]+ s/);
    const vectors = readWordVectors(readFileSync(join(output, 'words.bin')));
    assert.equal(vectors.dimensions, 24);
    assert.deepEqual(
      vectors.nearest('reda', 5).map(({ word }) => topicOf(word)),
      Array(5).fill('red'),
    );
  });

  it('writes text, the same for the same seed with one thread', () => {
    const text = (seed: string) => {
      assert.equal(train('words.txt', '--text', '--epochs', '1', '--seed', seed).code, 0);
      return readFileSync(join(output, 'words.txt'), 'utf8');
    };
    const first = text('3');
    assert.match(first, /^\d+ 100\n/);
    assert.equal(text('3'), first);
    assert.notEqual(text('4'), first);
  });

  it('says in one line what cannot be, and writes nothing', () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['--negative', '0'], /nothing to learn from/],
      [['--learning-rate', '2'], /learningRate is a number from 0 to 1/],
      [['--minimum-count', '100000'], /give more text, or a lower minimumCount/],
      [['--architecture', 'glove'], /skip-gram, cbow/],
    ];
    for (const [parameters, message] of wrong) {
      const run = train('none.bin', ...parameters);
      assert.equal(run.code, 2);
      assert.equal(messages(run).length, 1);
      assert.match(run.stderr, message);
    }
    assert.equal(existsSync(join(output, 'none.bin')), false);
  });
});

describe('surprisal related --word', () => {
  const root = folderWith({ 'notes.md': topicText(1500) });
  const index = folderWith();
  const related = (...parameters: string[]) => surprisal(['related', '--index', index, ...parameters], { cwd: root });
  const words = (...parameters: string[]) => records<Word>(related('--format', 'jsonl', ...parameters));

  it('learns the words of a folder first, keeps them beside its index and does not learn them again', () => {
    const run = related('--word', 'redb', '--limit', '4');
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, /learning the words of this folder first/);
    const lines = run.stdout.trim().split('\n');
    assert.equal(lines.length, 4);
    for (const line of lines) assert.match(line, /^(?:0\.\d\d|1\.00) red[a-l]$/);
    const kept = readFileSync(join(index, 'words'));
    assert.equal(related('--word', 'redb').stderr, '');
    assert.ok(readFileSync(join(index, 'words')).equals(kept));
  });

  it('finds a word however it is written', () => {
    assert.deepEqual(words('--word', 'RedB'), words('--word', 'redb'));
  });

  it('says that a word is not known', () => {
    const run = related('--word', 'absent');
    assert.equal(run.code, 1);
    assert.match(run.stderr, /absent is not known: it does not come three times in this folder/);
  });

  it('learns anew when much has changed, or what was kept is damaged', () => {
    writeFileSync(join(root, 'more.md'), topicText(1500, 2).replaceAll('red', 'yellow'));
    assert.ok(words('--word', 'yellowa').every(({ word }) => word.startsWith('yellow')));
    const damaged = readFileSync(join(index, 'words'));
    damaged[damaged.length >> 1]! ^= 1;
    writeFileSync(join(index, 'words'), damaged);
    assert.equal(words('--word', 'yellowa').length, 10);
  });

  it('reads vectors from a file, and finds what is to one word as two others are', () => {
    const vectors = join(
      folderWith({ 'v.txt': '5 2\nKing 2 1\nqueen 2 -1\nman 1 1\nwoman 1 -1\napple -1 0\n' }),
      'v.txt',
    );
    const [first] = words('--vectors', vectors, '--word', 'King', '--word', 'woman', '--without', 'man');
    assert.equal(first?.word, 'queen');
    const broken = join(folderWith({ 'v.txt': '5 2\nking 2\n' }), 'v.txt');
    const run = related('--vectors', broken, '--word', 'king');
    assert.equal(run.code, 2);
    assert.equal(messages(run).length, 1);
  });
});

describe('surprisal search --expand', () => {
  it('looks for related words too, and says which', () => {
    const root = folderWith({
      'notes.md': topicText(1500),
      'answer.md': 'redb redc redd rede redf redg redh redi redj redk redl\n',
    });
    const search = (...parameters: string[]) =>
      surprisal(['search', '--index', join(root, '.index'), '--mode', 'bm25', '--format', 'jsonl', ...parameters], {
        cwd: root,
      });
    assert.equal(search('reda path:answer.md').code, 1);
    const expanded = search('--expand', 'reda path:answer.md');
    assert.equal(expanded.code, 0);
    assert.match(expanded.stderr, /also: red[b-l] \(0\.\d\d\), red[b-l] \(0\.\d\d\)/);
    assert.deepEqual(
      records<{ path: string }>(expanded).map(({ path }) => path),
      ['answer.md'],
    );
  });
});
