import type { DefaultTreeAdapterTypes } from 'parse5';
import type { BlockKind, MaskedDocument } from '../../maskedDocument';
import { eachUrl } from '../bareUrl';
import { maskCharacterReference } from '../characterReferences';
import { MaskBuilder } from '../maskBuilder';
import { roleOf, voidElements } from './htmlElements';

type HtmlDocument = DefaultTreeAdapterTypes.Document;
type HtmlElement = DefaultTreeAdapterTypes.Element;
type HtmlNode = DefaultTreeAdapterTypes.ChildNode;

const characterReference = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/g;
/** Text after `</body>` belongs to the body, and so does the end tag between. */
const strayTag = /<\/?[a-zA-Z][^>]*>/g;
const spaces = /[ \t\n\f\r]+/g;
/** A line that goes on with the sentence of the line before. */
const continuation = /\s*\p{Ll}/uy;

/** Whether an element's language is named and is not English. */
const isForeign = (element: HtmlElement): boolean => {
  const language = element.attrs.find(({ name }) => name === 'lang' || name === 'xml:lang')?.value.trim();
  return language !== undefined && language !== '' && !/^en(?:[-_]|$)/i.test(language);
};

/** A node to visit, or the end of a block whose nodes have been visited. */
type Step = { readonly enter: HtmlNode } | { readonly start: number; readonly end: number; readonly kind: BlockKind };

/** Walks the tree with a stack of its own (pages nest deeper than the call stack), masking in the order of the source. */
class HtmlMasker {
  private readonly steps: Step[] = [];
  private position = 0;
  private blockStart = 0;
  private kind: BlockKind = 'paragraph';
  /** Whether white space, or the block's start, comes right before `position`. */
  private spaceBefore = true;

  constructor(private readonly builder: MaskBuilder) {}

  mask(document: HtmlDocument): void {
    this.visit(document.childNodes);
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      if ('enter' in step) this.enter(step.enter);
      else this.boundary(step.start, step.end, step.kind);
    }
    this.boundary(this.builder.source.length, this.builder.source.length, 'paragraph');
  }

  private visit(nodes: readonly HtmlNode[]): void {
    for (let i = nodes.length - 1; i >= 0; i--) this.steps.push({ enter: nodes[i]! });
  }

  private enter(node: HtmlNode): void {
    const location = node.sourceCodeLocation;
    if ('tagName' in node) this.element(node);
    else if (location === null || location === undefined) return;
    else if (node.nodeName === '#text') this.text(location.startOffset, location.endOffset);
  }

  private element(element: HtmlElement): void {
    const location = element.sourceCodeLocation;
    if (location === null || location === undefined) {
      // html, head, body and tbody where the source leaves them out, formatting elements that are opened anew.
      this.visit(element.childNodes);
      return;
    }
    const { startOffset, endOffset, startTag, endTag } = location;
    const { tagName } = element;
    const role = roleOf(tagName);
    const foreign = isForeign(element);
    if (role.role === 'opaque' || (foreign && role.role === 'block')) {
      // The end of `html` may be implied by that of `body`.
      this.boundary(startOffset, tagName === 'html' ? this.builder.source.length : endOffset, this.kind);
      return;
    }
    if (foreign || role.role === 'noun') {
      this.noun(startOffset, endOffset);
      return;
    }
    if (role.role === 'break') {
      this.lineBreak(startOffset, endOffset);
      return;
    }
    const contentStart = startTag?.endOffset ?? startOffset;
    if (role.role === 'block') {
      const outer = this.kind;
      // A `div` in a table cell does not change what its prose is.
      this.boundary(startOffset, contentStart, role.kind === 'paragraph' ? outer : role.kind);
      this.steps.push({ start: endTag?.startOffset ?? endOffset, end: endTag?.endOffset ?? endOffset, kind: outer });
    }
    if (!voidElements.has(tagName)) this.visit(element.childNodes);
  }

  private text(from: number, to: number): void {
    // Text that stands in a table but in no cell is moved before it: behind us, and left alone.
    if (from < this.position) return;
    this.leaveOutUntil(from);
    const { builder } = this;
    const text = builder.source.slice(from, to);
    if (text.includes('<'))
      for (const tag of text.matchAll(strayTag)) builder.space(from + tag.index, from + tag.index + tag[0].length);
    for (const run of text.matchAll(spaces)) {
      const start = from + run.index;
      const end = start + run[0].length;
      // Of white space, in one text or around a tag, one space is left: a line break where there is one.
      const kept = run.index === 0 && this.spaceBefore ? end : start + Math.max(run[0].indexOf('\n'), 0);
      builder.absent(start, kept);
      builder.absent(kept + 1, end);
    }
    this.spaceBefore = /[ \t\n\f\r]$/.test(text);
    if (text.includes('&'))
      for (const reference of text.matchAll(characterReference))
        maskCharacterReference(builder, from + reference.index, from + reference.index + reference[0].length);
    eachUrl(builder.source, from, to, (start, end) => builder.placeholder(start, end));
    this.position = to;
  }

  /** What lies between texts is tags, comments, and end tags that closed nothing. */
  private leaveOutUntil(end: number): void {
    this.builder.absent(this.position, end);
    this.position = Math.max(this.position, end);
  }

  private noun(from: number, to: number): void {
    if (from < this.position) return;
    this.leaveOutUntil(from);
    this.builder.placeholder(from, to);
    this.position = to;
    this.spaceBefore = false;
  }

  private lineBreak(from: number, to: number): void {
    if (from < this.position) return;
    this.leaveOutUntil(from);
    continuation.lastIndex = to;
    const { source } = this.builder;
    if (!continuation.test(source)) this.boundary(from, to, this.kind);
    else if (this.spaceBefore) this.builder.absent(from, to);
    else this.builder.space(from, to);
    this.position = to;
    this.spaceBefore = true;
  }

  /** Ends the block before `from` and starts another at `to`. */
  private boundary(from: number, to: number, kind: BlockKind): void {
    if (from >= this.position) {
      this.leaveOutUntil(from);
      if (this.blockStart < from) this.builder.block(this.kind, this.blockStart, from);
      this.position = to;
      this.blockStart = to;
      this.spaceBefore = true;
    }
    this.kind = kind;
  }
}

/**
 * Masks HTML: a block for each element that starts one (paragraphs, items, headings, cells, captions), tags absent, code and keys a noun,
 * nothing in scripts, styles, preformatted text, and elements whose `lang` is not English. White space reads as one space.
 * @param parse parse5's, with source locations
 */
export const maskHtml = (source: string, parse: (source: string) => HtmlDocument): MaskedDocument => {
  const builder = new MaskBuilder(source);
  new HtmlMasker(builder).mask(parse(builder.source));
  return builder.build();
};
