import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnalysisPass, AnalysisRequest, Analyzer } from '../../server/src/analysis/analyzer';
import { resolveSettings } from '../../server/src/configuration/settings';
import { loadDictionary } from '../../server/src/platform/dictionaries';
import { loadAnalyzer } from '../../server/src/platform/models';

const markdown = `---
title: A letter with mistaeks
---
# Notes on the the garden

I recieve many letters. Some of them are are about *the* garden; others [link][a] and \`code\`.

- An apple a day. Its an good idea.
- Then I went to teh shop.

> A quote with a **mistaek** in it.

$$
x = y
$$
where they are definately equal.

<svg><text>not prose</text></svg>

| name | text |
| --- | --- |
| one | an mistake |

[a]: https://example.org
<!-- surprisal-ignore recieve -->
`;

const documents: Readonly<Record<string, string>> = {
  markdown,
  plaintext:
    'I recieve many letters.\n\nSome of them are are definately long. Its an good idea.\n\n* one\n* to teh shop\n',
  latex: '\\section{A mistaek}\nI recieve \\emph{many} letters $x$.\n\nSome are are long.\n',
  python:
    '"""I recieve many letters."""\n# Some are are\n#  definately long.\ndef f(x):\n    """An mistake x.\n\n    Teh end.\n    """\n',
  go: 'package p\n\n// Fly definately flies.\nfunc Fly() {} // an mistake\n',
  html: '<h1>An mistake</h1><p>I recieve <em>many</em> letters.</p><pre>teh</pre>',
  restructuredtext: 'A mistaek\n=========\n\nI recieve *many* letters::\n\n   teh code\n\n.. note:: An mistake\n',
  asciidoc: '= A mistaek\n\nI recieve *many* letters.\n\n----\nteh\n----\n\nNOTE: An mistake\n',
  typescript:
    '/** I recieve many letters. */\nconst x = 1; // an mistake\n\n// Some are are\n// definately long.\nf(x);\n',
};

const fragments = [
  ...[
    'a',
    ' ',
    '\n',
    '\n\n',
    'teh ',
    '. ',
    '*',
    '`',
    '```\n',
    '$$\n',
    '<svg>',
    '</svg>',
    '[a]: x\n',
    '[a]',
    '> ',
    '- ',
    '# ',
  ],
  ...[
    '---\n',
    'The the ',
    'definately',
    '\u{1F600}',
    '\r\n',
    '<!-- surprisal-disable -->',
    '/* ',
    '*/',
    '% ',
    '\\',
    '{',
    '}',
  ],
];

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30 })),
  insert: fc.oneof(fc.constantFrom(...fragments), fc.constant('')),
});

const applied = (text: string, { at, remove, insert }: Edit): string => {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + insert + text.slice(from + remove);
};

const finish = (pass: AnalysisPass) => {
  while (pass.advance());
  return pass.report();
};

describe('incremental analysis', function () {
  this.timeout(120_000);
  const { proofreading: settings } = resolveSettings([]);
  const dictionary = loadDictionary([], []);
  let analyzer: Analyzer;
  const request = (languageId: string, text: string, version: number): AnalysisRequest => ({
    snapshot: { uri: 'file:///a', version, languageId, text },
    settings,
    dictionary,
  });

  before(async () => {
    analyzer = await loadAnalyzer();
    await analyzer.prepare(Object.keys(documents));
  });

  for (const [languageId, original] of Object.entries(documents)) {
    it(`finds after any edits what an analysis from scratch finds: ${languageId}`, () => {
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 25 }), fc.nat(9), (edits, left) => {
          const analysis = analyzer.follow(languageId);
          let text = original;
          for (const [version, one] of edits.entries()) {
            text = applied(text, one);
            const pass = analysis.start(request(languageId, text, version));
            // Now and then a pass is given up after a few steps.
            if (version % 3 === left % 3) {
              for (let step = 0; step < left && pass.advance(); step++);
            } else {
              assert.deepEqual(finish(pass), analyzer.analyze(request(languageId, text, version)));
            }
          }
          assert.deepEqual(
            finish(analysis.start(request(languageId, text, edits.length))),
            analyzer.analyze(request(languageId, text, edits.length)),
          );
        }),
        { numRuns: 60 },
      );
    });
  }

  it('judges first what is asked for first', () => {
    const paragraphs = Array.from({ length: 200 }, (_, index) => `Paragraph ${index} has a mistaek number ${index}.`);
    const text = paragraphs.join('\n\n');
    const from = text.indexOf('Paragraph 150');
    const pass = analyzer.follow('markdown').start(request('markdown', text, 1), [{ start: from, end: from + 20 }]);
    while (!pass.firstDone) assert.ok(pass.advance());
    const { findings } = pass.report();
    assert.deepEqual(
      findings.map(({ start }) => start),
      [text.indexOf('mistaek', from)],
    );
  });
});
