import { contentKey } from '../../contentKey';
import type { NamesOfCode } from '../../maskedDocument';
import type { Span } from '../../span';

/** A name, or a string's content, which is passed over: what is written there is prose or data. */
const nameOrString = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** `maxArgs`, `HTTPServer`, `max_args`: their words. */
const part = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu;

/** The names of the code that was looked at last: a key in a comment leaves them as they were, and gathering takes longer than hashing. */
export interface LastNames {
  key?: number;
  names?: ReadonlySet<string>;
}

/** Names in the code of one file; they are gathered when the first is asked for. */
export class CodeNames implements NamesOfCode {
  private names: ReadonlySet<string> | undefined;

  /**
   * @param prose comments and docstrings, ascending
   * @param last of the same file
   */
  constructor(
    private readonly source: string,
    private readonly prose: readonly Span[],
    private readonly last: LastNames = {},
  ) {}

  has(word: string): boolean {
    this.names ??= this.known();
    return this.names.has(word.toLowerCase());
  }

  private known(): ReadonlySet<string> {
    const { last } = this;
    let key = 0;
    for (const { start, end } of this.code()) key = contentKey(this.source, start, end, key);
    if (last.names === undefined || last.key !== key) {
      last.names = this.gather();
      last.key = key;
    }
    return last.names;
  }

  private *code(): Generator<Span> {
    let start = 0;
    for (const prose of this.prose) {
      if (prose.start > start) yield { start, end: prose.start };
      start = Math.max(start, prose.end);
    }
    yield { start, end: this.source.length };
  }

  private gather(): Set<string> {
    const names = new Set<string>();
    for (const { start, end } of this.code()) {
      for (const [found] of this.source.slice(start, end).matchAll(nameOrString)) {
        if (/^["']/.test(found)) continue;
        names.add(found.toLowerCase());
        for (const [word] of found.matchAll(part)) names.add(word.toLowerCase());
      }
    }
    return names;
  }
}
