import { estimateTokens } from './tokenEstimate';

/** Where the lines of a text start, and about how many tokens stand before each. */
export class LineTable {
  private readonly starts: Int32Array;
  private readonly tokensBefore: Float64Array;

  constructor(private readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = Int32Array.from(starts);
    this.tokensBefore = new Float64Array(starts.length + 1);
    for (let line = 0; line < starts.length; line++)
      this.tokensBefore[line + 1] =
        this.tokensBefore[line]! + estimateTokens(text, starts[line], starts[line + 1] ?? text.length);
  }

  get count(): number {
    return this.starts.length;
  }

  startOf(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** From 0. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  tokens(start: number, end: number): number {
    const first = this.lineOf(start);
    const last = this.lineOf(Math.max(start, end - 1));
    if (first === last) return estimateTokens(this.text, start, end);
    const head = estimateTokens(this.text, this.startOf(first), start);
    const tail = estimateTokens(this.text, end, this.startOf(last + 1));
    return this.tokensBefore[last + 1]! - this.tokensBefore[first]! - head - tail;
  }

  /** Whether nothing but white space stands before it in its line. */
  beginsLine(offset: number): boolean {
    for (let at = offset - 1; at >= 0; at--) {
      const unit = this.text.charCodeAt(at);
      if (unit === 0x0a) return true;
      if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0d && unit !== 0xfeff) return false;
    }
    return true;
  }
}
