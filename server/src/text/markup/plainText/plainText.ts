import type { BlockKind, MaskedDocument } from '../../maskedDocument';
import { eachUrl } from '../bareUrl';
import { MaskBuilder } from '../maskBuilder';
import type { RepeatedMask } from '../repeatedMask';
import {
  hasColumns,
  isMachineLine,
  isRule,
  isUnderline,
  looksLikeCode,
  readLines,
  type TextLine,
} from './plainTextLines';

/** A letter takes a bracket: `A. Smith` may begin a line. */
const listMark = /^(?:[-*+•‣◦–—·o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,4})\)|\d{1,3}\.)[ \t]+(?=\S)/;
/** Markdown's and Org's headings turn up in plain text too. */
const headingMark = /^(?:#{1,6}|\*{2,6}) +(?=\S)/;
const inlineCode = /``[^`\n]{1,200}``|`[^`\n]{1,200}[`']/g;
const emphasis = /(?<![\p{L}\p{N}_*])([*_])(?=[\p{L}\p{N}])([^*_\n]{1,80})(?<=[\p{L}\p{N}.!?])\1(?![\p{L}\p{N}_*])/gu;
const startsLower = /^["'“‘([]*\p{Ll}/u;
const endsSentence = /[.!?…:]["'”’)\]]*$/;

/** From this many columns on, a group of lines may be an example. */
const CODE_INDENT = 4;
const LONGEST_HEADING = 70;
/** Longer paragraphs are plain prose; they are not searched for the marks of code. */
const LONGEST_SAMPLE = 4000;

/** How many groups of lines are masked between two chances to stop: a millisecond or two. */
const GROUPS_A_STEP = 64;

class PlainTextMasker {
  private inList = false;

  constructor(
    private readonly builder: MaskBuilder,
    private readonly from: number,
    private readonly to: number,
  ) {}

  /** Stops now and then, as a long text takes long. */
  *mask(): Generator<void, void> {
    let group: TextLine[] = [];
    let groups = 0;
    for (const line of readLines(this.builder.source, this.from, this.to)) {
      const blank = line.contentStart === line.end;
      if (group.length > 0 && (blank || line.quoteDepth !== group[0]!.quoteDepth)) {
        this.group(group);
        group = [];
        if (++groups % GROUPS_A_STEP === 0) yield;
      }
      if (!blank) group.push(line);
    }
    if (group.length > 0) this.group(group);
  }

  private textOf(line: TextLine): string {
    return this.builder.source.slice(line.contentStart, line.end);
  }

  /** Lines without a blank one between them. */
  private group(lines: readonly TextLine[]): void {
    const first = lines[0]!;
    const startsItem = listMark.test(this.textOf(first));
    if (first.indent === 0 && !startsItem) this.inList = false;
    const indented = first.indent >= CODE_INDENT && !startsItem;
    if (looksLikeCode(this.sample(lines), !indented ? 'flush' : this.inList ? 'inList' : 'indented')) return;
    const columns = lines.length > 1 ? lines.filter((line) => hasColumns(this.textOf(line))).length : 0;
    if (columns > 1 && columns >= 0.6 * lines.length) return;
    this.paragraphs(lines);
  }

  /** The beginning of a group, without what is known not to be prose. */
  private sample(lines: readonly TextLine[]): string {
    let sample = '';
    for (const line of lines) {
      const text = this.textOf(line);
      if (!isMachineLine(text)) sample += `${text}\n`;
      if (sample.length > LONGEST_SAMPLE) return sample.slice(0, LONGEST_SAMPLE);
    }
    return sample;
  }

  private paragraphs(lines: readonly TextLine[]): void {
    let width = 0;
    for (const one of widths(lines)) width = Math.max(width, one);
    let open: TextLine[] = [];
    let kind: BlockKind = 'paragraph';
    const close = (as: BlockKind): void => {
      if (open.length > 0) this.block(as, open);
      open = [];
    };
    for (const [index, line] of lines.entries()) {
      const text = this.textOf(line);
      if (isRule(text)) {
        close(open.length === 1 && isUnderline(text) ? 'heading' : kind);
        continue;
      }
      if (isMachineLine(text)) {
        close(kind);
        continue;
      }
      const item = listMark.exec(text);
      const heading = item === null ? headingMark.exec(text) : null;
      const mark = (item ?? heading)?.[0].length ?? 0;
      const previous = open[open.length - 1];
      if (mark > 0 || (previous !== undefined && this.isSetApart(previous, text, width))) close(kind);
      if (item !== null) this.inList = true;
      if (open.length === 0) {
        const base = line.quoteDepth > 0 ? 'quote' : 'paragraph';
        kind = heading !== null ? 'heading' : item !== null ? 'listItem' : base;
      }
      open.push(mark > 0 ? { ...line, contentStart: line.contentStart + mark } : line);
      if (heading !== null) close('heading');
      else if (index === 0 && lines.length === 1 && item === null && kind === 'paragraph' && isTitle(text))
        kind = 'heading';
    }
    close(kind);
  }

  /**
   * Whether a new line was begun on purpose before `next`: the line before had room for its first word, by far, and it does not go
   * on in lower case. Lines longer than a page is wide are paragraphs of their own.
   */
  private isSetApart(previous: TextLine, next: string, width: number): boolean {
    if (startsLower.test(next)) return false;
    const length = previous.end - previous.start;
    if (width > 120) return length > 120 || endsSentence.test(this.textOf(previous));
    return length + 1 + next.search(/\s|$/) < 0.7 * width;
  }

  private block(kind: BlockKind, lines: readonly TextLine[]): void {
    const { builder } = this;
    for (const [index, line] of lines.entries()) {
      // Blanks at a line's end, quote marks and indentation at the next's start are no more than the line break between them.
      if (index > 0) builder.absent(line.start, line.contentStart);
      if (index < lines.length - 1) builder.absent(line.end, lineBreakBefore(builder.source, lines[index + 1]!.start));
    }
    const start = lines[0]!.contentStart;
    const end = lines[lines.length - 1]!.end;
    const text = builder.source.slice(start, end);
    eachUrl(builder.source, start, end, (from, to) => builder.placeholder(from, to));
    if (text.includes('`'))
      for (const code of text.matchAll(inlineCode))
        builder.placeholder(start + code.index, start + code.index + code[0].length);
    if (text.includes('*') || text.includes('_'))
      for (const mark of text.matchAll(emphasis)) {
        builder.absent(start + mark.index, start + mark.index + 1);
        builder.absent(start + mark.index + mark[0].length - 1, start + mark.index + mark[0].length);
      }
    builder.block(kind, start, end);
  }
}

function* widths(lines: readonly TextLine[]): Iterable<number> {
  for (const line of lines) yield line.end - line.start;
}

const lineBreakBefore = (source: string, lineStart: number): number =>
  lineStart >= 2 && source.charCodeAt(lineStart - 1) === 0x0a && source.charCodeAt(lineStart - 2) === 0x0d
    ? lineStart - 2
    : lineStart - 1;

/** A single line that is no sentence. */
const isTitle = (text: string): boolean =>
  text.length <= LONGEST_HEADING && /^[\p{Lu}\p{N}]/u.test(text) && !/[.!?…,;:]["'”’)\]]*$/.test(text);

/** Masks plain text in a range of a document that is of another kind otherwise: a commit message's body. */
export const maskPlainRange = (builder: MaskBuilder, from: number, to: number): void => {
  for (const steps = new PlainTextMasker(builder, from, to).mask(); steps.next().done !== true; );
};

/**
 * Masks plain text. Blank lines separate paragraphs, hard-wrapped lines join, list and quotation marks are no part of
 * the prose; underlined and single short lines are headings; tables, logs, prompts and indented examples have no prose.
 */
export const maskPlainText = (source: string): MaskedDocument => {
  const builder = new MaskBuilder(source);
  maskPlainRange(builder, 0, source.length);
  return builder.build();
};

/** As `maskPlainText`, in steps. All is masked each time. */
export class PlainTextMask implements RepeatedMask {
  *update(source: string): Generator<void, MaskedDocument> {
    const builder = new MaskBuilder(source);
    yield* new PlainTextMasker(builder, 0, source.length).mask();
    yield;
    return builder.build();
  }
}
