import type { Tree } from '@lezer/common';
import { type MarkdownParser, parser, Strikethrough, Table, TaskList } from '@lezer/markdown';
import type { MaskedDocument } from '../maskedDocument';
import { maskFrontMatter } from './frontMatter';
import { proseBlockSyntax } from './markdownBlocks';
import { hasTooManyDelimiters } from './markdownBounds';
import { proseInlineSyntax } from './markdownInline';
import { MarkdownMasker } from './markdownMasker';
import { MaskBuilder } from './maskBuilder';

/** A parser that keeps to linear time whatever the input. */
const bounded = (unbounded: MarkdownParser): MarkdownParser => {
  const parseInline = unbounded.parseInline.bind(unbounded);
  unbounded.parseInline = (text, offset) => {
    return parseInline(hasTooManyDelimiters(text, 0, text.length) ? '' : text, offset);
  };
  return unbounded;
};

const configured = (jsx: boolean): MarkdownParser => {
  const extensions = [Table, TaskList, Strikethrough, proseBlockSyntax(jsx), proseInlineSyntax(jsx)];
  return bounded(parser.configure(extensions));
};

const parsers = new Map<boolean, MarkdownParser>();

const parse = (text: string, jsx: boolean): Tree => {
  const known = parsers.get(jsx);
  if (known !== undefined) return known.parse(text);
  const made = configured(jsx);
  parsers.set(jsx, made);
  return made.parse(text);
};

/**
 * Masks Markdown: CommonMark and GFM, with front matter, math, footnotes, admonitions, Liquid and mdBook tags, wiki links. Total and linear:
 * what would take longer (a paragraph of a thousand brackets) has no prose.
 *
 * Masking goes by top-level block of the syntax tree, in order. What a block reads as depends on its own node, the document's link
 * reference definitions, a displayed formula right next to it, and a raw element (`<pre>`, `<svg>`) that an earlier block left open: a caller
 * that keeps the tree can parse anew with Lezer's `TreeFragment`s and mask only the blocks that changed, as long as those stay the same.
 * @param jsx whether the document is MDX
 */
export const maskMarkdown = (source: string, jsx = false): MaskedDocument => {
  const builder = new MaskBuilder(source);
  const proseStart = maskFrontMatter(builder);
  const text = parsedText(builder.source, proseStart);
  new MarkdownMasker(builder, text).mask(parse(text, jsx));
  return builder.build();
};

/** What Lezer is given: the same length; front matter and a byte order mark blank, a lone carriage return as a line feed. */
const parsedText = (source: string, proseStart: number): string => {
  const blank = source.startsWith('\uFEFF') ? Math.max(proseStart, 1) : proseStart;
  const text = blank === 0 ? source : source.slice(0, blank).replace(/[^\n]/g, ' ') + source.slice(blank);
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
};
