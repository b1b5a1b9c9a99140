import type { Tree, TreeCursor } from '@vscode/tree-sitter-wasm';
import { isDeclaration, isWrapper, namesOf } from './declarationNames';
import type { LineTable } from './lineTable';
import { type OutlineMark, ownPassageTokens } from './outline';
import { Seam } from './packing';
import { tokensUnder } from './section';

/** What stands before a declaration and belongs to it. */
const attached =
  /comment|^(?:attribute_item|inner_attribute_item|decorator|attribute_list|annotation|marker_annotation)$/;

/**
 * The outline of a source file from its syntax tree. Only nodes that are too long for a passage are looked into, so most of a tree is never visited.
 */
export const codeOutline = (text: string, tree: Tree, lines: LineTable): OutlineMark[] => {
  const marks: OutlineMark[] = [];
  const cursor = tree.walk();
  try {
    new OutlineWalk(text, lines, marks).visit(cursor, [], 0, false);
  } finally {
    cursor.delete();
  }
  return marks;
};

/** Characters that have no more tokens than a passage, whatever they are. */
const shortest = 100;

/** Deeper trees are those of nonsense. */
const deepest = 200;

class OutlineWalk {
  constructor(
    private readonly text: string,
    private readonly lines: LineTable,
    private readonly marks: OutlineMark[],
  ) {}

  /**
   * Marks the children of a node.
   * @param names of the node and what it stands in
   * @param depth 0 for the file itself
   * @param named whether the names are also those of a child
   */
  visit(cursor: TreeCursor, names: readonly string[], depth: number, named: boolean): void {
    if (depth > deepest || !cursor.gotoFirstChild()) return;
    /** Where the comments before a child begin. */
    let comments: { start: number; end: number } | undefined;
    do {
      const { startIndex, endIndex } = cursor;
      // Too short for a passage, and no place to begin one: what most children are.
      if (endIndex - startIndex < shortest && !this.lines.beginsLine(startIndex)) continue;
      const { nodeType } = cursor;
      if (comments !== undefined && /\n\s*\n/.test(this.text.slice(comments.end, startIndex))) {
        this.mark(comments.start, depth, names);
        comments = undefined;
      }
      if (attached.test(nodeType) && this.lines.tokens(startIndex, endIndex) < tokensUnder(names)) {
        comments = { start: comments?.start ?? startIndex, end: endIndex };
        continue;
      }
      const start = comments?.start ?? startIndex;
      comments = undefined;
      const tokens = this.lines.tokens(start, endIndex);
      const own = !named && tokens >= ownPassageTokens && isDeclaration(nodeType) ? namesOf(cursor.currentNode) : [];
      const inner = own.length === 0 ? names : [...names, ...own];
      this.mark(start, own.length > 0 ? 0 : depth, inner);
      if (tokens > tokensUnder(inner))
        this.visit(cursor, inner, own.length > 0 ? 1 : depth + 1, (named || own.length > 0) && isWrapper(nodeType));
      // What follows in the line, like a semicolon, is of this child still.
      if (own.length > 0) this.mark(this.lines.startOf(this.lines.lineOf(endIndex - 1) + 1), depth, names);
    } while (cursor.gotoNextSibling());
    if (comments !== undefined) this.mark(comments.start, depth, names);
    cursor.gotoParent();
  }

  private mark(offset: number, depth: number, names: readonly string[]): void {
    const line = this.lines.lineOf(offset);
    if (offset >= this.text.length || !this.lines.beginsLine(offset)) return;
    const start = this.lines.startOf(line);
    if (start < (this.marks.at(-1)?.offset ?? 0)) return;
    const blank = line > 0 && this.text.slice(this.lines.startOf(line - 1), start).trim() === '';
    const seam = Math.max(Seam.Wrap, Seam.Line - depth);
    this.marks.push({ offset: start, seam: depth === 0 || blank ? Math.min(Seam.Paragraph, seam + 1) : seam, names });
  }
}
