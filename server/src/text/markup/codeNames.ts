import type { NamesOfCode } from '../maskedDocument';
import type { Span } from '../span';

/** A name, or a string's content, which is passed over: what is written there is prose or data. */
const nameOrString = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** `maxArgs`, `HTTPServer`, `max_args`: their words. */
const part = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu;

/** Names in the code of one file; they are gathered when the first is asked for. */
export class CodeNames implements NamesOfCode {
  private names: ReadonlySet<string> | undefined;

  /** @param prose comments and docstrings, ascending */
  constructor(
    private readonly source: string,
    private readonly prose: readonly Span[],
  ) {}

  has(word: string): boolean {
    this.names ??= this.gather();
    return this.names.has(word.toLowerCase());
  }

  private gather(): Set<string> {
    const names = new Set<string>();
    let position = 0;
    for (const { start, end } of [...this.prose, { start: this.source.length, end: this.source.length }]) {
      for (const [found] of this.source.slice(position, start).matchAll(nameOrString)) {
        if (/^["']/.test(found)) continue;
        names.add(found.toLowerCase());
        for (const [word] of found.matchAll(part)) names.add(word.toLowerCase());
      }
      position = Math.max(position, end);
    }
    return names;
  }
}
