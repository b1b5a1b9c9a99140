import type { BlockKind } from '../maskedDocument';
import { readCharacterReference } from './characterReferences';
import type { MaskBuilder } from './maskBuilder';

/** A plural or participle ending right after inline code belongs to the noun: `` `Vec`s ``. */
const nounEnding = /(?:e?s|ed|ing)(?![\p{L}\p{N}_])/uy;
/** A line that goes on with the sentence of the line before. */
const continuation = /[\s>]*[*_~([]*\p{Ll}/uy;
const oneLineBreak = /^[ \t]*\r?\n[ \t>]*$/;

const matchesAt = (pattern: RegExp, text: string, position: number): RegExpExecArray | null => {
  pattern.lastIndex = position;
  return pattern.exec(text);
};

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/**
 * Masks the prose of one leaf block after another, in document order. What is asked for lies behind `position`; the text that is passed
 * over is prose, and only read for its line breaks.
 */
export class ProseCursor {
  /** Up to here all is masked. */
  position = 0;
  /** Where the current leaf block ends; 0 between two. */
  leafEnd = 0;
  kind: BlockKind = 'paragraph';
  /** Where the last noun ends. */
  nounEnd = -1;
  private blockStart = 0;
  private nextLineBreak = -1;
  /** Where the last mask ends that reads as a space or comes after one. */
  private spaceEnd = -1;
  /** The last block, held back because a displayed formula and the text after it may belong to it. */
  private pending:
    | { readonly kind: BlockKind; readonly start: number; readonly end: number; readonly formula: boolean }
    | undefined;

  /** @param text what was parsed: the builder's source, or as long */
  constructor(
    private readonly builder: MaskBuilder,
    private readonly text: string,
  ) {}

  start(kind: BlockKind, start: number, end: number): void {
    this.position = start;
    this.blockStart = start;
    this.leafEnd = end;
    this.kind = kind;
  }

  end(): void {
    this.through(this.leafEnd);
    this.closeBlock(this.leafEnd);
    this.leafEnd = 0;
  }

  /** Masks the text up to `end`: a line's indentation and trailing blanks are no more than the line break they surround. */
  private through(end: number): void {
    const { text, builder } = this;
    let position = this.position;
    for (;;) {
      if (this.nextLineBreak < position) {
        const found = text.indexOf('\n', position);
        this.nextLineBreak = found < 0 ? text.length : found;
      }
      const lineBreak = this.nextLineBreak;
      if (lineBreak >= end) break;
      const lineEnd = lineBreak > position && text.charCodeAt(lineBreak - 1) === 0x0d ? lineBreak - 1 : lineBreak;
      let blanks = lineEnd;
      while (blanks > position && isBlank(text.charCodeAt(blanks - 1))) blanks--;
      builder.absent(blanks, lineEnd);
      position = lineBreak + 1;
      while (position < end && isBlank(text.charCodeAt(position))) position++;
      builder.absent(lineBreak + 1, position);
      // A definition list's `: ` starts another block.
      if (text.charCodeAt(position) === 0x3a && isBlank(text.charCodeAt(position + 1))) {
        this.closeBlock(lineBreak);
        this.blockStart = position + 1;
      }
    }
    this.position = Math.max(this.position, end);
  }

  absent(from: number, to: number): void {
    this.through(from);
    this.builder.absent(from, to);
    this.position = to;
  }

  /** As `absent`, and of the white space on both sides only that before it is left. */
  leaveOut(from: number, to: number): void {
    let end = to;
    const afterSpace = from === this.blockStart || from === this.spaceEnd || isSpace(this.text.charCodeAt(from - 1));
    if (afterSpace) while (end < this.leafEnd && isSpace(this.text.charCodeAt(end))) end++;
    this.absent(from, end);
    if (afterSpace) this.spaceEnd = end;
  }

  /** With the plural ending that is written onto it. */
  noun(from: number, to: number): void {
    this.through(from);
    const end = this.nounEndingAfter(to);
    this.builder.placeholder(from, end);
    this.position = end;
    this.nounEnd = end;
  }

  nounEndingAfter(end: number): number {
    const ending = matchesAt(nounEnding, this.text, end);
    return ending !== null && end + ending[0].length <= this.leafEnd ? end + ending[0].length : end;
  }

  /** In running text a noun; on a line of its own it is set apart, unless the sentence goes on below it. */
  image(from: number, to: number): void {
    if (this.isAloneOnLine(from, to) && !this.goesOnAt(to)) this.boundary(from, to, this.kind);
    else this.noun(from, to);
  }

  characterReference(from: number, to: number): void {
    const shown = readCharacterReference(this.text.slice(from, to)) ?? '';
    if (shown !== ' ') {
      this.through(from);
      this.builder.replace(from, to, shown);
      this.position = to;
    } else if (this.spaceEnd === from || isSpace(this.text.charCodeAt(from - 1)) || isSpace(this.text.charCodeAt(to))) {
      this.absent(from, to);
      if (this.spaceEnd === from) this.spaceEnd = to;
    } else this.space(from, to);
  }

  private space(from: number, to: number): void {
    this.through(from);
    this.builder.space(from, to);
    this.position = to;
    this.spaceEnd = to;
  }

  /** As `lineBreak`, of Markdown's own, whose span ends with a line break. */
  hardBreak(from: number, to: number): void {
    if (!this.goesOnAt(to)) this.boundary(from, to, this.kind);
    // The line break itself stays.
    else this.absent(from, this.text.charCodeAt(to - 2) === 0x0d ? to - 2 : to - 1);
  }

  /** A `<br>` ends the block unless the sentence goes on after it. */
  lineBreak(from: number, to: number): void {
    if (!this.goesOnAt(to)) this.boundary(from, to, this.kind);
    else if (isSpace(this.text.charCodeAt(to)) || isSpace(this.text.charCodeAt(from - 1))) this.leaveOut(from, to);
    else this.space(from, to);
  }

  isAloneOnLine(from: number, to: number): boolean {
    const { text } = this;
    let before = from - 1;
    while (before >= this.blockStart && isBlank(text.charCodeAt(before))) before--;
    if (before >= this.blockStart && text.charCodeAt(before) !== 0x0a) return false;
    let after = to;
    while (after < this.leafEnd && isBlank(text.charCodeAt(after))) after++;
    return (
      after >= this.leafEnd ||
      text.charCodeAt(after) === 0x0a ||
      text.charCodeAt(after) === 0x0d ||
      text.charCodeAt(after) === 0x3c
    );
  }

  /** Ends the block before `from` and starts another of the same leaf at `to`. */
  boundary(from: number, to: number, kind: BlockKind): void {
    this.through(from);
    this.closeBlock(from);
    this.position = to;
    this.blockStart = to;
    this.kind = kind;
  }

  private closeBlock(end: number): void {
    const start = this.blockStart;
    if (start >= end) return;
    const { pending, kind } = this;
    if (pending?.formula && pending.kind === kind && this.isNextLine(pending.end, start) && this.goesOnAt(start)) {
      this.joinLines(pending.end, start);
      this.pending = { ...pending, end, formula: false };
      return;
    }
    this.flush();
    this.pending = { kind, start, end, formula: false };
  }

  displayedFormula(from: number, to: number): void {
    const { pending } = this;
    if (pending === undefined || !this.isNextLine(pending.end, from)) return;
    this.joinLines(pending.end, from);
    this.builder.placeholder(from, to);
    this.pending = { ...pending, end: to, formula: true };
  }

  /** Whether what stands at `position` goes on with a sentence. */
  private goesOnAt(position: number): boolean {
    return matchesAt(continuation, this.text, position) !== null;
  }

  private isNextLine(end: number, start: number): boolean {
    return start - end < 200 && oneLineBreak.test(this.text.slice(end, start));
  }

  private joinLines(end: number, start: number): void {
    const lineBreak = this.text.indexOf('\n', end);
    this.builder.absent(end, this.text.charCodeAt(lineBreak - 1) === 0x0d ? lineBreak - 1 : lineBreak);
    this.builder.absent(lineBreak + 1, start);
  }

  flush(): void {
    if (this.pending !== undefined) this.builder.block(this.pending.kind, this.pending.start, this.pending.end);
    this.pending = undefined;
  }
}
