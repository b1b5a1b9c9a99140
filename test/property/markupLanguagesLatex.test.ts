import assert from 'node:assert/strict';
import type { Node } from '@unified-latex/unified-latex-types';
import { parse } from '@unified-latex/unified-latex-util-parse';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/parsers';
import { maskLatex } from '../../server/src/text/markup/latex';
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

describe('LaTeX that is well formed', () => {
  let parser: LatexParser;

  before(async () => {
    parser = (await loadParsers(['latex'])).latex!;
  });

  it('has the same words in the masked document as in the tree of unified-latex', () => {
    fc.assert(
      fc.property(text, (source) => {
        const masked = maskLatex(source, parser);
        const words = masked.blocks.map(({ start, end }) =>
          masked.text.slice(start, end).replaceAll(ABSENT, '').replaceAll(PLACEHOLDER, ' '),
        );
        assert.equal(letters(words), letters(wordsOf(parse(source).content)));
      }),
      { numRuns: 100 },
    );
  });
});
