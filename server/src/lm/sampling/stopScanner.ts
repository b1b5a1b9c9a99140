export interface ScannedText {
  /** What can be passed on. */
  readonly text: string;
  /** A stop sequence came; the text ends before it, and nothing more is taken. */
  readonly stopped: boolean;
}

/** Finds the first stop sequence in text that comes in pieces, and holds back what may yet become one. */
export class StopScanner {
  private readonly sequences: readonly string[];
  private held = '';
  private stopped = false;

  /** @param sequences Empty ones are passed over. */
  constructor(sequences: readonly string[]) {
    this.sequences = sequences.filter((sequence) => sequence !== '');
  }

  push(piece: string): ScannedText {
    if (this.stopped) return { text: '', stopped: true };
    const text = this.held + piece;
    const start = this.firstStop(text);
    if (start !== undefined) {
      this.stopped = true;
      this.held = '';
      return { text: text.slice(0, start), stopped: true };
    }
    const free = text.length - Math.max(0, ...this.sequences.map((sequence) => overlap(text, sequence)));
    this.held = text.slice(free);
    return { text: text.slice(0, free), stopped: false };
  }

  /** Start of the sequence that is whole first: wherever the pieces were cut, it is the same one. */
  private firstStop(text: string): number | undefined {
    const found = this.sequences
      .map((sequence) => ({ start: text.indexOf(sequence), length: sequence.length }))
      .filter(({ start }) => start >= 0)
      .sort((a, b) => a.start + a.length - (b.start + b.length) || a.start - b.start);
    return found[0]?.start;
  }

  /** What was held back, once nothing more comes. */
  flush(): string {
    const text = this.held;
    this.held = '';
    return text;
  }
}

/** Length of the longest end of the text with which the sequence begins. */
const overlap = (text: string, sequence: string): number => {
  for (let length = Math.min(text.length, sequence.length - 1); length > 0; length--)
    if (text.endsWith(sequence.slice(0, length))) return length;
  return 0;
};
