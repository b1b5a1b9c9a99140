import { ABSENT, type BlockKind, PLACEHOLDER } from '../../maskedDocument';
import { LatexMarks } from './latexMarks';
import type { LatexContext, LatexMode, LatexState } from './latexState';
import { ligatureAt } from './latexText';

const special = /[~&#`'{}$\\\uE000\uE001]|-{2,3}/g;

/** Reads one piece of LaTeX from left to right and marks what it prints. Each mark goes from `position` on. */
export class LatexProse {
  readonly marks = new LatexMarks();
  mode: LatexMode;
  kind: BlockKind;
  /** What to come back to at the paragraph's end. */
  outer: LatexContext | undefined;
  open: boolean;
  /** Of the block that is open, in this piece. */
  blockStart = 0;
  /** What lies before is decided. */
  position = 0;

  /**
   * @param source the piece
   * @param readable the same as `LatexPieces` has it
   */
  constructor(
    readonly source: string,
    private readonly readable: string,
    state: LatexState,
  ) {
    this.mode = state.mode;
    this.kind = state.kind;
    this.outer = state.outer;
    this.open = state.open;
  }

  text(start: number, to: number): void {
    const { readable } = this;
    let from = start;
    special.lastIndex = start;
    for (let match = special.exec(readable); match !== null && match.index < to; match = special.exec(readable)) {
      this.visible(from, match.index);
      this.character(match.index);
      from = this.position;
      special.lastIndex = from;
    }
    this.visible(from, to);
    this.position = Math.max(this.position, to);
  }

  /** Characters that print nothing, or others than themselves. */
  private character(at: number): void {
    const { source, readable } = this;
    this.position = at;
    const character = readable[at]!;
    switch (character) {
      case '~':
        this.replace(at + 1, ' ');
        break;
      case '&':
        if (this.mode === 'table') this.closeBlock(at);
        this.absent(at + 1);
        break;
      case '#': {
        const parameter = /#+\d?/y;
        parameter.lastIndex = at;
        parameter.test(source);
        this.placeholder(parameter.lastIndex);
        break;
      }
      case ABSENT:
      case PLACEHOLDER: {
        let to = at + 1;
        while (readable[to] === character) to++;
        if (character === PLACEHOLDER) this.placeholder(to);
        else {
          if (source.startsWith('\\begin', at)) this.closeBlock(at);
          this.absent(to);
        }
        break;
      }
      case '{':
      case '}':
      case '$':
      case '\\':
        this.absent(at + 1);
        break;
      default: {
        const ligature = ligatureAt(source, at);
        if (ligature === undefined) this.visible(at, at + 1);
        else this.replace(at + ligature[0].length, ligature[1]);
        this.position = Math.max(this.position, at + 1);
      }
    }
  }

  private visible(start: number, to: number): void {
    if (this.mode === 'preamble' || this.mode === 'float' || start >= to) return;
    const text = this.source.slice(start, to);
    const offset = text.search(/\S/);
    if (offset < 0) return;
    this.openBlock(start + offset);
    if (/\p{L}/u.test(text)) this.marks.letter();
  }

  private openBlock(start: number): void {
    if (this.open || this.mode === 'preamble' || this.mode === 'float') return;
    this.open = true;
    this.blockStart = start;
    this.marks.open(this.kind, start);
  }

  paragraphEnd(at: number): void {
    this.closeBlock(at);
    // An argument does not go on past a paragraph's end: its brace was forgotten.
    if (this.outer === undefined) return;
    this.mode = this.outer.mode;
    this.kind = this.outer.kind;
    this.outer = undefined;
  }

  closeBlock(at: number): void {
    if (this.open) this.marks.close(at);
    this.open = false;
    if (this.kind === 'listItem') this.kind = 'paragraph';
  }

  /** What lies before `start` and was not visited, arguments that are no prose, is absent. */
  leaveOut(start: number): void {
    if (start > this.position) this.absent(start);
  }

  absent(to: number): void {
    if (to <= this.position) return;
    this.marks.absent(this.position, to);
    this.position = to;
  }

  placeholder(to: number): void {
    if (to <= this.position) return;
    this.openBlock(this.position);
    this.marks.placeholder(this.position, to);
    this.position = to;
  }

  replace(to: number, text: string): void {
    if (to <= this.position) return;
    if (text.trim() !== '') this.openBlock(this.position);
    if (/\p{L}/u.test(text)) this.marks.letter();
    this.marks.replace(this.position, to, text);
    this.position = to;
  }
}
