import type { SyntaxNode, SyntaxNodeRef, Tree } from '@lezer/common';
import type { BlockKind } from '../maskedDocument';
import { readCharacterReference } from './characterReferences';
import { roleOf, voidElements } from './htmlElements';
import { readTag } from './htmlTag';
import { hasTooManyDelimiters } from './markdownBounds';
import type { MaskBuilder } from './maskBuilder';

const definition = /^[ \t>]{0,40}\[((?:[^[\]\\]|\\.){1,999})\]:/gm;
const normalizeLabel = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase();

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
 * Walks a Markdown syntax tree in document order and masks it. `position` is how far the current leaf block is masked; the text between two
 * inline nodes is only read for its line breaks.
 */
export class MarkdownMasker {
  private readonly definitions = new Set<string>();
  /** Of the containers around the current node. */
  private readonly kinds: BlockKind[] = [];
  private readonly links: { readonly from: number; readonly textEnd: number; readonly end: number }[] = [];
  /** Where the next end tag of an element's name ends. */
  private readonly endTags = new Map<string, { readonly from: number; readonly end: number }>();
  private position = 0;
  private leafEnd = 0;
  private kind: BlockKind = 'paragraph';
  private blockStart = 0;
  private nextLineBreak = -1;
  /** Where the last mask that reads as a space ends. */
  private spaceEnd = -1;
  /** Where the last noun ends. */
  private nounEnd = -1;
  /** The last block, held back because a displayed formula and the text after it may belong to it. */
  private pending:
    | { readonly kind: BlockKind; readonly start: number; readonly end: number; readonly formula: boolean }
    | undefined;

  /** @param text what was parsed: the builder's source, or as long */
  constructor(
    private readonly builder: MaskBuilder,
    private readonly text: string,
  ) {
    if (text.includes(']:'))
      for (const match of text.matchAll(definition)) this.definitions.add(normalizeLabel(match[1]!));
  }

  mask(tree: Tree): void {
    tree.iterate({ enter: (node) => this.enter(node), leave: (node) => this.leave(node) });
    this.flush();
  }

  /** Returns false where the node's children are not to be visited. */
  private enter(node: SyntaxNodeRef): boolean {
    switch (node.name) {
      case 'Document':
      case 'BulletList':
      case 'OrderedList':
      case 'Table':
      case 'TableHeader':
      case 'TableRow':
        return true;
      case 'ListItem':
        this.kinds.push('listItem');
        return true;
      case 'Blockquote':
        this.kinds.push('quote');
        return true;
      case 'Footnote':
      case 'Admonition':
        this.kinds.push('paragraph');
        return true;
      case 'Paragraph':
      case 'Task':
        return this.startLeaf(node, this.kinds[this.kinds.length - 1] ?? 'paragraph');
      case 'TableCell':
        return this.startLeaf(node, 'tableCell');
      case 'ATXHeading1':
      case 'ATXHeading2':
      case 'ATXHeading3':
      case 'ATXHeading4':
      case 'ATXHeading5':
      case 'ATXHeading6':
      case 'SetextHeading1':
      case 'SetextHeading2':
        return this.startLeaf(node, 'heading');
      case 'BlockMath':
        this.displayedFormula(node);
        return false;
      default:
        return node.to > this.position && node.to <= this.leafEnd && this.enterInline(node);
    }
  }

  private leave(node: SyntaxNodeRef): void {
    switch (node.name) {
      case 'ListItem':
      case 'Blockquote':
      case 'Footnote':
      case 'Admonition':
        this.kinds.pop();
        break;
      case 'Link':
        this.endLink(node);
        break;
      case 'Paragraph':
      case 'Task':
      case 'TableCell':
      case 'ATXHeading1':
      case 'ATXHeading2':
      case 'ATXHeading3':
      case 'ATXHeading4':
      case 'ATXHeading5':
      case 'ATXHeading6':
      case 'SetextHeading1':
      case 'SetextHeading2':
        this.through(this.leafEnd);
        this.closeBlock(this.leafEnd);
        this.leafEnd = 0;
        break;
    }
  }

  private startLeaf(node: SyntaxNodeRef, kind: BlockKind): boolean {
    const start = Math.max(node.from, this.position);
    if (start >= node.to || hasTooManyDelimiters(this.text, start, node.to)) return false;
    this.position = start;
    this.blockStart = start;
    this.leafEnd = node.to;
    this.kind = kind;
    return true;
  }

  private enterInline(node: SyntaxNodeRef): boolean {
    const { name, from, to } = node;
    switch (name) {
      case 'Emphasis':
      case 'StrongEmphasis':
      case 'Strikethrough':
      case 'Highlight':
        return true;
      case 'Link':
        this.startLink(node);
        return true;
    }
    const link = this.links[this.links.length - 1];
    if (from < this.position || (link !== undefined && from >= link.textEnd)) return false;
    switch (name) {
      case 'EmphasisMark':
      case 'StrikethroughMark':
      case 'HighlightMark':
      case 'TaskMarker':
      case 'HeaderMark':
        this.absent(from, to);
        break;
      case 'QuoteMark': {
        let end = to;
        while (end < this.leafEnd && isBlank(this.text.charCodeAt(end))) end++;
        this.absent(from, end);
        break;
      }
      case 'InlineCode':
      case 'Noun':
        this.noun(from, to);
        break;
      case 'Image':
        this.image(from, to);
        break;
      case 'Escape':
        this.absent(from, from + 1);
        break;
      case 'Entity':
        this.characterReference(from, to);
        break;
      case 'HardBreak':
        this.hardBreak(from, to);
        break;
      case 'AlertMark':
        this.boundary(from, to, this.kind);
        break;
      case 'Tag':
        this.tag(from, to);
        break;
      case 'Void':
        this.leaveOut(from, to);
        break;
    }
    return false;
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

  private absent(from: number, to: number): void {
    this.through(from);
    this.builder.absent(from, to);
    this.position = to;
  }

  /** As `absent`, and of the white space on both sides only that before it is left. */
  private leaveOut(from: number, to: number): void {
    let end = to;
    if (from === this.blockStart || isSpace(this.text.charCodeAt(from - 1)))
      while (end < this.leafEnd && isSpace(this.text.charCodeAt(end))) end++;
    this.absent(from, end);
  }

  private noun(from: number, to: number): void {
    this.through(from);
    const end = this.nounEndingAfter(to);
    this.builder.placeholder(from, end);
    this.position = end;
    this.nounEnd = end;
  }

  private nounEndingAfter(end: number): number {
    const ending = matchesAt(nounEnding, this.text, end);
    return ending !== null && end + ending[0].length <= this.leafEnd ? end + ending[0].length : end;
  }

  /** In running text a noun; on a line of its own it is set apart, unless the sentence goes on below it. */
  private image(from: number, to: number): void {
    if (this.isAloneOnLine(from, to) && matchesAt(continuation, this.text, to) === null)
      this.boundary(from, to, this.kind);
    else this.noun(from, to);
  }

  private characterReference(from: number, to: number): void {
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

  private hardBreak(from: number, to: number): void {
    const text = this.text;
    if (matchesAt(continuation, text, to) === null) {
      this.boundary(from, to, this.kind);
      return;
    }
    // The line break itself stays.
    this.absent(from, text.charCodeAt(to - 2) === 0x0d ? to - 2 : to - 1);
  }

  private startLink(node: SyntaxNodeRef): void {
    const open = node.node.firstChild;
    if (open === null || open.from < this.position) return;
    let close: SyntaxNode | null = open.nextSibling;
    while (close !== null && close.name !== 'LinkMark') close = close.nextSibling;
    if (close === null) return;
    if (close.nextSibling === null && !this.isReference(open, close)) return;
    if (close.from === open.to) {
      // A link without a text shows its label, as in [][`name`].
      this.noun(node.from, node.to);
      return;
    }
    this.leaveOut(open.from, open.to);
    let textEnd = close.from;
    while (textEnd > this.position && isSpace(this.text.charCodeAt(textEnd - 1))) textEnd--;
    this.links.push({ from: node.from, textEnd, end: node.to });
  }

  /** Whether `[text]` alone is a link: it is defined, or like rustdoc's only code. */
  private isReference(open: SyntaxNode, close: SyntaxNode): boolean {
    const content = open.nextSibling;
    if (content?.name === 'InlineCode' && content.from === open.to && content.to === close.from) return true;
    return this.definitions.has(normalizeLabel(this.text.slice(open.to, Math.min(close.from, open.to + 999))));
  }

  private endLink(node: SyntaxNodeRef): void {
    const link = this.links[this.links.length - 1];
    if (link === undefined || link.from !== node.from) return;
    this.links.pop();
    if (this.position >= link.end) return;
    const endsInNoun = this.nounEnd === link.textEnd;
    this.absent(Math.max(link.textEnd, this.position), link.end);
    // The plural of linked code: [`Stream`][]s.
    if (endsInNoun) this.absent(link.end, this.nounEndingAfter(link.end));
  }

  private tag(from: number, to: number): void {
    const tag = readTag(this.text, from, to);
    if (tag === undefined || tag === 'unfinished') {
      this.leaveOut(from, to);
      return;
    }
    const baseKind = this.kinds[this.kinds.length - 1] ?? 'paragraph';
    if (tag.name === '' || /^[A-Z]|\./.test(tag.name)) {
      if (this.isAloneOnLine(from, to)) this.boundary(from, to, baseKind);
      else if (tag.selfClosing) this.noun(from, to);
      else this.leaveOut(from, to);
      return;
    }
    const name = tag.name.toLowerCase();
    const element = roleOf(name);
    const empty = tag.closing || tag.selfClosing || voidElements.has(name);
    switch (element.role) {
      case 'opaque':
        this.boundary(from, empty ? to : (this.endTag(name, to) ?? to), baseKind);
        break;
      case 'noun': {
        if (name === 'img') {
          this.image(from, to);
          break;
        }
        const end = voidElements.has(name) ? to : empty ? undefined : this.endTag(name, to);
        if (end !== undefined && end <= this.leafEnd) this.noun(from, end);
        else this.leaveOut(from, to);
        break;
      }
      case 'block':
        this.boundary(from, to, tag.closing || element.kind === 'paragraph' ? baseKind : element.kind);
        break;
      case 'break':
        if (matchesAt(continuation, this.text, to) === null) this.boundary(from, to, this.kind);
        else {
          this.through(from);
          if (isSpace(this.text.charCodeAt(to)) || isSpace(this.text.charCodeAt(from - 1)))
            this.builder.absent(from, to);
          else this.builder.space(from, to);
          this.position = to;
        }
        break;
      case 'inline':
        this.leaveOut(from, to);
        break;
    }
  }

  private isAloneOnLine(from: number, to: number): boolean {
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

  /** The end of the next end tag from `from`, anywhere in the document; undefined when there is none. */
  private endTag(name: string, from: number): number | undefined {
    const known = this.endTags.get(name);
    if (known !== undefined && known.from >= from) return known.end < 0 ? undefined : known.end;
    const pattern = new RegExp(`</${name}\\s*>`, 'gi');
    const match = matchesAt(pattern, this.text, from);
    if (match === null) {
      this.endTags.set(name, { from: Number.POSITIVE_INFINITY, end: -1 });
      return undefined;
    }
    const end = match.index + match[0].length;
    this.endTags.set(name, { from: match.index, end });
    return end;
  }

  /** Ends the block before `from` and starts another of the same leaf at `to`. */
  private boundary(from: number, to: number, kind: BlockKind): void {
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
    if (
      pending?.formula &&
      pending.kind === kind &&
      this.goesOn(pending.end, start) &&
      matchesAt(continuation, this.text, start)
    ) {
      this.joinLines(pending.end, start);
      this.pending = { ...pending, end, formula: false };
      return;
    }
    this.flush();
    this.pending = { kind, start, end, formula: false };
  }

  private displayedFormula({ from, to }: SyntaxNodeRef): void {
    const { pending } = this;
    if (pending === undefined || !this.goesOn(pending.end, from)) return;
    this.joinLines(pending.end, from);
    this.builder.placeholder(from, to);
    this.pending = { ...pending, end: to, formula: true };
  }

  private goesOn(end: number, start: number): boolean {
    return start - end < 200 && oneLineBreak.test(this.text.slice(end, start));
  }

  private joinLines(end: number, start: number): void {
    const lineBreak = this.text.indexOf('\n', end);
    this.builder.absent(end, this.text.charCodeAt(lineBreak - 1) === 0x0d ? lineBreak - 1 : lineBreak);
    this.builder.absent(lineBreak + 1, start);
  }

  private flush(): void {
    if (this.pending !== undefined) this.builder.block(this.pending.kind, this.pending.start, this.pending.end);
    this.pending = undefined;
  }
}
