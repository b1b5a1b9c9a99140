import type { Span } from '../span';
import { environmentKind } from './latexEnvironments';

/** What `\verb` and its kin delimit: macro, options, a delimiter, anything on the line, the same delimiter. */
const verbatimMacro =
  /\\(?:verb|Verb|lstinline|mintinline)(?![A-Za-z@])\*?(?:\[[^\]\n]*\])?(?:\{[^{}\n]*\})?([^\sA-Za-z*{[])[^\n]{0,2000}?\1/y;

const overlay = /<[\d,+\-. a-z:|@]{1,30}>/y;
const shortVerbatim = /([|"])[^\n]{0,2000}?\1/y;

/** Classes whose documents have `|…|` without declaring it. */
const shortVerbClass = /\\documentclass(?:\[[^\]]*\])?\{(?:ltxdoc|amsdtx|l3doc|ltnews|ltxguide|ltugboat|tugboat)\}/;

const shortVerbOf = (source: string): string | undefined =>
  /\\(?:MakeShortVerb\*?|DefineShortVerb(?:\[[^\]\n]*\])?|lstMakeShortInline(?:\[[^\]\n]*\])?)\s*\{?\\?([|"])/.exec(
    source,
  )?.[1] ?? (shortVerbClass.test(source) ? '|' : undefined);

/**
 * Where the groups, options and verbatim texts of a LaTeX source end. Groups are matched in one pass over the whole;
 * braces that are escaped, in comments or verbatim do not count.
 */
export class LatexExtents {
  private readonly closing = new Map<number, number>();
  private readonly lastEnd = new Map<string, number>();

  /** The character that delimits verbatim text without a macro. */
  private readonly shortVerb: string | undefined;

  constructor(private readonly source: string) {
    const open: number[] = [];
    this.shortVerb = shortVerbOf(source);
    const special = this.shortVerb === undefined ? /[\\{}%]/g : /[\\{}%|"]/g;
    for (let match = special.exec(source); match !== null; match = special.exec(source)) {
      const at = match.index;
      if (match[0] === '{') open.push(at);
      else if (match[0] === '}') {
        const start = open.pop();
        if (start !== undefined) this.closing.set(start, at);
      } else if (match[0] === '%') {
        const end = source.indexOf('\n', at);
        if (end < 0) break;
        special.lastIndex = end;
      } else if (match[0] === '\\') special.lastIndex = this.afterEscape(at);
      else special.lastIndex = this.verbatimEnd(at) ?? at + 1;
    }
  }

  /** Offset of the brace that closes the one at `start`; undefined when there is none at either place. */
  closeOf(start: number): number | undefined {
    return this.closing.get(start);
  }

  /** Where verbatim text that starts at `start` ends on its line, `\verb|…|` or `|…|` alone where the document has that; undefined when there is none. */
  verbatimEnd(start: number): number | undefined {
    const { source, shortVerb } = this;
    if (source[start] === '\\') {
      verbatimMacro.lastIndex = start;
      return verbatimMacro.test(source) ? verbatimMacro.lastIndex : undefined;
    }
    if (shortVerb === undefined || source[start] !== shortVerb) return undefined;
    shortVerbatim.lastIndex = start;
    return shortVerbatim.test(source) ? shortVerbatim.lastIndex : undefined;
  }

  /** Offset of the `\end{name}` after `from`; undefined when there is none. */
  endOf(name: string, from: number): number | undefined {
    return this.next(`\\end{${name}}`, from);
  }

  /** As `indexOf`, but a search that is bound to fail costs nothing, so that unclosed marks do not make the whole quadratic. */
  next(mark: string, from: number): number | undefined {
    let last = this.lastEnd.get(mark);
    if (last === undefined) {
      last = this.source.lastIndexOf(mark);
      this.lastEnd.set(mark, last);
    }
    return last < from ? undefined : this.source.indexOf(mark, from);
  }

  /** After the options `[…]` and overlays `<…>` that start at `from`. */
  optionsEnd(from: number): number {
    const { source } = this;
    let at = from;
    for (;;) {
      overlay.lastIndex = at;
      if (source[at] === '<' && overlay.test(source)) at = overlay.lastIndex;
      if (source[at] !== '[') return at;
      const close = this.bracketEnd(at);
      if (close === undefined) return at;
      at = close;
    }
  }

  /** After the `]` of an option, braces respected; undefined when it does not close in a thousand characters. */
  private bracketEnd(start: number): number | undefined {
    const { source } = this;
    let depth = 0;
    for (let at = start; at < Math.min(start + 1000, source.length); at++) {
      const character = source[at];
      if (character === '\\') at++;
      else if (character === '{') at = this.closeOf(at) ?? at;
      else if (character === '[') depth++;
      else if (character === ']' && --depth === 0) return at + 1;
      else if (character === '\n' && /^\n[^\S\n]*\n/.test(source.slice(at, at + 80))) return undefined;
    }
    return undefined;
  }

  /** After all options and groups that follow without a space, or with one where `spaced`. */
  argumentsEnd(from: number, spaced = false): number {
    const { source } = this;
    let at = from;
    for (;;) {
      const options = this.optionsEnd(at);
      let brace = options;
      if (spaced) while (/\s/.test(source[brace] ?? '')) brace++;
      const close = this.closeOf(brace);
      if (close === undefined) return options;
      at = close + 1;
    }
  }

  /** The insides of the groups that follow without a space. */
  argumentsOf(from: number): Span[] {
    const groups: Span[] = [];
    for (let at = this.optionsEnd(from); ; ) {
      const close = this.closeOf(at);
      if (close === undefined) return groups;
      groups.push({ start: at + 1, end: close });
      at = this.optionsEnd(close + 1);
    }
  }

  /** Where to go on after the backslash at `at`. */
  private afterEscape(at: number): number {
    const { source } = this;
    const verbatimEnd = this.verbatimEnd(at);
    if (verbatimEnd !== undefined) return verbatimEnd;
    if (source.startsWith('\\begin{', at)) {
      const close = source.indexOf('}', at);
      const name = source.slice(at + 7, close < 0 || close > at + 60 ? at + 7 : close);
      if (environmentKind(name) === 'verbatim') return this.endOf(name, at) ?? at + 7;
      return at + 6;
    }
    return at + 2;
  }
}
