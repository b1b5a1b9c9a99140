import { printMessage } from './console';

/** A line on the terminal that says what is being done, and leaves no trace. Silent where standard error is no terminal. */
export class Progress {
  private shown = false;
  private last = 0;

  constructor(private readonly enabled: boolean = process.stderr.isTTY === true) {}

  /** Shows `text`, at most a few times a second. */
  show(text: string): void {
    if (!this.enabled) return;
    const now = performance.now();
    if (now - this.last < 100) return;
    this.last = now;
    this.shown = true;
    const columns = process.stderr.columns || 80;
    process.stderr.write(`\r\x1b[2K${text.slice(0, columns - 1)}`);
  }

  /** Prints a message for the user, without the line. */
  tell(message: string): void {
    this.clear();
    printMessage(message);
  }

  clear(): void {
    if (!this.shown) return;
    this.shown = false;
    process.stderr.write('\r\x1b[2K');
  }
}
