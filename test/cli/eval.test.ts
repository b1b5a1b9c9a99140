import assert from 'node:assert/strict';
import { join } from 'node:path';
import { folderWith, messages, surprisal } from '../support/program';

const kinds = ['spelling', 'context', 'gec', 'blimp', 'pairs', 'clean', 'perplexity'] as const;

describe('surprisal eval', () => {
  const folder = folderWith({
    'empty.txt': '',
    'blank.txt': '\n\n',
    'latin1.txt': Buffer.from('caf\u00e9\tcoffee\n', 'latin1'),
    'zeros.txt': new Uint8Array(1000),
    'prose/a.md': 'All is well here.\n',
    'prose/b.md': Buffer.from('A caf\u00e9 is near.\n', 'latin1'),
    'nothing/a.txt': '',
  });
  const evaluate = (...parameters: string[]) => surprisal(['eval', ...parameters], { cwd: folder });

  for (const kind of kinds) {
    it(`${kind} refuses what holds nothing to evaluate, or is no text, in one line`, () => {
      for (const [name, reason] of [
        ['empty.txt', /^surprisal: empty\.txt: nothing to evaluate; it (?:should hold|holds no) /],
        ['blank.txt', /^surprisal: blank\.txt: nothing to evaluate; it (?:should hold|holds no) /],
        ['latin1.txt', /^surprisal: latin1\.txt: not valid UTF-8 \(line 1, byte 3\); convert it, /],
        ['zeros.txt', /^surprisal: zeros\.txt: a binary file, not text; leave it out$/],
        ['gone.txt', /^surprisal: gone\.txt: no such file or directory$/],
      ] as const) {
        const run = evaluate(kind, name);
        assert.equal(run.code, 2, name);
        assert.equal(run.stdout, '', name);
        assert.equal(messages(run).length, 1, run.stderr);
        assert.match(messages(run)[0] ?? '', reason);
      }
    }).timeout(60_000);
  }

  it('leaves out of a folder what is no text, names it, and exits 2 as its figures are not of the whole', () => {
    for (const kind of ['clean', 'perplexity']) {
      const run = evaluate(kind, 'prose');
      assert.equal(run.code, 2);
      assert.deepEqual(messages(run), [
        `surprisal: left out ${join('prose', 'b.md')}: not valid UTF-8 (line 1, byte 5); convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8`,
      ]);
      assert.notEqual(run.stdout, '');
      assert.equal(evaluate(kind, 'nothing').code, 2);
    }
  });

  it('says which models there are not', () => {
    for (const kind of ['perplexity', 'blimp', 'pairs']) {
      const withPairs = folderWith({ 'a.jsonl': '{"good":"It is.","bad":"It are.","type":"x"}', 'a.md': 'It is.\n' });
      const run = surprisal(['eval', kind, '.', '--model', 'gone'], { cwd: withPairs });
      assert.equal(run.code, 2);
      assert.deepEqual(messages(run), ['surprisal: no model is called "gone"; see surprisal models list']);
    }
  });

  it('counts no sentence where there is none', () => {
    const withGaps = folderWith({ 'a.md': 'All is well here.\n\n<!-- nothing -->\n\n---\n\n> \n\n- \n' });
    const run = surprisal(['eval', 'perplexity', '--format', 'json', 'a.md'], { cwd: withGaps });
    const { sentences, tokens } = JSON.parse(run.stdout) as { sentences: number; tokens: number };
    assert.deepEqual([sentences, tokens], [1, 6]);
  });
});
