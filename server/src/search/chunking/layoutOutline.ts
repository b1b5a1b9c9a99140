import type { LineTable } from './lineTable';
import { type OutlineMark, ownPassageTokens } from './outline';
import { Seam } from './packing';
import { tokensUnder } from './section';

/** A line that begins so goes with the one after it. */
const comment = /^(?:\/\/|\/?\*|#(?!!|include|if|define|region)|--|;|%|@\w|\[\w+[^\]]*\]$|"""|''')/;

/** A line that begins so goes on with what the lines before it began. */
const continuation =
  /^(?:[)\]}>]|end\b|else\b|elif\b|elsif\b|except\b|catch\b|finally\b|rescue\b|ensure\b|then\b|do\b$|\{\s*$)/;

/** What is looked at of a line. */
const longestHead = 200;

const tabWidth = 4;

/** Names of what a line declares, outermost first; undefined where it declares nothing. */
export type LineNames = (line: string) => readonly string[] | undefined;

/** Deeper layouts are those of data or nonsense. */
const deepest = 64;

/**
 * An outline from the layout of lines alone: what is indented further belongs to the line above it. For languages without a grammar, and for files that a
 * parser would take too long for.
 */
export const layoutOutline = (text: string, lines: LineTable, namesIn: LineNames): OutlineMark[] => {
  const indents = new Int32Array(lines.count).fill(-1);
  for (let line = 0; line < lines.count; line++) {
    const [start, end] = [lines.startOf(line), lines.startOf(line + 1)];
    for (let at = start, width = 0; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x20) width++;
      else if (unit === 0x09) width += tabWidth;
      else {
        if (unit > 0x20) indents[line] = width;
        break;
      }
    }
  }
  const walk = new LayoutWalk(text, lines, indents, namesIn);
  walk.visit({ from: 0, to: lines.count }, [], 0);
  return walk.marks;
};

/** Lines from one to before another. */
interface LineRange {
  readonly from: number;
  readonly to: number;
}

class LayoutWalk {
  readonly marks: OutlineMark[] = [];

  constructor(
    private readonly text: string,
    private readonly lines: LineTable,
    /** -1 of a blank line. */
    private readonly indents: Int32Array,
    private readonly namesIn: LineNames,
  ) {}

  /** Marks what stands side by side in a range of lines. */
  visit({ from, to }: LineRange, names: readonly string[], depth: number): void {
    if (depth > deepest) return;
    const least = this.leastIndent(from, to);
    let begin = from;
    let itemLine: number | undefined;
    for (let line = from; line < to; line++) {
      if (this.indents[line]! < 0) {
        // A comment that a blank line follows is by itself.
        if (itemLine === undefined && line > begin) begin = this.close(begin, begin, line, names, depth);
        continue;
      }
      if (this.indents[line]! > least) continue;
      const content = this.contentOf(line);
      if (itemLine !== undefined && !continuation.test(content)) {
        begin = this.close(begin, itemLine, line, names, depth);
        itemLine = undefined;
      }
      if (itemLine === undefined && !comment.test(content)) itemLine = line;
    }
    if (begin < to) this.close(begin, itemLine ?? begin, to, names, depth);
  }

  /** One of them, from its comments on. @returns where the next begins */
  private close(from: number, itemLine: number, to: number, names: readonly string[], depth: number): number {
    const tokens = this.lines.tokens(this.lines.startOf(from), this.lines.startOf(to));
    const name = tokens >= ownPassageTokens ? this.namesIn(this.headOf(itemLine)) : undefined;
    const inner = name === undefined ? names : [...names, ...name];
    this.mark(from, name === undefined ? depth : 0, inner);
    if (tokens > tokensUnder(inner) && to - itemLine > 1)
      this.visit({ from: itemLine + 1, to }, inner, name === undefined ? depth + 1 : 1);
    if (name !== undefined) this.mark(to, depth, names);
    return to;
  }

  private leastIndent(from: number, to: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let line = from; line < to; line++) {
      const indent = this.indents[line]!;
      if (indent >= 0 && indent < least && !continuation.test(this.contentOf(line))) least = indent;
    }
    return least;
  }

  /** With the brace that may stand in the next line. */
  private headOf(line: number): string {
    const content = this.contentOf(line);
    return this.contentOf(line + 1) === '{' ? `${content} {` : content;
  }

  private contentOf(line: number): string {
    const start = this.lines.startOf(line);
    return this.text.slice(start, Math.min(start + longestHead, this.lines.startOf(line + 1))).trim();
  }

  private mark(line: number, depth: number, names: readonly string[]): void {
    const offset = this.lines.startOf(line);
    if (offset >= this.text.length) return;
    const blank = line > 0 && this.indents[line - 1] === -1;
    const seam = Math.max(Seam.Wrap, Seam.Line - depth);
    this.marks.push({ offset, seam: depth === 0 || blank ? Math.min(Seam.Paragraph, seam + 1) : seam, names });
  }
}
