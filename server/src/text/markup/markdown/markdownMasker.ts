import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import type { BlockKind } from '../../maskedDocument';
import { roleOf, voidElements } from '../html/htmlElements';
import { readTag } from '../html/htmlTag';
import type { MaskBuilder } from '../maskBuilder';
import { ProseCursor } from '../proseCursor';
import { hasTooManyDelimiters } from './markdownBounds';

const definition = /^[ \t>]{0,40}\[((?:[^[\]\\]|\\.){1,999})\]:/gm;
const normalizeLabel = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase();

/** Labels of the link reference definitions in a document. */
export const linkDefinitions = (text: string): ReadonlySet<string> => {
  const labels = new Set<string>();
  if (text.includes(']:')) for (const match of text.matchAll(definition)) labels.add(normalizeLabel(match[1]!));
  return labels;
};

/** Containers, and what the paragraphs in them are. */
const containerKinds: ReadonlyMap<string, BlockKind> = new Map([
  ['ListItem', 'listItem'],
  ['Blockquote', 'quote'],
  ['Footnote', 'paragraph'],
  ['Admonition', 'paragraph'],
]);

/** Blocks of inline content; `ofContainer` ones are what their container makes of them. */
const leafKinds: ReadonlyMap<string, BlockKind | 'ofContainer'> = new Map([
  ['Paragraph', 'ofContainer'],
  ['Task', 'ofContainer'],
  ['TableCell', 'tableCell'],
  ...[1, 2, 3, 4, 5, 6].map((level) => [`ATXHeading${level}`, 'heading'] as const),
  ['SetextHeading1', 'heading'],
  ['SetextHeading2', 'heading'],
]);

/** Walks blocks of a Markdown syntax tree in document order and masks them. */
export class MarkdownMasker {
  private readonly cursor: ProseCursor;
  /** Whether an end tag was looked for and not found. */
  private endTagMissing = false;
  /** Of the containers around the current node. */
  private readonly kinds: BlockKind[] = [];
  private readonly links: { readonly from: number; readonly textEnd: number; readonly end: number }[] = [];
  /** Where the next end tag of an element's name ends. */
  private readonly endTags = new Map<string, { readonly from: number; readonly end: number }>();
  /** @param text what was parsed: the builder's source, or as long */
  constructor(
    builder: MaskBuilder,
    private readonly text: string,
    private readonly definitions: ReadonlySet<string>,
  ) {
    this.cursor = new ProseCursor(builder, text);
  }

  /** Up to here all is masked: past the last block's end where a raw element that it opened goes on. */
  get position(): number {
    return this.cursor.position;
  }

  /**
   * Masks top-level blocks that stand in a row.
   * @returns whether the mask depends on nothing but the blocks' own text and the definitions
   */
  mask(blocks: readonly SyntaxNode[]): boolean {
    const alone = this.cursor.position <= blocks[0]!.from;
    this.endTagMissing = false;
    for (const block of blocks)
      block.cursor().iterate(
        (node) => this.enter(node),
        (node) => this.leave(node),
      );
    this.cursor.flush();
    return alone && !this.endTagMissing && this.cursor.position <= blocks[blocks.length - 1]!.to;
  }

  /** Returns false where the node's children are not to be visited. */
  private enter(node: SyntaxNodeRef): boolean {
    const { name } = node;
    const container = containerKinds.get(name);
    if (container !== undefined) {
      this.kinds.push(container);
      return true;
    }
    const leaf = leafKinds.get(name);
    if (leaf !== undefined)
      return this.startLeaf(node, leaf === 'ofContainer' ? (this.kinds[this.kinds.length - 1] ?? 'paragraph') : leaf);
    switch (name) {
      case 'BulletList':
      case 'OrderedList':
      case 'Table':
      case 'TableHeader':
      case 'TableRow':
        return true;
      case 'BlockMath':
        this.cursor.displayedFormula(node.from, node.to);
        return false;
      default:
        return node.to > this.cursor.position && node.to <= this.cursor.leafEnd && this.enterInline(node);
    }
  }

  private leave(node: SyntaxNodeRef): void {
    const { name } = node;
    if (containerKinds.has(name)) this.kinds.pop();
    else if (leafKinds.has(name)) this.cursor.end();
    else if (name === 'Link') this.endLink(node);
  }

  private startLeaf(node: SyntaxNodeRef, kind: BlockKind): boolean {
    const start = Math.max(node.from, this.cursor.position);
    if (start >= node.to || hasTooManyDelimiters(this.text, start, node.to)) return false;
    this.cursor.start(kind, start, node.to);
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
    if (from < this.cursor.position || (link !== undefined && from >= link.textEnd)) return false;
    switch (name) {
      case 'EmphasisMark':
      case 'StrikethroughMark':
      case 'HighlightMark':
      case 'TaskMarker':
      case 'HeaderMark':
        this.cursor.absent(from, to);
        break;
      case 'QuoteMark':
        this.cursor.leaveOut(from, to);
        break;
      case 'InlineCode':
      case 'Noun':
        this.cursor.noun(from, to);
        break;
      case 'Image':
        this.cursor.image(from, to);
        break;
      case 'Escape':
        this.cursor.absent(from, from + 1);
        break;
      case 'Entity':
        this.cursor.characterReference(from, to);
        break;
      case 'HardBreak':
        this.cursor.hardBreak(from, to);
        break;
      case 'AlertMark':
        this.cursor.boundary(from, to, this.cursor.kind);
        break;
      case 'Tag':
        this.tag(from, to);
        break;
      case 'Void':
        this.cursor.leaveOut(from, to);
        break;
    }
    return false;
  }

  private startLink(node: SyntaxNodeRef): void {
    const open = node.node.firstChild;
    if (open === null || open.from < this.cursor.position) return;
    let close: SyntaxNode | null = open.nextSibling;
    while (close !== null && close.name !== 'LinkMark') close = close.nextSibling;
    if (close === null) return;
    if (close.nextSibling === null && !this.isReference(open, close)) return;
    if (close.from === open.to) {
      // A link without a text shows its label, as in [][`name`].
      this.cursor.noun(node.from, node.to);
      return;
    }
    this.cursor.leaveOut(open.from, open.to);
    let textEnd = close.from;
    while (textEnd > this.cursor.position && /\s/.test(this.text.charAt(textEnd - 1))) textEnd--;
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
    if (this.cursor.position >= link.end) return;
    const endsInNoun = this.cursor.nounEnd === link.textEnd;
    this.cursor.absent(Math.max(link.textEnd, this.cursor.position), link.end);
    // The plural of linked code: [`Stream`][]s.
    if (endsInNoun) this.cursor.absent(link.end, this.cursor.nounEndingAfter(link.end));
  }

  private tag(from: number, to: number): void {
    const tag = readTag(this.text, from, to);
    if (tag === undefined || tag === 'unfinished') {
      this.cursor.leaveOut(from, to);
      return;
    }
    const baseKind = this.kinds[this.kinds.length - 1] ?? 'paragraph';
    if (tag.name === '' || /^[A-Z]|\./.test(tag.name)) {
      if (this.cursor.isAloneOnLine(from, to)) this.cursor.boundary(from, to, baseKind);
      else if (tag.selfClosing) this.cursor.noun(from, to);
      else this.cursor.leaveOut(from, to);
      return;
    }
    const name = tag.name.toLowerCase();
    const element = roleOf(name);
    const empty = tag.closing || tag.selfClosing || voidElements.has(name);
    switch (element.role) {
      case 'opaque':
        this.cursor.boundary(from, empty ? to : (this.endTag(name, to) ?? to), baseKind);
        break;
      case 'noun': {
        if (name === 'img') {
          this.cursor.image(from, to);
          break;
        }
        const end = voidElements.has(name) ? to : empty ? undefined : this.endTag(name, to);
        if (end !== undefined && end <= this.cursor.leafEnd) this.cursor.noun(from, end);
        else this.cursor.leaveOut(from, to);
        break;
      }
      case 'block':
        this.cursor.boundary(from, to, tag.closing || element.kind === 'paragraph' ? baseKind : element.kind);
        break;
      case 'break':
        this.cursor.lineBreak(from, to);
        break;
      case 'inline':
        this.cursor.leaveOut(from, to);
        break;
    }
  }

  /** The end of the next end tag from `from`, anywhere in the document; undefined when there is none. */
  private endTag(name: string, from: number): number | undefined {
    const known = this.endTags.get(name);
    if (known !== undefined && known.from >= from) {
      this.endTagMissing ||= known.end < 0;
      return known.end < 0 ? undefined : known.end;
    }
    const pattern = new RegExp(`</${name}\\s*>`, 'gi');
    pattern.lastIndex = from;
    const match = pattern.exec(this.text);
    if (match === null) {
      this.endTags.set(name, { from: Number.POSITIVE_INFINITY, end: -1 });
      this.endTagMissing = true;
      return undefined;
    }
    const end = match.index + match[0].length;
    this.endTags.set(name, { from: match.index, end });
    return end;
  }
}
