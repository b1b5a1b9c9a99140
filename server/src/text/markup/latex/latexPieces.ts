import { ABSENT, PLACEHOLDER } from '../../maskedDocument';
import type { Span } from '../../span';
import { environmentKind } from './latexEnvironments';

/**
 * A stretch of a LaTeX source that is parsed without the rest: `latex`; `opaque`, that holds no LaTeX and
 * stands between paragraphs; or a long `comment`, with which its paragraph goes on unless `ends`.
 */
export interface LatexPiece extends Span {
  readonly kind: 'latex' | 'opaque' | 'comment';
  readonly ends: boolean;
}

export interface LatexPieces {
  /** Offsets of `\begin{document}` and `\end{document}` outside comments and verbatim text, where a piece begins; undefined where there is none. */
  readonly begin: number | undefined;
  readonly end: number | undefined;
  /**
   * The source with what the grammar would misread replaced in its length: verbatim text, a run of PLACEHOLDER within a sentence and of ABSENT
   * between paragraphs; the first letter of macros that begin like `\verb`, and are not, as a capital.
   */
  readonly readable: string;
  /** Ascending, disjoint; between them are blank lines. */
  readonly pieces: readonly LatexPiece[];
}

/** The parser's time and memory go up faster than the length; a paragraph has some 500 characters. */
const softLength = 4000;
/** Groups and formulas up to this long are not cut. A longer one is more likely a brace that was forgotten. */
const keptLength = 20_000;
const commentLength = 1000;

/** What `\verb` and its kin delimit: macro, options, a delimiter, anything on the line, the same delimiter. */
const verbatimMacro =
  /\\(?:verb|Verb|lstinline|mintinline)(?![A-Za-z@])\*?(?:\[[^\]\n]{0,500}\])?(?:\{[^{}\n]{0,500}\})?([^\sA-Za-z*{[])[^\n]{0,2000}?\1/y;
/** The grammar takes every macro that begins so for verbatim, `\verbatiminput` too. */
const likeVerbatimMacro = /\\(?:verb|lstinline|mint)/y;
const falseBranch = /\\iffalse(?![A-Za-z@])/y;
const begin = /\\begin\{([^{}\n]{1,60})\}/y;
const shortVerbatim = /([|"])[^\n]{0,2000}?\1/y;
const blankLines = /\n(?:[^\S\n]*\n)+[^\S\n]*/y;

/** Classes whose documents have `|…|` without declaring it. */
const shortVerbClass =
  /\\documentclass(?:\[[^\]]{0,500}\])?\{(?:ltxdoc|amsdtx|l3doc|ltnews|ltxguide|ltugboat|tugboat)\}/;

const shortVerbOf = (source: string): string | undefined =>
  /\\(?:MakeShortVerb\*?|DefineShortVerb(?:\[[^\]\n]{0,500}\])?|lstMakeShortInline(?:\[[^\]\n]{0,500}\])?)\s*\{?\\?([|"])/.exec(
    source,
  )?.[1] ?? (shortVerbClass.test(source) ? '|' : undefined);

const verbatimDefinition =
  /\\(?:(?:Define|Custom)VerbatimEnvironment|lstnewenvironment|(?:re)?newtcblisting)\s?(?:\[[^\]\n]{0,500}\])?\{([^{}\n]{1,60})\}/g;

const matchEnd = (pattern: RegExp, source: string, at: number): number | undefined => {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : undefined;
};

/**
 * Cuts a LaTeX source at its blank lines and around its verbatim environments, except inside groups and formulas, so that each piece can be
 * parsed by itself: in time linear in the whole, and again only when its own text changed.
 */
class LatexCutter {
  /** Where not to cut: groups and formulas, by their starts and by their ends, none inside another. */
  private readonly kept: Span[] = [];
  private readonly breaks: LatexPiece[] = [];
  private readonly substitutes: (Span & { readonly text: string })[] = [];
  private readonly groups: number[] = [];
  private formula = -1;
  private begin: number | undefined;
  private end: number | undefined;
  private documents = 0;
  private readonly found = new Map<string, number>();

  /** The character that delimits verbatim text without a macro in this document. */
  private readonly shortVerb: string | undefined;

  /** Verbatim environments that the document defines. */
  private readonly verbatimNames: ReadonlySet<string>;

  constructor(private readonly source: string) {
    this.shortVerb = shortVerbOf(source);
    this.verbatimNames = new Set(Array.from(source.matchAll(verbatimDefinition), ([, name]) => name!));
  }

  cut(): LatexPieces {
    const to = this.source.length;
    this.scan();
    const pieces: LatexPiece[] = [];
    let start = 0;
    let nearest = 0;
    for (const gap of this.breaks) {
      while (nearest < this.kept.length && this.kept[nearest]!.end <= gap.start) nearest++;
      if ((this.kept[nearest]?.start ?? to) < gap.start) {
        if (gap.kind !== 'latex') this.substitute(gap.start, gap.end, ABSENT);
        continue;
      }
      this.add(pieces, start, gap.start, gap.ends);
      if (gap.kind !== 'latex') pieces.push(gap);
      start = gap.end;
    }
    this.add(pieces, start, to, true);
    return { begin: this.begin, end: this.end, readable: this.readable(), pieces };
  }

  private scan(): void {
    const { source } = this;
    const special = this.shortVerb === undefined ? /[\\{}%$\n]/g : /[\\{}%$\n|"]/g;
    for (let match = special.exec(source); match !== null && this.end === undefined; match = special.exec(source))
      special.lastIndex = this.step(match.index);
  }

  /** Where to go on after the special character at `at`. */
  private step(at: number): number {
    const { source } = this;
    switch (source[at]) {
      case '\\':
        return this.controlSequence(at);
      case '{':
        this.groups.push(at);
        return at + 1;
      case '}': {
        const start = this.groups.pop();
        if (start !== undefined) this.keep(start, at + 1);
        return at + 1;
      }
      case '%': {
        const lineEnd = source.indexOf('\n', at);
        const end = lineEnd < 0 ? source.length : lineEnd;
        if (end - at > commentLength) this.breaks.push({ kind: 'comment', ends: false, start: at, end });
        return end;
      }
      case '$':
        return this.dollar(at);
      case '\n': {
        const end = matchEnd(blankLines, source, at);
        if (end === undefined) return at + 1;
        this.formula = -1;
        this.breaks.push({ kind: 'latex', ends: true, start: at, end });
        return end;
      }
      default: {
        const end = source[at] === this.shortVerb ? matchEnd(shortVerbatim, source, at) : undefined;
        return end === undefined ? at + 1 : this.verbatim(at, end);
      }
    }
  }

  private controlSequence(at: number): number {
    const { source } = this;
    const end = matchEnd(verbatimMacro, source, at);
    if (end !== undefined) return this.verbatim(at, end);
    const name = matchEnd(likeVerbatimMacro, source, at);
    if (name !== undefined) {
      this.substitutes.push({ start: at + 1, end: at + 2, text: source.charAt(at + 1).toUpperCase() });
      return name;
    }
    const branch = matchEnd(falseBranch, source, at);
    if (branch !== undefined) return this.leaveOut('comment', at, branch, '\\fi');
    const body = this.documentMark(at);
    if (body !== undefined) return body;
    begin.lastIndex = at;
    const environment = begin.exec(source)?.[1];
    if (environment !== undefined) {
      const kind = this.verbatimNames.has(environment) ? 'verbatim' : environmentKind(environment);
      const after = begin.lastIndex;
      if (kind === 'verbatim') return this.leaveOut('opaque', at, after, `\\end{${environment}}`);
      if (kind === 'math') {
        const mark = `\\end{${environment}}`;
        const end = this.next(mark, after);
        if (end !== undefined) this.keep(at, end + mark.length);
      }
      return after;
    }
    const symbol = source[at + 1];
    if (symbol === '[' || symbol === '(') this.beginFormula(at);
    else if (symbol === ']' || symbol === ')') this.endFormula(at + 2);
    return at + 2;
  }

  /**
   * Where to go on when the document begins or ends here: whatever is open, and a preamble's braces need not balance, is closed. An example of a
   * document inside the document has an end of its own.
   */
  private documentMark(at: number): number | undefined {
    const { source } = this;
    const begins = source.startsWith('\\begin{document}', at);
    if (!begins && !source.startsWith('\\end{document}', at)) return undefined;
    if (!begins && this.begin === undefined) return undefined;
    this.documents += begins ? 1 : -1;
    if (this.documents > 1 || (!begins && this.documents > 0)) return at + 2;
    if (begins) this.begin = at;
    else this.end = at;
    this.groups.length = 0;
    this.formula = -1;
    this.breaks.push({ kind: 'latex', ends: true, start: at, end: at });
    return at + 2;
  }

  private dollar(at: number): number {
    const after = this.source[at + 1] === '$' ? at + 2 : at + 1;
    if (this.formula < 0) this.beginFormula(at);
    else this.endFormula(after);
    return after;
  }

  private beginFormula(at: number): void {
    if (this.formula < 0) this.formula = at;
  }

  private endFormula(end: number): void {
    if (this.formula >= 0) this.keep(this.formula, end);
    this.formula = -1;
  }

  private verbatim(start: number, end: number): number {
    this.substitute(start, end, PLACEHOLDER);
    this.keep(start, end);
    return end;
  }

  /** Skips to the `mark` that ends what has begun at `start`; to `from` when there is none. */
  private leaveOut(kind: 'opaque' | 'comment', start: number, from: number, mark: string): number {
    const at = this.next(mark, from);
    if (at === undefined) return from;
    const end = at + mark.length;
    this.breaks.push({ kind, ends: kind === 'opaque', start, end });
    return end;
  }

  private keep(start: number, end: number): void {
    if (end - start > keptLength) return;
    const { kept } = this;
    for (let last = kept[kept.length - 1]; last !== undefined; last = kept[kept.length - 1]) {
      if (last.end >= end) return;
      if (last.start < start) break;
      kept.pop();
    }
    kept.push({ start, end });
  }

  private substitute(start: number, end: number, character: string): void {
    this.substitutes.push({ start, end, text: character.repeat(end - start) });
  }

  /** As `indexOf`, for ascending `from`; each stretch is searched once for each mark. */
  private next(mark: string, from: number): number | undefined {
    let at = this.found.get(mark) ?? -1;
    if (at < from) {
      const index = this.source.indexOf(mark, from);
      at = index < 0 ? Number.POSITIVE_INFINITY : index;
      this.found.set(mark, at);
    }
    return at === Number.POSITIVE_INFINITY ? undefined : at;
  }

  /** Adds one paragraph, in several pieces when it is long. */
  private add(pieces: LatexPiece[], start: number, end: number, ends: boolean): void {
    let from = start;
    while (end - from > softLength) {
      const at = this.softCut(from, end);
      if (at >= end) break;
      pieces.push({ kind: 'latex', ends: false, start: from, end: at });
      from = at;
    }
    if (from < end) pieces.push({ kind: 'latex', ends, start: from, end });
    else if (ends && pieces.length > 0) pieces[pieces.length - 1] = { ...pieces[pieces.length - 1]!, ends };
  }

  /** Behind a line break or space, and not inside what is kept. */
  private softCut(from: number, end: number): number {
    const { source } = this;
    let last = source.lastIndexOf('\n', from + softLength);
    if (last < from + softLength / 2) last = source.lastIndexOf(' ', from + softLength);
    let at = last < from + softLength / 2 ? from + softLength : last + 1;
    for (let tries = 0; tries < 8; tries++) {
      const around = this.keptAround(at);
      if (around === undefined) break;
      const line = source.slice(around.end, around.end + softLength / 8).search(/\s/);
      at = tries < 7 && line >= 0 ? around.end + line + 1 : around.end;
    }
    if (source[at - 1] === '\\') at++;
    return Math.min(at, end);
  }

  private keptAround(at: number): Span | undefined {
    const { kept } = this;
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (kept[middle]!.end <= at) low = middle + 1;
      else high = middle;
    }
    const span = kept[low];
    return span !== undefined && span.start < at ? span : undefined;
  }

  private readable(): string {
    const { source } = this;
    const parts: string[] = [];
    let position = 0;
    for (const { start, end, text } of this.substitutes.sort((a, b) => a.start - b.start)) {
      if (start < position) continue;
      parts.push(source.slice(position, start), text);
      position = end;
    }
    parts.push(source.slice(position));
    return parts.join('');
  }
}

/** @param source with `\n` for its line breaks */
export const cutLatex = (source: string): LatexPieces => new LatexCutter(source).cut();
