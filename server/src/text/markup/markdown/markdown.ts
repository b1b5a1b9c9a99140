import { type SyntaxNode, type Tree, TreeFragment } from '@lezer/common';
import { type MarkdownParser, parser, Strikethrough, Table, TaskList } from '@lezer/markdown';
import { changedSpan } from '../../changedSpan';
import type { MaskedDocument } from '../../maskedDocument';
import { maskFrontMatter } from '../frontMatter';
import { MaskBuilder } from '../maskBuilder';
import { MaskedPieces } from '../maskedPieces';
import type { RepeatedMask } from '../repeatedMask';
import { proseBlockSyntax } from './markdownBlocks';
import { hasTooManyDelimiters } from './markdownBounds';
import { proseInlineSyntax } from './markdownInline';
import { linkDefinitions, MarkdownMasker } from './markdownMasker';

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

const parserOf = (jsx: boolean): MarkdownParser => {
  let made = parsers.get(jsx);
  if (made === undefined) {
    made = configured(jsx);
    parsers.set(jsx, made);
  }
  return made;
};

/**
 * Masks Markdown: CommonMark and GFM, with front matter, math, footnotes, admonitions, Liquid and mdBook tags, wiki links. Total and linear:
 * what would take longer (a paragraph of a thousand brackets) has no prose.
 * @param jsx whether the document is MDX
 */
export const maskMarkdown = (source: string, jsx = false): MaskedDocument => {
  const steps = new MarkdownMask(jsx).update(source);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

/** How many blocks are parsed or masked between two chances to stop: well under a millisecond. */
const BLOCKS_A_STEP = 32;

/** The mask of blocks in a row, its offsets counted from the first one's start. */
interface MaskedBlocks extends MaskedDocument {
  readonly trees: readonly (Tree | null)[];
}

/**
 * The mask of one Markdown document through its edits: only blocks that an edit touched are parsed and masked again. Lezer hands the
 * syntax trees of the others on, and a mask is kept with the tree of its first block for as long as the document's link reference
 * definitions stay the same.
 */
export class MarkdownMask implements RepeatedMask {
  private text = '';
  private fragments: readonly TreeFragment[] = [];
  private definitions: ReadonlySet<string> = new Set();
  private masks = new WeakMap<Tree, MaskedBlocks>();

  constructor(private readonly jsx: boolean) {}

  *update(source: string): Generator<void, MaskedDocument> {
    const builder = new MaskBuilder(source);
    const proseStart = maskFrontMatter(builder);
    const head = builder.cut(0, proseStart);
    const text = parsedText(builder.source, proseStart);
    // Each of these looks at all of the text: some ten milliseconds for one of 5 MB.
    yield;
    const tree = yield* this.parse(text);
    yield;
    const definitions = linkDefinitions(text);
    yield;
    if (!sameLabels(definitions, this.definitions)) {
      this.definitions = definitions;
      this.masks = new WeakMap();
    }

    const pieces = new MaskedPieces(builder.source);
    pieces.add(0, head);
    const masker = new MarkdownMasker(builder, text, definitions);
    let count = 0;
    for (const row of rowsOf(tree, text)) {
      const from = row[0]!.from;
      const known = masker.position <= from ? this.maskOf(row) : undefined;
      pieces.add(from, known ?? this.mask(row, masker, builder));
      if (++count % BLOCKS_A_STEP === 0) yield;
    }
    return pieces.build();
  }

  private *parse(text: string): Generator<void, Tree> {
    const { from, to, length } = changedSpan(this.text, text);
    yield;
    const change = { fromA: from, toA: to, fromB: from, toB: from + length };
    const fragments =
      from === to && length === 0 ? this.fragments : TreeFragment.applyChanges(this.fragments, [change]);
    const parse = parserOf(this.jsx).startParse(text, fragments);
    for (let count = 1; ; count++) {
      const tree = parse.advance();
      if (tree !== null) {
        this.text = text;
        this.fragments = TreeFragment.addTree(tree, fragments);
        return tree;
      }
      if (count % BLOCKS_A_STEP === 0) yield;
    }
  }

  private maskOf(row: readonly SyntaxNode[]): MaskedBlocks | undefined {
    const first = row[0]!.tree;
    const known = first === null ? undefined : this.masks.get(first);
    return known?.trees.length === row.length && known.trees.every((tree, index) => tree === row[index]!.tree)
      ? known
      : undefined;
  }

  private mask(row: readonly SyntaxNode[], masker: MarkdownMasker, builder: MaskBuilder): MaskedDocument {
    const lasting = masker.mask(row);
    const masked = builder.cut(row[0]!.from, row[row.length - 1]!.to);
    const first = row[0]!.tree;
    if (lasting && first !== null) this.masks.set(first, { ...masked, trees: row.map(({ tree }) => tree) });
    return masked;
  }
}

/** Top-level blocks, those together that a displayed formula joins. */
function* rowsOf(tree: Tree, text: string): Generator<readonly SyntaxNode[]> {
  let row: SyntaxNode[] = [];
  for (let block = tree.topNode.firstChild; block !== null; block = block.nextSibling) {
    const last = row[row.length - 1];
    if (
      last !== undefined &&
      !((last.name === 'BlockMath' || block.name === 'BlockMath') && isNear(text, last, block))
    ) {
      yield row;
      row = [];
    }
    row.push(block);
  }
  if (row.length > 0) yield row;
}

/** No blank line lies between. */
const isNear = (text: string, one: SyntaxNode, other: SyntaxNode): boolean =>
  !/\n[ \t]*\r?\n/.test(text.slice(one.to, other.from));

const sameLabels = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((label) => other.has(label));

/** What Lezer is given: the same length; front matter and a byte order mark blank, a lone carriage return as a line feed. */
const parsedText = (source: string, proseStart: number): string => {
  const blank = source.startsWith('\uFEFF') ? Math.max(proseStart, 1) : proseStart;
  const text = blank === 0 ? source : source.slice(0, blank).replace(/[^\n]/g, ' ') + source.slice(blank);
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
};
