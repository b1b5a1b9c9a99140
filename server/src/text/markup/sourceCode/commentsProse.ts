import type { MaskBuilder } from '../maskBuilder';
import { isCommentedCode } from './commentsCode';
import { isDirective, isLicenceNotice, isRuler, noteMarkLength, rulerEnds } from './commentsDirectives';
import { maskCommentInline } from './commentsInline';
import type { CommentLine, CommentText } from './commentsLines';
import { entryLength, fieldAt, sectionAt, tagAt } from './commentsTags';
import type { DocumentationStyle } from './sourceCodeGrammars';

type CommentBlockKind = 'comment' | 'listItem' | 'heading';

const listMarker = /^(?:[-*+\u2022]|\d{1,2}[.)]|[a-z]\)|\(\d{1,2}\)|#\.)\s+(?=\S)/;
const fence = /^(`{3,}|~{3,})/;
const markdownHeading = /^#{1,6}\s+(?=\S)/;
/** `.. note::` and its like: prose follows, on the line too. */
const admonition =
  /^\.\. (?:note|warning|attention|caution|danger|error|hint|important|tip|seealso|admonition|versionadded|versionchanged|deprecated|todo|rubric)::[ \t]*(?:\d[\w.]*\s*)?/;
const withoutProse = /^(?:\.\. |\|.*\||\[[^\]]+\]: \S+$|\[!\[|<\?|-->|<!--)/;
const hasWord = /\p{L}{2}/u;
/** From here to its end there is only code, when the line does not hold both. */
const verbatimStart =
  /<(pre|code)\b[^<>]*>(?!.*<\/\1>)|(?<!\{)[\\@](code|verbatim|dot|startuml|msc)\b(?!.*[\\@]end\2)|(\{@code)\s*$/;

/** Indentation from which a paragraph of documentation is code; undefined when that means nothing. */
const codeIndent = (style: DocumentationStyle, documentation: boolean): number | undefined => {
  if (style === 'godoc') return 1;
  if (style === 'yard') return 2;
  return documentation && style !== 'docstring' && style !== 'javadoc' ? 4 : undefined;
};

/** Masks one comment and declares its blocks of prose. */
export class CommentMasker {
  private paragraph: CommentLine[] = [];
  private kind: CommentBlockKind = 'comment';
  private nested = false;
  private declared: string | undefined;
  private readonly textOf: (line: CommentLine) => string;

  constructor(
    private readonly builder: MaskBuilder,
    private readonly style: DocumentationStyle,
  ) {
    this.textOf = (line) => builder.source.slice(line.start, line.end);
  }

  /** @param declared the name that is declared right after the comment, where custom is to start with it */
  mask({ lines, documentation }: CommentText, declared?: string): void {
    this.declared = declared;
    const { style, textOf } = this;
    const indented = codeIndent(style, documentation);
    /** Ends what has no prose: a fence, an element, a tag; or an indentation to come back to. */
    let until: RegExp | number | undefined;
    let untilTag = false;
    let section: { readonly name: string; readonly ruled: boolean; readonly indent: number } | undefined;
    let afterBlank = true;
    let inList = false;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!;
      const text = textOf(line);
      if (until instanceof RegExp) {
        if (until.test(text)) until = undefined;
        continue;
      }
      if (text === '') {
        if (until === undefined) this.flush();
        afterBlank = true;
        continue;
      }
      if (typeof until === 'number') {
        if (line.indent > until) continue;
        until = undefined;
      }
      const wasAfterBlank = afterBlank;
      afterBlank = false;
      const tag = style === 'docstring' ? fieldAt(text) : tagAt(text, style);
      if (tag !== undefined) {
        this.flush();
        untilTag = tag.content === 'code';
        inList = false;
        const verbatim = verbatimStart.exec(text);
        if (verbatim?.[2] !== undefined) {
          until = new RegExp(`[\\\\@]end${verbatim[2]}`);
          untilTag = false;
        } else if (tag.content === 'none') until = line.indent;
        else if (tag.content === 'prose') this.add(from(line, tag.length), 'comment', true);
        continue;
      }
      if (untilTag) continue;
      const fenced = fence.exec(text)?.[1];
      if (fenced !== undefined) {
        this.flush();
        until = new RegExp(`^${fenced}`);
        continue;
      }
      if (text.startsWith('>>>')) {
        this.flush();
        while (i + 1 < lines.length && lines[i + 1]!.start < lines[i + 1]!.end) i++;
        continue;
      }
      if (isRuler(text) || isDirective(text)) {
        this.flush();
        continue;
      }
      if (style === 'docstring') {
        const next = lines[i + 1];
        const opened = sectionAt(text, next === undefined ? '' : textOf(next));
        if (opened !== undefined) {
          this.flush();
          section = { ...opened, indent: line.indent };
          if (opened.ruled) i++;
          continue;
        }
        if (section !== undefined && !section.ruled && line.indent <= section.indent) section = undefined;
        const entry = section === undefined ? 0 : this.entry(line, lines[i + 1], section);
        if (entry > 0) {
          this.flush();
          if (entry < text.length) this.add(from(line, entry), 'listItem', true);
          continue;
        }
        const admonished = admonition.exec(text);
        if (admonished !== null) {
          this.flush();
          this.add(from(line, admonished[0].length), 'comment', false);
          this.flush();
          continue;
        }
        if (text.startsWith('.. ')) {
          this.flush();
          until = line.indent;
          continue;
        }
      }
      if (withoutProse.test(text)) {
        this.flush();
        continue;
      }
      const verbatim = verbatimStart.exec(text);
      if (verbatim !== null) {
        if (verbatim.index > 0) this.add({ ...line, end: line.start + verbatim.index }, 'comment', false);
        this.flush();
        if (verbatim[1] !== undefined) until = new RegExp(`</${verbatim[1]}>`);
        else if (verbatim[2] !== undefined) until = new RegExp(`[\\\\@]end${verbatim[2]}`);
        else until = /^\}/;
        continue;
      }
      const marker = listMarker.exec(text)?.[0].length ?? 0;
      if (
        indented !== undefined &&
        line.indent >= indented &&
        marker === 0 &&
        !inList &&
        (wasAfterBlank || style === 'godoc')
      ) {
        this.flush();
        afterBlank = true;
        continue;
      }
      if (this.codeBreaks(lines, i)) {
        this.flush();
        continue;
      }
      if (marker > 0) {
        this.flush();
        this.add(from(line, marker), 'listItem', true);
        inList = true;
      } else {
        if (wasAfterBlank && line.indent === 0) inList = false;
        this.plainLine(line, text, documentation);
      }
      if (style === 'docstring' && text.endsWith('::')) {
        this.flush();
        until = line.indent;
      }
    }
    this.flush();
  }

  private plainLine(line: CommentLine, text: string, documentation: boolean): void {
    const heading = documentation || this.style === 'godoc' ? markdownHeading.exec(text) : null;
    if (heading !== null && this.style !== 'docstring' && this.style !== 'yard') {
      this.flush();
      this.add(from(line, heading[0].length), 'heading', false);
      this.flush();
      return;
    }
    const ends = rulerEnds(text);
    if (ends.before + ends.after > 0 && ends.before + ends.after < text.length) {
      this.flush();
      this.add({ ...line, start: line.start + ends.before, end: line.end - ends.after }, 'comment', false);
      this.flush();
      return;
    }
    const first = this.paragraph[0];
    const last = this.paragraph[this.paragraph.length - 1];
    if (first !== undefined && last !== undefined && line.indent > last.indent) {
      const opensMore = this.textOf(last).endsWith(':');
      if (opensMore || (this.style === 'docstring' && !this.nested && line.indent >= first.indent + 2)) this.flush();
    }
    this.add(line, this.paragraph.length === 0 ? 'comment' : this.kind, this.nested);
  }

  /** Length of a section entry's head; the whole line when it is a type or name alone. */
  private entry(
    line: CommentLine,
    next: CommentLine | undefined,
    section: { readonly name: string; readonly ruled: boolean; readonly indent: number },
  ): number {
    if (section.ruled) {
      const described = next !== undefined && next.start < next.end && next.indent > line.indent;
      const typed = /^\*{0,2}\w[\w.]*(?:, \*{0,2}\w[\w.]*)*\s*:/.test(this.textOf(line));
      return line.indent === section.indent && (described || typed)
        ? entryLength(this.textOf(line), section.name, true)
        : 0;
    }
    return entryLength(this.textOf(line), section.name, false);
  }

  /** Whether a line is commented-out code that ends a paragraph, and not a call or formula inside a sentence. */
  private codeBreaks(lines: readonly CommentLine[], index: number): boolean {
    const text = this.textOf(lines[index]!);
    if (
      /^\[.*\]/.test(text) ||
      (text.startsWith('<') && /^(?:xml|java)doc$/.test(this.style)) ||
      !isCommentedCode(text)
    )
      return false;
    const next = lines[index + 1];
    const after = next === undefined ? '' : this.textOf(next);
    const last = this.paragraph[this.paragraph.length - 1];
    const insideSentence =
      last !== undefined &&
      !/[.:;!?]$/.test(this.textOf(last)) &&
      /^[a-z]+[ ,]/.test(after) &&
      !isCommentedCode(after) &&
      !/[;{}]$/.test(text);
    return !insideSentence;
  }

  private add(line: CommentLine, kind: CommentBlockKind, nested: boolean): void {
    if (this.paragraph.length === 0) {
      this.kind = kind;
      this.nested = nested;
    }
    this.paragraph.push(line);
  }

  /** Names that stand for themselves at a paragraph's start, and the second colon at its end that announces code. */
  private maskNames(text: string, offset: number): void {
    const { declared, builder } = this;
    this.declared = undefined;
    const word = /^[A-Za-z_]\w*/.exec(text)?.[0];
    if (word !== undefined && word === declared) builder.placeholder(offset, offset + word.length);
    if (this.kind === 'listItem') {
      const term = /^[A-Za-z_*][\w.]*(?= --? \S)/.exec(text)?.[0];
      if (term !== undefined) builder.placeholder(offset, offset + term.length);
    }
    if (this.style === 'docstring' && text.endsWith('::'))
      builder.absent(offset + text.length - 1, offset + text.length);
  }

  private flush(): void {
    const { paragraph, builder } = this;
    this.paragraph = [];
    this.nested = false;
    const first = paragraph[0];
    const last = paragraph[paragraph.length - 1];
    if (first === undefined || last === undefined) return;
    const parts: string[] = [];
    let position = first.start;
    for (const line of paragraph) {
      if (line.start > position) parts.push(builder.source.slice(position, line.start).replace(/[^\r\n]/g, ' '));
      parts.push(builder.source.slice(Math.max(line.start, position), line.end));
      position = Math.max(position, line.end);
    }
    const text = parts.join('');
    if (!hasWord.test(text) || isLicenceNotice(text)) return;
    for (let i = 1; i < paragraph.length; i++) {
      const gap = { start: paragraph[i - 1]!.end, end: paragraph[i]!.start };
      const lineBreak = /(?:\r\n|\n|\r)(?=[^\r\n]*$)/.exec(builder.source.slice(gap.start, gap.end));
      if (lineBreak !== null) builder.absent(gap.start + lineBreak.index + lineBreak[0].length, gap.end);
    }
    this.maskNames(text, first.start);
    const breaks = maskCommentInline(builder, text, first.start, this.style);
    let start = noteMarkLength(text);
    let kind = this.kind;
    for (const end of [...breaks, text.length]) {
      if (end > start) builder.block(kind, first.start + start, first.start + end);
      if (end > start) kind = 'comment';
      start = Math.max(start, end);
    }
  }
}

const from = (line: CommentLine, length: number): CommentLine => ({
  ...line,
  start: Math.min(line.start + length, line.end),
});
