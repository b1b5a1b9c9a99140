import assert from 'node:assert/strict';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { plainCells } from '../../server/src/cli/report/cells';
import { excerptOf } from '../../server/src/cli/report/excerpt';
import { graphemeCells } from '../../server/src/cli/report/graphemeCells';
import { LineIndex } from '../../server/src/cli/report/lineIndex';
import { paletteFor, wantsColours } from '../../server/src/cli/report/style';
import { textReporter } from '../../server/src/cli/report/text';
import { documentWith, summaryOf } from '../support/reportedDocuments';

const reportOf = async (...parameters: Parameters<typeof documentWith>): Promise<readonly string[]> => {
  let output = '';
  const reporter = textReporter(
    (text) => {
      output += text;
    },
    { coloured: false, columns: 40 },
  );
  const document = documentWith(...parameters);
  reporter.begin();
  await reporter.document(document);
  reporter.end(summaryOf(document));
  return output.split('\n');
};

describe('the text report', () => {
  it('shows place, kind and reason, the line, a mark beneath it and the best candidates', async () => {
    assert.deepEqual(
      await reportOf('Dear Sir,\nit has mistaeks.\n', 'mistaeks', { candidates: ['mistakes', 'mistake'] }),
      [
        'a.md:2:8 spelling Not a word.',
        '  2 | it has mistaeks.',
        '    |        ^^^^^^^^ mistakes, mistake',
        '',
        '1 finding in 1 file, 3 words.',
        '',
      ],
    );
  });

  it('puts the mark right under tabs, wide characters, emoji and combining marks', async () => {
    for (const before of ['\t', 'a\tb\t', '漢字 ', '👩‍👩‍👧 🇩🇪 ', 'e\u0301 ', '\u200b x ', 'ｆｕｌｌ ']) {
      const [, line, mark] = await reportOf(`${before}teh end`, 'teh', { candidates: [] });
      const text = line!.slice('  1 | '.length);
      const indent = stringWidth(text.slice(0, text.indexOf('teh')));
      assert.equal(mark, `    | ${' '.repeat(indent)}^^^`, JSON.stringify(before));
    }
  });

  it('cuts a long line around the finding', async () => {
    const [, line, mark] = await reportOf(`${'lorem ipsum '.repeat(20)}teh ${'dolor sit '.repeat(20)}`, 'teh');
    assert.ok(line!.length <= 40, line);
    assert.match(line!, /^ {2}1 \| ….*teh.*…$/);
    assert.equal(mark!.indexOf('^'), line!.indexOf('teh'));
  });

  it('says in words what a candidate deletes, and marks white space', async () => {
    const [, , mark] = await reportOf('the the end', 'the ', { candidates: [''] });
    assert.equal(mark, '    | ^^^^ (delete)');
    const [, line, spaces] = await reportOf('two  spaces', '  ', { candidates: [' '] });
    assert.equal(line, '  1 | two  spaces');
    assert.equal(spaces, '    |    ^^ “ ”');
  });

  it('shows of a finding over several lines the first line', async () => {
    const [place, line, mark] = await reportOf('so the\r\nthe end', 'the\r\nthe', { candidates: ['the'] });
    assert.equal(place, 'a.md:1:4 spelling Not a word.');
    assert.equal(line, '  1 | so the');
    assert.equal(mark, '    |    ^^^ the');
  });

  it('lets no control character of the text reach the terminal', async () => {
    const output = (await reportOf('\x1b[31m teh \u202e \x07', 'teh')).join('');
    assert.doesNotMatch(output, /[\x1b\x07\u202e]/);
  });

  it('counts what was found, what can be fixed, what the baseline holds and what failed', () => {
    let output = '';
    const reporter = textReporter(
      (text) => {
        output += text;
      },
      { coloured: false, columns: 80 },
    );
    reporter.end({
      files: 5,
      words: 12_345,
      filesWithFindings: 2,
      findings: 3,
      safe: 2,
      inBaseline: 7,
      failures: [{ path: 'x', reason: 'y' }],
    });
    assert.equal(
      output,
      '3 findings in 2 of 5 files, 12,345 words; 2 can be fixed with --fix; 7 more in the baseline; 1 file could not be checked.\n',
    );
  });
});

describe('an excerpt', () => {
  it('fits its columns and holds the mark, for any line and span', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', ' ', '\t', '漢', '👩‍👩‍👧', 'e\u0301', '\u0007', '\ud800'),
      maxLength: 120,
    });
    fc.assert(
      fc.property(line, fc.nat(), fc.nat(), fc.integer({ min: 20, max: 60 }), (text, a, b, columns) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
        const excerpt = excerptOf(text, { start, end }, columns, graphemeCells);
        const width = stringWidth(excerpt.before + excerpt.marked + excerpt.after);
        assert.ok(width <= columns + 1, `${width} of ${columns}`);
        assert.equal(excerpt.markIndent, stringWidth(excerpt.before));
        assert.ok(excerpt.markWidth >= 1 && excerpt.markIndent + excerpt.markWidth <= columns + 1);
      }),
    );
  });

  it('of a line of megabytes takes no time', () => {
    const line = 'word '.repeat(400_000);
    const started = performance.now();
    const { marked } = excerptOf(line, { start: 1_000_000, end: 1_000_004 }, 80, plainCells);
    assert.equal(marked, 'word');
    assert.ok(performance.now() - started < 200);
  });
});

describe('colours', () => {
  it('are for terminals, unless NO_COLOR or FORCE_COLOR says otherwise', () => {
    assert.equal(wantsColours({ TERM: 'xterm' }, true), true);
    assert.equal(wantsColours({ TERM: 'xterm' }, false), false);
    assert.equal(wantsColours({ TERM: 'dumb' }, true), false);
    assert.equal(wantsColours({ TERM: 'xterm', NO_COLOR: '1' }, true), false);
    assert.equal(wantsColours({ TERM: 'xterm', NO_COLOR: '' }, true), true);
    assert.equal(wantsColours({ FORCE_COLOR: '1' }, false), true);
    assert.equal(wantsColours({ FORCE_COLOR: '0' }, true), false);
  });

  it('are not left on at the end of a text', () => {
    assert.equal(paletteFor(true).mark('x'), '\x1b[31mx\x1b[39m');
    assert.equal(paletteFor(false).mark('x'), 'x');
  });
});

describe('a line index', () => {
  it('knows lines ended by LF, CR LF and CR', () => {
    const index = new LineIndex('a\nbb\r\nccc\rd');
    assert.equal(index.count, 4);
    assert.deepEqual(
      [1, 2, 3, 4].map((line) => index.line(line)),
      [
        { start: 0, end: 1 },
        { start: 2, end: 4 },
        { start: 6, end: 9 },
        { start: 10, end: 11 },
      ],
    );
    assert.deepEqual(index.range({ start: 3, end: 7 }), { startLine: 2, startColumn: 2, endLine: 3, endColumn: 2 });
  });

  it('counts no line after a final line end, and none in an empty text', () => {
    assert.equal(new LineIndex('a\nb\n').count, 2);
    assert.equal(new LineIndex('a\n\n').count, 2);
    assert.equal(new LineIndex('').count, 0);
  });
});
