import type { Damaged } from './damage';

interface Kind {
  words: number;
  mistakes: number;
  readonly byClass: Map<string, number>;
}

/** How many mistakes of which class went into text of several kinds. */
export class Tally {
  private readonly kinds = new Map<string, Kind>();

  add(name: string, words: number, { edits }: Damaged): void {
    const kind = this.kinds.get(name) ?? { words: 0, mistakes: 0, byClass: new Map() };
    this.kinds.set(name, kind);
    kind.words += words;
    kind.mistakes += edits.length;
    for (const { editClass } of edits) kind.byClass.set(editClass, (kind.byClass.get(editClass) ?? 0) + 1);
  }

  toString(): string {
    return [...this.kinds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { words, mistakes, byClass }]) => {
        const classes = [...byClass].sort(([a], [b]) => (a < b ? -1 : 1)).map((entry) => entry.join(' '));
        const rate = ((1000 * mistakes) / words).toFixed(1);
        return [`  ${name}: ${words} tokens, ${mistakes} mistakes, ${rate} in 1,000`, ...classes].join('\n    ');
      })
      .join('\n');
  }
}
