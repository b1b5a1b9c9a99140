import assert from 'node:assert/strict';
import type { Node } from '@unified-latex/unified-latex-types';
import { parse } from '@unified-latex/unified-latex-util-parse';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/parsers';
import { LatexMask, maskLatex } from '../../server/src/text/markup/latex/latex';
import type { LatexParser } from '../../server/src/text/markup/parsers';
import { ABSENT, PLACEHOLDER } from '../../server/src/text/maskedDocument';

/** Macros whose argument unified-latex attaches, and that print it in the sentence. */
const dressing = ['emph', 'textbf', 'textit', 'textsc', 'underline'];
const quiet = ['label', 'cite', 'ref', 'index', 'vspace', 'eqref'];

const word = fc.constantFrom('tide', 'boats', 'The', 'rose', 'again', 'naïve', 'ships', 'well,', 'so.');
const space = fc.constantFrom(' ', '\n', '  ', '\n  ');

/** Well-formed LaTeX: what both readers must agree on. */
const { text } = fc.letrec<{ text: string; piece: string }>((tie) => ({
  text: fc.array(tie('piece'), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(word, space).map(([w, s]) => w + s),
    fc.constant('$x_{1} + y^{2}$ '),
    fc.constant('% a comment {\n'),
    fc.constant('\n\n'),
    fc.tuple(fc.constantFrom(...quiet), word).map(([macro, w]) => `\\${macro}{${w}} `),
    fc.constant('\\begin{equation}\n  a = b\n\\end{equation}\n'),
    fc.constant('\\begin{verbatim}\n  no \\prose{ $ %\n\\end{verbatim}\n'),
    fc.constant('\\verb|a{b$%| '),
    fc.tuple(fc.constantFrom(...dressing), tie('text')).map(([macro, inner]) => `\\${macro}{${inner.trim()}\n} `),
    tie('text').map((inner) => `{${inner.trim()}\n} `),
    fc
      .tuple(fc.constantFrom('quote', 'center', 'theorem'), tie('text'))
      .map(([name, inner]) => `\n\\begin{${name}}\n${inner.trim()}\n\\end{${name}}\n`),
    fc
      .array(tie('text'), { minLength: 1, maxLength: 3 })
      .map((items) => `\n\\begin{itemize}\n${items.map((item) => `\\item ${item.trim()}\n`).join('')}\\end{itemize}\n`),
  ),
}));

/** The words that unified-latex finds in text mode, arguments of quiet macros left out. */
const wordsOf = (nodes: readonly Node[]): string[] =>
  nodes.flatMap((node) => {
    if (node.type === 'string') return [node.content];
    if (node.type === 'macro') {
      if (node.content !== 'item' && !dressing.includes(node.content)) return [];
      return (node.args ?? []).flatMap((argument) => wordsOf(argument.content));
    }
    if (node.type === 'environment' || node.type === 'group' || node.type === 'root') return wordsOf(node.content);
    return [];
  });

const letters = (pieces: readonly string[]): string =>
  pieces
    .join(' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

let parser: LatexParser;

before(async () => {
  parser = (await loadParsers(['latex'])).latex!;
});

/** The prose of each block, without what stands for nouns. */
const read = (source: string): string[] => {
  const masked = maskLatex(source, parser);
  return masked.blocks.map(({ start, end }) =>
    masked.text.slice(start, end).replaceAll(ABSENT, '').replaceAll(PLACEHOLDER, ' '),
  );
};

describe('LaTeX that is well formed', () => {
  it('has the same words in the masked document as in the tree of unified-latex', () => {
    fc.assert(
      fc.property(text, (source) => {
        assert.equal(letters(read(source)), letters(wordsOf(parse(source).content)));
      }),
      { numRuns: 100 },
    );
  });

  it('has those words too where a paragraph is too long to be parsed at once', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 60, maxLength: 90 }), (texts) => {
        const source = texts.join('').replace(/\n\s*\n/g, '\n');
        assert.equal(letters(read(source)), letters(wordsOf(parse(source).content)));
      }),
      { numRuns: 4 },
    );
  });
});

describe('LaTeX through its edits', () => {
  const fragment = fc.oneof(
    text,
    fc.constantFrom(
      '{',
      '}',
      '$',
      '%',
      '\n\n',
      '\\begin{',
      '\\end{quote}',
      '\\item ',
      '\\verb|',
      '|',
      '\\section{',
      '\\',
      '\r\n',
    ),
    fc.constantFrom(
      '\\begin{document}',
      '\\end{document}',
      '\\MakeShortVerb{\\|}',
      '\\begin{verbatim}',
      '\\end{verbatim}',
    ),
  );
  const edit = fc.record({ at: fc.nat(1000), removed: fc.nat(20), inserted: fc.oneof(fc.constant(''), fragment) });

  it('reads as it does from scratch', () => {
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 12 }), (original, edits) => {
        const mask = new LatexMask(parser);
        let source = original;
        for (const { at, removed, inserted } of edits) {
          const from = at % (source.length + 1);
          source = source.slice(0, from) + inserted + source.slice(from + removed);
          const steps = mask.update(source);
          let step = steps.next();
          while (step.done !== true) step = steps.next();
          assert.deepEqual(step.value, maskLatex(source, parser));
        }
      }),
      { numRuns: 60 },
    );
  });
});
