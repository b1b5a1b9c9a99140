import type { MaskedDocument } from '../../maskedDocument';
import { MaskBuilder } from '../maskBuilder';
import type { LatexParser } from '../parsers';
import type { RepeatedMask } from '../repeatedMask';
import { LatexMarksWriter } from './latexMarks';
import { type MaskedLatexPiece, maskLatexPiece } from './latexMasker';
import { cutLatex } from './latexPieces';
import { initialState } from './latexState';

/**
 * Masks LaTeX. Prose is what stands between `\begin{document}` and `\end{document}` (the whole, in a file that has
 * neither: a chapter), and the title and abstract before.
 */
export const maskLatex = (source: string, parser: LatexParser): MaskedDocument => {
  const steps = new LatexMask(parser).update(source);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

/** How many characters are parsed between two chances to stop: ten milliseconds at most. */
const CHARACTERS_A_STEP = 2000;
/** What a piece that is known costs, in characters parsed. */
const PIECE_COST = 10;

/** The mask of one LaTeX document through its edits: a piece that reads as one of the time before does is not parsed again. */
export class LatexMask implements RepeatedMask {
  private known = new Map<string, MaskedLatexPiece>();

  constructor(private readonly parser: LatexParser) {}

  *update(source: string): Generator<void, MaskedDocument> {
    const builder = new MaskBuilder(source);
    // The grammar takes a carriage return for a line break of its own, and two for a paragraph's end.
    const text = builder.source.replaceAll('\r\n', ' \n').replaceAll('\r', '\n');
    const { begin, end, readable, pieces } = cutLatex(text);
    if (begin === undefined && isPackage(text)) return builder.build();
    const writer = new LatexMarksWriter(builder);
    const present = new Map<string, MaskedLatexPiece>();
    let state = initialState(begin === undefined ? 'body' : 'preamble');
    let done = 0;
    for (const piece of pieces) {
      const { start } = piece;
      if (start === begin) state = initialState('body');
      if (start === end) break;
      const own = text.slice(start, piece.end);
      const read = readable.slice(start, piece.end);
      const key = [piece.kind, piece.ends, state.key, own, read === own ? '' : read].join('\0');
      let masked = this.known.get(key);
      done += PIECE_COST;
      if (masked === undefined) {
        masked = maskLatexPiece(piece, own, read, state, this.parser);
        this.known.set(key, masked);
        done += own.length;
      }
      if (done > CHARACTERS_A_STEP) {
        done = 0;
        yield;
      }
      present.set(key, masked);
      masked.marks.writeTo(writer, start);
      state = masked.state;
    }
    this.known = present;
    return builder.build();
  }
}

/** A package, class or definition file is code. */
const isPackage = (source: string): boolean =>
  /^[^%\n]*\\(?:ProvidesPackage|ProvidesClass|ProvidesFile|NeedsTeXFormat|ProvidesExplPackage|documentclass)\b/m.test(
    source.slice(0, 20_000),
  );
