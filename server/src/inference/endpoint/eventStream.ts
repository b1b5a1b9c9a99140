/** UTF-16 units that may come without an end of line: no piece of text is so long. */
const longestLine = 1_000_000;

/** Reads the data of server-sent events (HTML Standard, 9.2) as their bytes come. Other fields of events, and comments, are passed over. */
export class EventStream {
  private readonly decoder = new TextDecoder();
  private rest = '';
  private data: string[] = [];

  /**
   * @returns the data of the events that these bytes end
   * @throws RangeError where a line does not end
   */
  read(bytes: Uint8Array): readonly string[] {
    const lines = (this.rest + this.decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop()!;
    if (this.rest.length > longestLine) throw new RangeError(`a line has over ${longestLine} characters`);
    return lines.flatMap((line) => this.take(line) ?? []);
  }

  /** The data of an event that this line ends. */
  private take(line: string): string | undefined {
    if (line !== '') {
      const data = /^data(?:: ?(.*))?$/s.exec(line);
      if (data !== null) this.data.push(data[1] ?? '');
      return undefined;
    }
    if (this.data.length === 0) return undefined;
    const event = this.data.join('\n');
    this.data = [];
    return event;
  }
}
