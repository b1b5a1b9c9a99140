import type { Span } from '../../text/span';

/** A span's ends in lines and columns, both from 1, columns in UTF-16 units; the end is exclusive. */
export interface LineColumnRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
};

/** The lines of a text, ended by LF, CR LF or CR alone. */
export class LineIndex {
  private found: readonly number[] | undefined;

  constructor(private readonly text: string) {}

  /** Where each line starts; found when it is first asked for. */
  private get starts(): readonly number[] {
    this.found ??= lineStarts(this.text);
    return this.found;
  }

  /** How many lines there are; a final line end does not open another. */
  get count(): number {
    return this.starts.at(-1) === this.text.length ? this.starts.length - 1 : this.starts.length;
  }

  /** The line, from 1, that an offset lies in. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** A line's span without its end. */
  line(number: number): Span {
    const start = this.starts[number - 1]!;
    let end = this.starts[number] ?? this.text.length;
    while (end > start && /[\r\n]/.test(this.text[end - 1]!)) end--;
    return { start, end };
  }

  range({ start, end }: Span): LineColumnRange {
    const startLine = this.lineAt(start);
    const endLine = this.lineAt(end);
    return {
      startLine,
      startColumn: start - this.starts[startLine - 1]! + 1,
      endLine,
      endColumn: end - this.starts[endLine - 1]! + 1,
    };
  }
}
