import { setImmediate } from 'node:timers/promises';

/** Characters that are gathered before they are written. */
const longText = 65_536;

/** Standard output, written in few large pieces. */
export class Output {
  private text = '';

  /** @param beforeWriting Called before each piece: what else stands on the terminal makes room. */
  constructor(private readonly beforeWriting: () => void) {}

  write(text: string): void {
    this.text += text;
  }

  async flushWhenLong(): Promise<void> {
    if (this.text.length >= longText) await this.flush();
  }

  /** Writes what was gathered, and lets the process learn of a closed pipe. */
  async flush(): Promise<void> {
    if (this.text === '') return;
    this.beforeWriting();
    process.stdout.write(this.text);
    this.text = '';
    await setImmediate();
  }
}
