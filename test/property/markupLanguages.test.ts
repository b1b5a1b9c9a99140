import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/parsers';
import { maskDocument } from '../../server/src/text/markup/maskDocument';
import type { Parsers } from '../../server/src/text/markup/parsers';
import { sourceLanguages } from '../../server/src/text/markup/sourceCode/sourceCodeGrammars';
import { assertMasked, readBlocks } from '../support/maskedBlocks';

/** Marks of each language, to be strewn among words: whatever opens, closes, escapes or begins a line. */
const marks: Readonly<Record<string, readonly string[]>> = {
  latex: [
    '\\',
    '{',
    '}',
    '[',
    ']',
    '$',
    '$$',
    '%',
    '&',
    '~',
    '#1',
    "''",
    '``',
    '---',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '\\\\',
    '\\%',
    "\\'e",
    '\\"{\\i}',
    '\\c c',
    '\\begin{document}',
    '\\end{document}',
    '\\begin{itemize}',
    '\\item',
    '\\end{itemize}',
    '\\begin{equation}',
    '\\end{equation}',
    '\\begin{verbatim}',
    '\\end{verbatim}',
    '\\begin{tabular}{ll}',
    '\\end{tabular}',
    '\\begin{figure}',
    '\\end{figure}',
    '\\caption{',
    '\\section{',
    '\\emph{',
    '\\footnote{',
    '\\cite[p.~1]{a}',
    '\\verb|x|',
    '\\verb',
    '\\href{a}{',
    '\\texorpdfstring{',
    '\\newcommand{\\a}',
    '\\LaTeX',
    '\\foo',
    '\\enquote{',
    '\\iffalse',
    '\\fi',
    '\\MakeShortVerb{\\|}',
    '|',
    '"',
  ],
  restructuredtext: [
    '=====',
    '-----',
    '..',
    '.. note::',
    '.. code-block:: a',
    '.. _a: b',
    '.. [1]',
    '.. |a| image:: b',
    '::',
    '``',
    '`',
    '*',
    '**',
    '|',
    '_',
    '__',
    '`_',
    ':ref:`',
    ':a:',
    '- ',
    '* ',
    '1. ',
    '#. ',
    '>>> ',
    '+---+',
    '| a |',
    '[1]_',
    '   ',
    '\t',
    '\\',
    'http://a.org/',
    '== ==',
    'a:\n',
  ],
  asciidoc: [
    '= ',
    '== ',
    '.Title',
    '----',
    '....',
    '====',
    '****',
    '____',
    '++++',
    '|===',
    '|',
    '////',
    '//',
    '[source]',
    '[[a]]',
    ':a: b',
    '{a}',
    'NOTE: ',
    '* ',
    '. ',
    '- ',
    'a:: ',
    '+',
    '<<a,',
    '>>',
    'link:a[',
    ']',
    'http://a.org/[',
    'image::a[]',
    'ifdef::a[]',
    'include::a[]',
    '`',
    '*',
    '_',
    '#',
    '^',
    '"`',
    '`"',
    'kbd:[',
    'footnote:[',
    'pass:[',
    '\\',
    '--',
    ' +',
    '<1>',
    "''",
  ],
  plaintext: ['-', '\t'],
};
const codeMarks = [
  '//',
  '/*',
  '*/',
  '/**',
  '///',
  '//!',
  ' * ',
  '#',
  '"""',
  "'''",
  '"',
  "'",
  '`',
  '```',
  '@param ',
  '@example',
  '{@link',
  '}',
  '<p>',
  '<code>',
  '</code>',
  '<pre>',
  ':param a:',
  '>>> ',
  'Args:',
  '-----',
  'def f():',
  'class A:',
  '\\code',
  '\\endcode',
  '=begin',
  '=end',
  '<?php',
  '{',
  '(',
  ')',
  ';',
  '#!/bin/sh',
  'TODO(x): ',
  '[`a`]',
  '**',
  '=',
  'f(x)',
  'https://a.org/',
  '::',
  '&lt;',
  '%s',
  '- ',
  '    ',
];

const words = [
  'word',
  'Words',
  'naïve',
  'e\u0301',
  '😀',
  '\u200b',
  'a',
  'I',
  'foo_bar',
  '.',
  ',',
  '?',
  ' ',
  ' ',
  ' ',
  '\n',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\uE000',
  '\uE001',
  '\ud800',
];

const sourceOf = (languageId: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...words),
        fc.constantFrom(...(marks[languageId] ?? codeMarks)),
        fc.string({ unit: 'binary-ascii', maxLength: 4 }),
      ),
      { maxLength: 80 },
    )
    .map((pieces) => pieces.join(''));

/** What a mask may show instead of a character of the source: what a macro, a ligature, an entity or an attribute prints. */
const shown: Readonly<Record<string, RegExp>> = {
  latex: /[ %&$#_{}\u2013\u2014\u2018\u201c\u201d\u2026\u00a7\u00b6\u00c0-\u024f]|[\p{L}\p{M}]/u,
  restructuredtext: /(?!)/,
  asciidoc: /[\u2018\u2019\u201c\u201d]/,
};
const shownInComments = /[<>&"' \u2013\u2014\u2026]/;

describe('Markup of any text', () => {
  let parsers: Parsers = {};
  const languageIds = ['latex', 'restructuredtext', 'asciidoc', ...Object.keys(sourceLanguages)];

  before(async () => {
    parsers = await loadParsers(languageIds);
  });

  for (const languageId of languageIds)
    it(`is masked in its length, with disjoint blocks, in ${languageId}`, () => {
      fc.assert(
        fc.property(sourceOf(languageId), (text) => {
          assertMasked(
            text,
            maskDocument({ uri: 'file:///a', version: 1, languageId, text }, parsers),
            shown[languageId] ?? shownInComments,
          );
        }),
        { numRuns: languageId in sourceLanguages ? 60 : 300 },
      );
    });

  for (const languageId of ['latex', 'restructuredtext', 'asciidoc', 'typescript', 'python', 'rust'])
    it(`reads the same with either line break, in ${languageId}`, () => {
      const read = (text: string): string[] =>
        readBlocks(maskDocument({ uri: 'file:///a', version: 1, languageId, text }, parsers));
      fc.assert(
        fc.property(sourceOf(languageId), (text) => {
          const source = text.replaceAll('\r', '');
          assert.deepEqual(read(source.replaceAll('\n', '\r\n')), read(source));
        }),
        { numRuns: 150 },
      );
    });
});
