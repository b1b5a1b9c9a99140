import type { MaskedDocument } from '../maskedDocument';
import { LatexMarksWriter } from './latexMarks';
import { type LatexMode, type LatexState, maskLatexPiece } from './latexMasker';
import { cutLatex } from './latexPieces';
import { MaskBuilder } from './maskBuilder';
import type { LatexParser } from './parsers';

/**
 * Masks LaTeX. Prose is what stands between `\begin{document}` and `\end{document}` (the whole, in a file that has
 * neither: a chapter), and the title and abstract before.
 */
export const maskLatex = (source: string, parser: LatexParser): MaskedDocument => {
  const builder = new MaskBuilder(source);
  // The grammar takes a carriage return for a line break of its own, and two for a paragraph's end.
  const text = builder.source.replaceAll('\r\n', ' \n').replaceAll('\r', '\n');
  const { begin, end, readable, pieces } = cutLatex(text);
  if (begin === undefined && isPackage(text)) return builder.build();
  const writer = new LatexMarksWriter(builder);
  const initial = (mode: LatexMode): LatexState => ({ mode, kind: 'paragraph', environments: [], open: false });
  let state = initial(begin === undefined ? 'body' : 'preamble');
  for (const piece of pieces) {
    const { start } = piece;
    if (start === begin) state = initial('body');
    if (start === end) break;
    const masked = maskLatexPiece(piece, text.slice(start, piece.end), readable.slice(start, piece.end), state, parser);
    masked.marks.writeTo(writer, start);
    state = masked.state;
  }
  return builder.build();
};

/** A package, class or definition file is code. */
const isPackage = (source: string): boolean =>
  /^[^%\n]*\\(?:ProvidesPackage|ProvidesClass|ProvidesFile|NeedsTeXFormat|ProvidesExplPackage|documentclass)\b/m.test(
    source.slice(0, 20_000),
  );
