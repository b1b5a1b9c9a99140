import type { BlockKind, MaskedDocument } from '../../maskedDocument';
import { type MarkupLine, markupLinesOf } from '../markupLines';
import { MaskBuilder } from '../maskBuilder';
import { maskAsciiDocInline } from './asciiDocInline';
import { columnStyles, eachTableCell } from './asciiDocTable';

/**
 * Masks AsciiDoc (Asciidoctor's language, and the older two-line titles). No parser for JavaScript tells where inline
 * markup stands, so this reads lines as the language documentation has them.
 */
export const maskAsciiDoc = (source: string): MaskedDocument => new AsciiDocMasker(new MaskBuilder(source)).mask();

const verbatimDelimiter = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,}[\w-]*)$/;
const containerDelimiter = /^(?:={4,}|\*{4,}|_{4,}|--)$/;
const tableDelimiter = /^[|!,:]={3,}$/;
const attributeEntry = /^:!?[A-Za-z0-9_][\w-]*!?:(?:\s|$)/;
const blockAttributes = /^\[(?:[A-Za-z0-9_.#%,"'=:;{}\\*<>^+|!-][^\]]*(?:\][^\]]+)*)?\]$|^\[\[[^\]]+\]\]$/;
const conditional = /^(?:ifn?def|ifeval|endif|include)::\S*?\[.*\]$/;
const blockMacro = /^[A-Za-z][\w-]*::\S*\[.*\]$/;
const sectionTitle = /^(={1,6}|#{1,6})\s+(?=\S)/;
const blockTitle = /^\.(?=[^\s.])/;
const listMarker =
  /^(?:\*{1,6}|-|\.{1,6}|\d{1,3}\.|[A-Za-z]\.|[ivxIVX]+\)|<(?:\d+|\.)>|\u2022)\s+(?:\[[ x*]\]\s+)?(?=\S)/;
const term = /^((?:(?!:::|\s::).)*?\S)(?::{2,4}|;;)(?:\s+|$)/;
const admonition = /^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|TODO|FIXME):\s+(?=\S)/;
const breaks = /^(?:'{3,}|-{3}|\*{3}|<{3,}|\+)$/;
/** Styles whose paragraph or block is no prose. */
const verbatimStyle =
  /^\[(?:source|listing|literal|stem|latexmath|asciimath|pass|verse|synopsis|ditaa|plantuml|graphviz|mermaid|diagram|subs|,\s*[a-z]+\b|%?linenums)/;

class AsciiDocMasker {
  private readonly lines: readonly MarkupLine[];
  private index = 0;
  /** The attributes that stand above the next block. */
  private attributes = '';
  private inList = false;
  private afterBlank = true;

  constructor(private readonly builder: MaskBuilder) {
    this.lines = markupLinesOf(builder.source);
  }

  mask(): MaskedDocument {
    while (this.index < this.lines.length) this.element();
    return this.builder.build();
  }

  private text(index: number): string {
    const line = this.lines[index];
    return line === undefined ? '' : this.builder.source.slice(line.start, line.end);
  }

  private element(): void {
    const line = this.lines[this.index]!;
    const text = this.text(this.index);
    if (text === '') {
      this.index++;
      this.afterBlank = true;
      return;
    }
    const afterBlank = this.afterBlank;
    this.afterBlank = false;
    if (line.indent === 0 && this.structure(line, text)) return;
    const { attributes } = this;
    this.attributes = '';
    const marker = listMarker.exec(text);
    if (verbatimStyle.test(attributes) || (line.indent > 0 && afterBlank && marker === null && !term.test(text))) {
      this.skipParagraph();
      return;
    }
    this.paragraph(line, text, marker, /^\[quote/.test(attributes) ? 'quote' : 'paragraph');
  }

  /** Lines that are no paragraph's: comments, attributes, titles, delimiters, macros. */
  private structure(line: MarkupLine, text: string): boolean {
    if (verbatimDelimiter.test(text))
      this.skipBlock(text.replace(/[\w-]+$/, (word) => (text.startsWith('`') ? '' : word)));
    else if (containerDelimiter.test(text)) {
      if (verbatimStyle.test(this.attributes)) this.skipBlock(text);
      else this.pass();
      this.inList = false;
    } else if (tableDelimiter.test(text)) this.table(text);
    else if (/^\/\/(?!\/)/.test(text) || conditional.test(text) || breaks.test(text)) this.index++;
    else if (attributeEntry.test(text)) this.attributeEntry();
    else if (blockAttributes.test(text)) {
      this.attributes = /^\[\[/.test(text) ? this.attributes : text;
      this.index++;
    } else if (blockMacro.test(text)) this.pass();
    else if (sectionTitle.test(text)) this.sectionTitle(line, text);
    else if (this.underlined(text)) {
      this.block('heading', line.start, line.end);
      this.pass();
      this.index++;
      this.inList = false;
    } else if (blockTitle.test(text) && !listMarker.test(text)) {
      this.block('caption', line.start + 1, line.end);
      this.index++;
    } else return false;
    return true;
  }

  /** Moves on behind a line that takes the attributes above it along. */
  private pass(): void {
    this.attributes = '';
    this.index++;
    this.afterBlank = true;
  }

  private sectionTitle(line: MarkupLine, text: string): void {
    const marks = sectionTitle.exec(text)?.[0].length ?? 0;
    this.block('heading', line.start + marks, line.end);
    const isDocumentTitle = /^[=#]\s/.test(text);
    this.pass();
    this.inList = false;
    // The author's and the revision's line follow a document's title.
    if (isDocumentTitle)
      while (
        this.index < this.lines.length &&
        this.text(this.index) !== '' &&
        !attributeEntry.test(this.text(this.index))
      )
        this.index++;
  }

  /** A title with a line of marks about as long beneath it. */
  private underlined(text: string): boolean {
    const below = this.text(this.index + 1);
    if (!/^([=\-~^+])\1+$/.test(below) || !/[\p{L}\p{N}]/u.test(text)) return false;
    return Math.abs([...text].length - below.length) <= 1;
  }

  private attributeEntry(): void {
    while (/\s\\$/.test(this.text(this.index))) this.index++;
    this.index++;
  }

  /** Skips to behind the delimiter that closes a block; to the end where there is none. */
  private skipBlock(delimiter: string): void {
    this.index++;
    while (this.index < this.lines.length && this.text(this.index) !== delimiter) this.index++;
    this.pass();
  }

  private table(delimiter: string): void {
    const styles = columnStyles(this.attributes);
    const separated = /format\s*=|separator\s*=|%?csv|dsv/.test(this.attributes) || !delimiter.startsWith('|');
    const opening = this.lines[this.index]!;
    let closing = this.index + 1;
    while (closing < this.lines.length && this.text(closing) !== delimiter) closing++;
    const { source } = this.builder;
    const end = this.lines[closing]?.start ?? source.length;
    if (!separated)
      eachTableCell(source, opening.end, end, styles, (start, to) => {
        for (const part of source.slice(start, to).matchAll(/\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*/g)) {
          const marker = listMarker.exec(part[0])?.[0].length ?? 0;
          this.block('tableCell', start + part.index + marker, start + part.index + part[0].length);
        }
      });
    this.index = closing;
    this.pass();
  }

  private skipParagraph(): void {
    while (this.index < this.lines.length && this.text(this.index) !== '') this.index++;
  }

  private paragraph(line: MarkupLine, text: string, marker: RegExpExecArray | null, style: BlockKind): void {
    let from = marker?.[0].length ?? 0;
    let kind: BlockKind = marker === null ? style : 'listItem';
    if (marker !== null) this.inList = true;
    const described = term.exec(text.slice(from));
    if (described !== null && !/^[\w-]+:$/.test(described[1] ?? '')) {
      const name = described[1] ?? '';
      // A term of several words is prose; one word or an option is a name.
      if (/^(?![-<{`'"_*]).*\p{L}{2,}\s+\p{L}{2,}/u.test(name))
        this.block('listItem', line.start + from, line.start + from + name.length);
      from += described[0].length;
      kind = 'listItem';
      this.inList = true;
      if (from >= text.length) {
        this.index++;
        return;
      }
    } else if (marker === null && this.afterBlank) this.inList = false;
    from += admonition.exec(text.slice(from))?.[0].length ?? 0;
    this.index++;
    this.block(kind, line.start + from, this.paragraphEnd(line.end));
  }

  /** Takes in the lines that go on a paragraph; comments and conditions among them are absent. */
  private paragraphEnd(firstEnd: number): number {
    let end = firstEnd;
    for (; this.index < this.lines.length; this.index++) {
      const line = this.lines[this.index]!;
      const text = this.text(this.index);
      if (text === '') return end;
      if (line.indent === 0) {
        if (/^\/\/(?!\/)/.test(text) || conditional.test(text)) {
          this.builder.absent(line.start, line.end);
          continue;
        }
        if (verbatimDelimiter.test(text) || containerDelimiter.test(text) || tableDelimiter.test(text)) return end;
        if (blockAttributes.test(text) || text === '+') return end;
      }
      if (this.inList && (listMarker.test(text) || term.test(text))) return end;
      end = line.end;
    }
    return end;
  }

  private block(kind: BlockKind, start: number, end: number): void {
    if (!/\p{L}/u.test(this.builder.source.slice(start, end))) return;
    maskAsciiDocInline(this.builder, start, end);
    this.builder.block(kind, start, end);
  }
}
