import assert from 'node:assert/strict';
import { join } from 'node:path';
import { folderWith, messages, surprisal } from '../support/program';

const kinds = ['spelling', 'context', 'gec', 'jfleg', 'blimp', 'pairs', 'clean', 'perplexity', 'completion'] as const;

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
      const run = evaluate(kind, 'prose', '--model', 'ngram');
      assert.equal(run.code, 2);
      assert.deepEqual(messages(run), [
        `surprisal: left out ${join('prose', 'b.md')}: not valid UTF-8 (line 1, byte 5); convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8`,
      ]);
      assert.notEqual(run.stdout, '');
      assert.equal(evaluate(kind, 'nothing', '--model', 'ngram').code, 2);
    }
  });

  it('says which models there are not', () => {
    for (const kind of ['perplexity', 'blimp', 'pairs', 'clean']) {
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

  const tokens = folderWith({
    'dev.m2':
      'S We recieve letters .\nA 1 2|||R:SPELL|||receive|||REQUIRED|||-NONE-|||0\n\nS All is well .\nA -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0\n\n',
    'dev/a.src': 'We recieve many letters .\nAll is well with us .\n',
    'dev/a.ref0': 'We receive many letters .\nAll is well with us .\n',
    'short/a.src': 'We recieve letters .\nAll is well .\n',
    'short/a.ref0': 'We receive letters .\n',
    'pairs_simple.jsonl': '{"rule":"A","bad":"We recieve letters.","goods":["We receive letters."]}',
    'examples_ok.jsonl': '{"rule":"A","good":"All is well."}',
  });

  it('gec hands its edits, the gold edits and the corrected text to other scorers, with the figures on standard error', () => {
    const exported = (what: string, ...parameters: string[]) =>
      surprisal(['eval', 'gec', 'dev.m2', '--model', 'ngram', '--format', 'json', '--export', what, ...parameters], {
        cwd: tokens,
      });
    assert.equal(exported('text').stdout, 'We receive letters .\nAll is well .\n');
    assert.match(exported('m2').stdout, /^S We recieve letters \.\nA 1 2\|\|\|R:spelling:[\w-]+\|\|\|receive\|\|\|/);
    const sample = exported('reference', '--every', '2');
    assert.equal(sample.stdout, 'S We recieve letters .\nA 1 2|||R:SPELL|||receive|||REQUIRED|||-NONE-|||0\n\n');
    const { model: _, ...figures } = JSON.parse(sample.stderr) as Record<string, unknown>;
    assert.deepEqual(figures, {
      sentences: 1,
      P: 100,
      R: 100,
      F05: 100,
      flaggedClean: 0,
      byType: { 'R:SPELL': { found: 1, of: 1 } },
      sample: { every: 2, of: 2 },
    });
  });

  it('jfleg compares with the source, and wants as many references as sentences', () => {
    const run = (folder: string) =>
      surprisal(['eval', 'jfleg', folder, '--model', 'ngram', '--format', 'json'], { cwd: tokens });
    const { gleu, sourceGleu, changed } = JSON.parse(run('dev').stdout) as Record<string, number>;
    // The source: its first sentence has 4 of 5 words right less 1, and no pairs, triples and so on: 9/11, 5/9, 4/7, 3/5.
    assert.deepEqual([gleu, sourceGleu, changed], [100, 62.83, 1]);
    const short = run('short');
    assert.equal(short.code, 2);
    assert.deepEqual(messages(short), [
      `surprisal: ${join('short', 'a.ref0')}: 1 lines for 2 of ${join('short', 'a.src')}`,
    ]);
  });

  it('languagetool counts errors that are found and right sentences that are flagged', () => {
    const run = surprisal(['eval', 'languagetool', '.', '--model', 'ngram', '--format', 'json'], { cwd: tokens });
    const { model: _, ...figures } = JSON.parse(run.stdout) as Record<string, unknown>;
    assert.deepEqual(figures, { pairs: 1, found: 1, corrected: 1, okSentences: 1, okFlagged: 0 });
  });

  it('checks as check does, with the neural model where it is asked for', function () {
    this.timeout(60_000);
    const text = 'He is interested for music.';
    const folder = folderWith({ 'dev.m2': 'S He is interested for music .\n\n', 'a.txt': text });
    const run = (...parameters: string[]) => surprisal([...parameters, '--model', 'neural'], { cwd: folder });
    const [checked] = JSON.parse(run('check', '--format', 'json', 'a.txt').stdout) as [
      { findings: { start: number; end: number; candidates: { replacement: string }[] }[] },
    ];
    const corrected = checked.findings.reduceRight(
      (sofar, { start, end, candidates }) => sofar.slice(0, start) + candidates[0]!.replacement + sofar.slice(end),
      text,
    );
    assert.notEqual(corrected, text);
    assert.equal(run('eval', 'gec', 'dev.m2', '--export', 'text').stdout, `${corrected.replace('.', ' .')}\n`);
  });
});
