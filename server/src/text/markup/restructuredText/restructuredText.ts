import type { BlockKind, MaskedDocument } from '../../maskedDocument';
import { type MarkupLine, markupLinesOf } from '../markupLines';
import { MaskBuilder } from '../maskBuilder';
import { type DirectiveKind, directiveKind } from './restructuredTextDirectives';
import { maskRestructuredTextInline } from './restructuredTextInline';
import { maskSimpleTable, simpleTableEnd } from './restructuredTextTable';

/**
 * Masks reStructuredText (docutils, Sphinx). No parser for JavaScript tells where inline markup stands, so this reads
 * lines as the specification has them: structure is indentation and the marks at a line's start.
 */
export const maskRestructuredText = (source: string): MaskedDocument => {
  const masker = new RestructuredTextMasker(new MaskBuilder(source));
  return masker.mask();
};

const adornment = /^([!-/:-@[-`{-~])\1*$/;
const directive = /^\.\. (?:\|[^|\n]+\| +)?([A-Za-z0-9][\w:.+-]*?) ?::(?:\s+|$)/;
const footnote = /^\.\. \[[^\]\n]+\]\s+/;
const option = /^:[\w-]+(?: [\w-]+)*:(?:\s|$)/;
const field = /^:(?![\s:])((?:[^:\\\n]|\\.|:(?=[^\s`])){1,80}):(?:\s+|$)/;
const listMarker =
  /^(?:[-*+\u2022\u2023\u2043]|(?:\d{1,3}|#|[A-Za-z]|[ivxlcdm]{2,6})[.)]|\((?:\d{1,3}|#|[A-Za-z]|[ivxlcdm]{2,6})\))\s+(?=\S)/;
const optionEntry = /^(?:--?|\/)[\w?](?:\S| (?=\S))*(?: {2,}|$)/;
const signatureName = /[A-Za-z_]\w*/g;

class RestructuredTextMasker {
  private readonly lines: readonly MarkupLine[];
  private readonly names = new Set<string>();
  private index = 0;

  constructor(private readonly builder: MaskBuilder) {
    this.lines = markupLinesOf(builder.source);
  }

  mask(): MaskedDocument {
    this.collectNames();
    while (this.index < this.lines.length) this.element();
    return this.builder.build();
  }

  private text(line: MarkupLine | undefined): string {
    return line === undefined ? '' : this.builder.source.slice(line.start, line.end);
  }

  /** Parameters and names of signatures, which the text around emphasises. */
  private collectNames(): void {
    for (const line of this.lines) {
      if (line.end - line.start < 4 || !this.builder.source.startsWith('..', line.start)) continue;
      const text = this.text(line);
      const match = directive.exec(text);
      if (match !== null && directiveKind(match[1] ?? '', '') === 'body')
        for (const name of text.slice(match[0].length).match(signatureName) ?? []) this.names.add(name);
    }
  }

  /** Reads one element that starts at the current line, and moves on behind it. */
  private element(): void {
    const line = this.lines[this.index]!;
    if (isBlank(line)) {
      this.index++;
      return;
    }
    const text = this.text(line);
    if (this.title(line, text)) return;
    if (/^\.\.(?:\s|$)/.test(text)) this.explicit(line, text);
    else if (/^__ /.test(text)) this.skipBody(line.indent);
    else if (text.startsWith('>>> ')) this.skipParagraph();
    else if (/^\+(?:[-=]+\+)+$/.test(text)) this.skipGridTable();
    else if (/^=+(?: +=+)+$/.test(text)) this.simpleTable();
    else if (adornment.test(text) && text.length >= 2) this.adorned(text, line);
    else if (/^\|(?: |$)/.test(text)) this.lineBlock(line);
    else this.body(line, text);
  }

  /** Text with a line of marks beneath, and maybe above. */
  private title(line: MarkupLine, text: string): boolean {
    const next = this.lines[this.index + 1];
    if (adornment.test(text)) {
      const below = this.text(this.lines[this.index + 2]);
      if (below !== text || next === undefined || isBlank(next) || text.length < 2) return false;
      this.paragraph('heading', next.start, next.end);
      this.index += 3;
      return true;
    }
    const below = this.text(next);
    if (next === undefined || line.indent > 0 || next.indent > 0 || !adornment.test(below)) return false;
    if (below.length < 3 && below.length < text.length) return false;
    if (below === '::' || below === '..') return false;
    this.paragraph('heading', line.start, line.end);
    this.index += 2;
    return true;
  }

  /** A transition, or a bare `::` or `--`. */
  private adorned(text: string, line: MarkupLine): void {
    this.index++;
    if (text === '::') this.literal(line.indent);
  }

  private explicit(line: MarkupLine, text: string): void {
    const match = directive.exec(text);
    if (match !== null) {
      this.directive(line, text, match);
      return;
    }
    const note = footnote.exec(text);
    if (note === null) {
      // A comment or a target: what is indented beneath belongs to it.
      this.skipBody(line.indent);
      return;
    }
    this.body(line, text, note[0].length);
  }

  private directive(line: MarkupLine, text: string, match: RegExpExecArray): void {
    const name = match[1] ?? '';
    let from = match[0].length;
    const kind: DirectiveKind = directiveKind(name, text.slice(from));
    if (kind === 'code') {
      this.skipBody(line.indent);
      return;
    }
    if (/^(?:version|deprecated)/.test(name)) from += /^\S+(?:\s+|$)/.exec(text.slice(from))?.[0].length ?? 0;
    if (kind === 'prose' && from < text.length) {
      this.body(line, text, from);
      return;
    }
    if ((kind === 'title' || kind === 'table') && from < text.length)
      this.paragraph(/table$/.test(name) ? 'caption' : 'heading', line.start + from, line.end);
    this.index++;
    this.options(line.indent, kind === 'body');
  }

  /** Options right beneath a directive, and the other lines of its signature. */
  private options(indent: number, signatures: boolean): void {
    for (; this.index < this.lines.length; this.index++) {
      const line = this.lines[this.index]!;
      if (isBlank(line) || line.indent <= indent) return;
      if (option.test(this.text(line))) continue;
      if (!signatures) return;
    }
  }

  /** Passes the current line and all that is indented deeper than `indent`. */
  private skipBody(indent: number): void {
    this.index++;
    for (; this.index < this.lines.length; this.index++) {
      const line = this.lines[this.index]!;
      if (!isBlank(line) && line.indent <= indent) return;
    }
  }

  private skipParagraph(): void {
    while (this.index < this.lines.length && !isBlank(this.lines[this.index]!)) this.index++;
  }

  /** A cell's text is spread over lines that other cells share: no run of prose. */
  private skipGridTable(): void {
    while (/^[+|]/.test(this.text(this.lines[this.index]))) this.index++;
  }

  private simpleTable(): void {
    const end = simpleTableEnd(this.lines, this.index, (line) => this.text(line));
    if (end === undefined) {
      this.index++;
      return;
    }
    maskSimpleTable(this.builder.source, this.lines.slice(this.index, end), (start, to) =>
      this.paragraph('tableCell', start, to),
    );
    this.index = end;
  }

  private lineBlock(first: MarkupLine): void {
    for (; this.index < this.lines.length; this.index++) {
      const line = this.lines[this.index]!;
      const text = this.text(line);
      if (line.indent < first.indent || !/^\|(?: |$)/.test(text)) return;
      this.paragraph('paragraph', line.start + 1, line.end);
    }
  }

  /** The literal block after `::`: indented deeper, or each line quoted with the same mark. */
  private literal(indent: number): void {
    while (this.index < this.lines.length && isBlank(this.lines[this.index]!)) this.index++;
    const first = this.lines[this.index];
    if (first === undefined || first.indent < indent) return;
    if (first.indent > indent) {
      this.index--;
      this.skipBody(indent);
      return;
    }
    const quote = this.text(first).charAt(0);
    if (!/[!-/:-@[-`{-~]/.test(quote)) return;
    while (this.text(this.lines[this.index]).startsWith(quote)) this.index++;
  }

  /** A paragraph with whatever marks stand before it: list items, fields, options, terms. */
  private body(line: MarkupLine, text: string, skipped = 0): void {
    let from = skipped;
    let kind: BlockKind = 'paragraph';
    let indent = skipped > 0 ? undefined : line.indent;
    for (let marker = listMarker.exec(text.slice(from)); marker !== null; marker = listMarker.exec(text.slice(from))) {
      from += marker[0].length;
      kind = 'listItem';
      indent = line.indent + from;
    }
    const named = field.exec(text.slice(from));
    if (named !== null) {
      from += named[0].length;
      indent = undefined;
      if (isSilentField(named[1] ?? '', text.slice(from))) {
        this.skipBody(line.indent);
        return;
      }
    } else if (kind === 'paragraph') {
      const entry = optionEntry.exec(text);
      const next = this.lines[this.index + 1];
      const describes = next !== undefined && !isBlank(next) && next.indent > line.indent;
      if (entry !== null && (entry[0].length < text.length || describes)) {
        from = entry[0].length;
        indent = undefined;
        kind = 'listItem';
      }
    }
    this.index++;
    if (from >= text.length) return;
    this.lineRun(line, from, kind, indent);
  }

  /** Joins the lines that go on a paragraph: as deep as its text or, where that is not known, deeper than its first line. */
  private lineRun(first: MarkupLine, from: number, kind: BlockKind, indent: number | undefined): void {
    let last = first;
    let depth = indent;
    const opening = this.index;
    for (; this.index < this.lines.length; this.index++) {
      const line = this.lines[this.index]!;
      if (isBlank(line) || (depth === undefined ? line.indent <= first.indent : line.indent !== depth)) break;
      if (depth === undefined) depth = line.indent;
      // Neighbours in a list or a field list need no blank line between them.
      const text = this.text(line);
      if (
        line.indent === first.indent &&
        (/^\.\. /.test(text) || (kind === 'listItem' && listMarker.test(text)) || field.test(text))
      )
        break;
      if (this.index > opening && adornment.test(text) && text.length >= 3 && line.indent === 0) break;
      last = line;
    }
    const { source } = this.builder;
    const start = first.start + from;
    let end = last.end;
    const literal = source.endsWith('::', end) && end - start >= 2;
    if (literal) end -= source.charAt(end - 3) === ' ' || end - start === 2 ? 2 : 1;
    if (end < last.end) this.builder.absent(end, last.end);
    this.paragraph(kind, start, end);
    if (literal) this.literal(first.indent);
  }

  private paragraph(kind: BlockKind, start: number, end: number): void {
    if (!/\p{L}/u.test(this.builder.source.slice(start, end))) return;
    const { source } = this.builder;
    // `name - what it is`: a list's entries are often names.
    const name =
      kind === 'listItem' ? /^[A-Za-z]\w*_{0,2}(?= --? \S)/.exec(source.slice(start, start + 80))?.[0] : undefined;
    if (name !== undefined) this.builder.placeholder(start, start + name.length);
    maskRestructuredTextInline(this.builder, start, end, this.names);
    this.builder.block(kind, start, end);
  }
}

const isBlank = (line: MarkupLine): boolean => line.start === line.end;

/** Bibliographic fields, types, and values that are no sentence. */
const isSilentField = (name: string, value: string): boolean =>
  /^(?:Authors?|Contact|Address|Organization|Version|Status|Revision|Date|Copyright|r?type|vartype|meta|orphan|tocdepth|nocomments)\b/i.test(
    name,
  ) ||
  (value !== '' && !/\p{L}{2,}[,;]?\s+\p{L}{2,}/u.test(value));
