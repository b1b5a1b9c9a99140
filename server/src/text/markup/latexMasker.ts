import type { BlockKind } from '../maskedDocument';
import { environmentKind, takesArguments } from './latexEnvironments';
import { LatexExtents } from './latexExtents';
import {
  type ArgumentRoles,
  accented,
  definingMacros,
  isAccent,
  isNounMacro,
  isSilentCitation,
  proseMacros,
  silentMacros,
  symbols,
} from './latexMacros';
import { dollarEnd, endsSentence, formulaPunctuation, ligatureAt, looksLikeSetting, looksLikeText } from './latexText';
import type { MaskBuilder } from './maskBuilder';

/** Whether text is prose here: only in `body`; `preamble` and `float` have some in the arguments of macros, `table` in its cells. */
type Mode = 'preamble' | 'body' | 'float' | 'table';

/** An open `{` or environment, and what to come back to at its end. */
interface Scope {
  /** Undefined for a group. */
  readonly environment?: string;
  readonly mode: Mode;
  readonly kind: BlockKind;
  /** For an argument of its own block, or in quotation marks, and the roles of the arguments that follow it. */
  readonly role?: string;
  readonly rest?: ArgumentRoles;
}

const plain = /[^\\{}$%&~`'\-\n#|"]+/y;
const controlWord = /\\([A-Za-z@]+)(\*?)/y;
const blankLine = /[^\S\n]*\n(?:[^\S\n]*\n)+/y;

/**
 * One pass over a LaTeX source, with an explicit stack of groups and environments instead of recursion, so that neither
 * nesting nor unbalanced braces matter. Linear in the source.
 */
export class LatexMasker {
  private readonly source: string;
  private readonly extents: LatexExtents;
  private position = 0;
  private end = 0;
  private mode: Mode = 'body';
  private kind: BlockKind = 'paragraph';
  private readonly scopes: Scope[] = [];
  /** How many of each name are among the scopes, so that a stray end costs no search. */
  private readonly openEnvironments = new Map<string, number>();
  /** Start of the block that is open, and whether a letter was seen in it. */
  private blockStart = -1;
  private blockKind: BlockKind = 'paragraph';
  private blockHasLetter = false;

  constructor(private readonly builder: MaskBuilder) {
    this.source = builder.source;
    this.extents = new LatexExtents(builder.source);
  }

  /** Goes on to `end`. */
  mask(end: number, mode: Mode): void {
    this.end = end;
    this.mode = mode;
    this.kind = 'paragraph';
    this.scopes.length = 0;
    this.openEnvironments.clear();
    while (this.position < end) this.position = this.step(this.position);
    this.closeBlock(end);
  }

  /** Reads one token or run of plain text at `start`; where it ends. So do all that follow. */
  private step(start: number): number {
    const { source } = this;
    plain.lastIndex = start;
    if (plain.test(source)) {
      const to = Math.min(plain.lastIndex, this.end);
      this.text(start, to);
      return to;
    }
    switch (source[start]) {
      case '\\':
        return this.controlSequence(start);
      case '{':
        return this.group(start);
      case '}':
        return this.closeGroup(start);
      case '$':
        return this.dollar(start);
      case '%':
        return this.comment(start);
      case '\n':
        return this.lineBreak(start);
      case '~':
        this.builder.space(start, start + 1);
        return start + 1;
      case '&':
        if (this.mode === 'table') this.closeBlock(start);
        return this.absent(start, start + 1);
      case '#':
        return this.parameter(start);
      case '|':
      case '"': {
        const to = this.extents.verbatimEnd(start);
        if (to !== undefined) return this.placeholder(start, to);
        this.text(start, start + 1);
        return start + 1;
      }
      default:
        return this.ligature(start);
    }
  }

  private group(start: number): number {
    const close = this.extents.closeOf(start);
    if (close !== undefined && /^\{\s*\\(?:tt|ttfamily)(?![A-Za-z])/.test(this.source.slice(start, start + 20)))
      return this.placeholder(start, close + 1);
    this.scopes.push({ mode: this.mode, kind: this.kind });
    return this.absent(start, start + 1);
  }

  /** TeX's ligatures for dashes and quotation marks. */
  private ligature(start: number): number {
    const { source } = this;
    const found = ligatureAt(source, start);
    if (found === undefined) {
      this.text(start, start + 1);
      return start + 1;
    }
    this.open(start);
    this.builder.replace(start, start + found[0].length, found[1]);
    return start + found[0].length;
  }

  private lineBreak(start: number): number {
    blankLine.lastIndex = start;
    if (!blankLine.test(this.source)) return start + 1;
    const to = blankLine.lastIndex;
    this.closeBlock(start);
    // An argument does not go on past a paragraph's end: its brace was forgotten.
    const scope = this.scopes[this.scopes.length - 1];
    if (scope?.role === 'h' || scope?.role === 'c') this.leave(this.scopes.pop()!);
    return to;
  }

  /** A comment takes its line break and the next line's indentation along. */
  private comment(start: number): number {
    const { source } = this;
    const lineEnd = source.indexOf('\n', start);
    if (lineEnd < 0) return this.absent(start, this.end);
    blankLine.lastIndex = lineEnd;
    if (blankLine.test(source)) return this.absent(start, lineEnd);
    let next = lineEnd + 1;
    while (source[next] === ' ' || source[next] === '\t') next++;
    return this.absent(start, next);
  }

  private parameter(start: number): number {
    const { source } = this;
    let to = start;
    while (source[to] === '#') to++;
    if (/\d/.test(source[to] ?? '')) to++;
    return this.placeholder(start, to);
  }

  private dollar(start: number): number {
    const display = this.source[start + 1] === '$';
    const marks = display ? 2 : 1;
    const close = dollarEnd(this.source, start, this.end);
    if (close === undefined) return this.absent(start, start + marks);
    return display ? this.displayed(start, start + 2, close, close + 2) : this.placeholder(start, close + 1);
  }

  /** A displayed formula goes on the sentence it stands in; its own final mark ends or parts that. */
  private displayed(start: number, bodyStart: number, bodyEnd: number, to: number): number {
    if (this.blockStart < 0 || this.mode !== 'body') return this.absent(start, to);
    const at = formulaPunctuation(this.source, bodyStart, bodyEnd);
    if (at === undefined) return this.placeholder(start, to);
    this.builder.placeholder(start, at);
    return this.absent(at + 1, to);
  }

  private controlSequence(start: number): number {
    const { source } = this;
    const verbatimEnd = this.extents.verbatimEnd(start);
    if (verbatimEnd !== undefined) return this.placeholder(start, verbatimEnd);
    controlWord.lastIndex = start;
    const word = controlWord.exec(source);
    if (word === null) return this.controlSymbol(start);
    const name = word[1]!;
    const after = start + word[0].length;
    if (name === 'begin' || name === 'end') return this.environment(start, after, name === 'begin');
    if (isAccent(name)) return this.accent(start, after, name);
    if (name === 'par' || name === 'tabularnewline' || name === 'and') {
      this.closeBlock(start);
      return this.absent(start, after);
    }
    if (name === 'item') return this.item(start, after);
    if (name === 'iffalse') return this.absent(start, (this.extents.next('\\fi', after) ?? after - 3) + 3);
    const symbol = symbols.get(name);
    if (symbol !== undefined)
      return this.replaceMacro(start, name === 'hspace' ? this.extents.argumentsEnd(after) : after, symbol);
    if (definingMacros.has(name)) return this.definition(start, after);
    const roles = proseMacros.get(name);
    if (roles !== undefined) {
      if (this.mode === 'preamble' && !/^(?:title|subtitle|abstract)$/.test(name))
        return this.absent(start, this.extents.argumentsEnd(after));
      return this.arguments(start, this.extents.optionsEnd(after), roles);
    }
    if (isSilentCitation(name) || silentMacros.has(name)) return this.absent(start, this.extents.argumentsEnd(after));
    if (isNounMacro(name)) return this.placeholder(start, this.extents.argumentsEnd(after));
    return this.unknown(start, after, name);
  }

  /** A macro of the writer's own: with words for an argument it is dressing, with anything else a noun. */
  private unknown(start: number, after: number, name: string): number {
    const { source } = this;
    const to = this.extents.argumentsEnd(after);
    if (to === after) {
      const goesOn = this.blockStart >= 0 || /^[ \t]+[a-z]/.test(source.slice(after, after + 20));
      const printed = this.mode === 'body' && goesOn && !/@|^[a-z]*(?:skip|true|false|size|style)$/.test(name);
      if (!printed) return this.absent(start, after);
      // \name/ prints a name whose macro takes the slash for its end.
      return this.placeholder(start, /^\/(?:[\s.,;:)'-]|$)/.test(source.slice(after, after + 2)) ? after + 1 : after);
    }
    if (source.startsWith('{}', after)) return this.placeholder(start, after + 2);
    const groups = this.extents.argumentsOf(after).map((group) => source.slice(group.start, group.end));
    const roles = groups.map((argument) => (looksLikeText(argument) ? 'p' : '-')).join('');
    if (this.mode !== 'body') return this.absent(start, to);
    if (roles.includes('p')) return this.arguments(start, this.extents.optionsEnd(after), roles);
    return groups.some(looksLikeSetting) ? this.absent(start, to) : this.placeholder(start, to);
  }

  private controlSymbol(start: number): number {
    const { source } = this;
    const symbol = source[start + 1] ?? '';
    if (symbol === '(' || symbol === '[') {
      const close = this.extents.next(symbol === '(' ? '\\)' : '\\]', start + 2);
      if (close === undefined || close >= this.end) return this.absent(start, start + 2);
      if (symbol === '(') return this.placeholder(start, close + 2);
      return this.displayed(start, start + 2, close, close + 2);
    }
    if (isAccent(symbol)) return this.accent(start, start + 2, symbol);
    if (symbol === '\\') {
      let to = source[start + 2] === '*' ? start + 3 : start + 2;
      to = this.extents.optionsEnd(to);
      if (this.mode === 'table') {
        this.closeBlock(start);
        return this.absent(start, to);
      }
      return this.replaceMacro(start, to, ' ');
    }
    if (symbol === '\n') return this.absent(start, start + 1);
    if (/[%&$#_{}]/.test(symbol)) return this.replaceMacro(start, start + 2, symbol);
    if (/[\s,;:>]/.test(symbol)) return this.replaceMacro(start, start + 2, ' ');
    return this.absent(start, Math.min(start + 2, this.end));
  }

  private accent(start: number, after: number, name: string): number {
    const letter = /(?:[^\S\n]*\{\s*(\\[ij](?![A-Za-z])|\p{L})?\s*\}|\s*(\\[ij](?![A-Za-z])|\p{L}))/uy;
    letter.lastIndex = after;
    const match = letter.exec(this.source);
    // A letter for a name needs a break or brace before its letter: \c c, \c{c}.
    if (match === null || (/^[A-Za-z]$/.test(name) && !/^[\s{\\]/.test(match[0]))) return this.absent(start, after);
    return this.replaceMacro(start, letter.lastIndex, accented(name, (match[1] ?? match[2] ?? '').replace('\\', '')));
  }

  private item(start: number, after: number): number {
    this.closeBlock(start);
    const to = this.extents.optionsEnd(after);
    this.kind = 'listItem';
    return this.absent(start, to);
  }

  private definition(start: number, after: number): number {
    const { source } = this;
    const name = /\*?\s*(?:\{\s*\\?[A-Za-z@*]+\s*\}|\\[A-Za-z@]+)(?:\s*=?\s*\\[A-Za-z@]+|(?:#\d)+)?/y;
    name.lastIndex = after;
    return this.absent(start, this.extents.argumentsEnd(name.test(source) ? name.lastIndex : after, true));
  }

  private environment(start: number, after: number, begins: boolean): number {
    const { source } = this;
    const close = source[after] === '{' ? source.indexOf('}', after) : -1;
    if (close < 0 || close > after + 60) return this.absent(start, after);
    const name = source.slice(after + 1, close);
    if (!begins) {
      this.closeBlock(start);
      if ((this.openEnvironments.get(name) ?? 0) > 0) this.endEnvironment(name);
      return this.absent(start, close + 1);
    }
    const kind = environmentKind(name);
    if (kind === 'verbatim' || kind === 'math') {
      const bodyEnd = this.extents.endOf(name, close);
      const to = bodyEnd === undefined ? close + 1 : bodyEnd + name.length + 6;
      if (kind === 'math' && bodyEnd !== undefined) return this.displayed(start, close + 1, bodyEnd, to);
      this.closeBlock(start);
      return this.absent(start, to);
    }
    this.closeBlock(start);
    this.scopes.push({ environment: name, mode: this.mode, kind: this.kind });
    this.openEnvironments.set(name, (this.openEnvironments.get(name) ?? 0) + 1);
    if (kind === 'table' && this.mode !== 'preamble') this.mode = 'table';
    else if (kind === 'float' && this.mode !== 'preamble') this.mode = 'float';
    else if (name === 'abstract') this.mode = 'body';
    else if (kind === 'quote') this.kind = 'quote';
    if (kind === 'table') this.kind = 'tableCell';
    if (/^(?:frame|block|alertblock|exampleblock)$/.test(name))
      return this.arguments(start, this.extents.optionsEnd(close + 1), 'h');
    return this.absent(
      start,
      takesArguments(name) ? this.extents.argumentsEnd(close + 1) : this.extents.optionsEnd(close + 1),
    );
  }

  /** Ends the innermost environment of this name, and whatever was left open in it. */
  private endEnvironment(name: string): void {
    for (let scope = this.scopes.pop(); scope !== undefined; scope = this.scopes.pop()) {
      if (scope.environment === undefined) continue;
      this.openEnvironments.set(scope.environment, (this.openEnvironments.get(scope.environment) ?? 1) - 1);
      if (scope.environment === name) {
        this.leave(scope);
        return;
      }
    }
  }

  /** Masks up to the first argument that is prose and enters it; the scope keeps the roles of the others. */
  private arguments(start: number, from: number, roles: ArgumentRoles): number {
    const { source } = this;
    let at = from;
    for (let i = 0; i < roles.length; i++) {
      const group = /\s*\{/y;
      group.lastIndex = at;
      if (!group.test(source)) break;
      const brace = group.lastIndex - 1;
      const role = roles[i]!;
      const close = this.extents.closeOf(brace);
      if (role === '-') {
        if (close === undefined) break;
        at = close + 1;
        continue;
      }
      return this.enter(start, brace, close, role, roles.slice(i + 1));
    }
    return this.absent(start, at);
  }

  private enter(start: number, brace: number, close: number | undefined, role: string, rest: ArgumentRoles): number {
    if (role === 'f' && !this.partsSentence(start, close)) return this.absent(start, (close ?? brace) + 1);
    const scope: Scope = { mode: this.mode, kind: this.kind, role, rest };
    if (role === 'h' || role === 'c' || role === 'f') {
      this.closeBlock(start);
      this.mode = 'body';
      this.kind = role === 'h' ? 'heading' : role === 'c' ? 'caption' : 'paragraph';
    }
    this.scopes.push(scope);
    if (role !== 'q') return this.absent(start, brace + 1);
    return this.replaceMacro(start, brace + 1, '\u201c');
  }

  /**
   * Whether a note stands where its sentence has ended, or ends right after. Blocks are contiguous, so a note in the
   * middle of a sentence could only be checked at the price of the sentence.
   */
  private partsSentence(start: number, close: number | undefined): boolean {
    if (close === undefined || this.blockStart < 0) return true;
    return endsSentence(this.source, Math.max(this.blockStart, start - 20), start, close + 1);
  }

  private closeGroup(start: number): number {
    const top = this.scopes[this.scopes.length - 1];
    if (top === undefined || top.environment !== undefined) return this.absent(start, start + 1);
    this.scopes.pop();
    if (top.role === 'q') {
      this.leave(top);
      return this.replaceMacro(start, start + 1, '\u201d');
    }
    if (top.role === 'h' || top.role === 'c' || top.role === 'f') this.closeBlock(start);
    this.leave(top);
    if (top.rest !== undefined && top.rest !== '') return this.arguments(start, start + 1, top.rest);
    // The full stop after a note belongs to the sentence before it.
    const stop = top.role === 'f' ? (/^[.!?,;:]+/.exec(this.source.slice(start + 1, start + 4))?.[0].length ?? 0) : 0;
    return this.absent(start, start + 1 + stop);
  }

  private leave(scope: Scope): void {
    this.mode = scope.mode;
    this.kind = scope.kind;
  }

  private text(start: number, to: number): void {
    if (this.mode === 'preamble' || this.mode === 'float') return;
    const text = this.source.slice(start, to);
    const offset = text.search(/\S/);
    if (offset < 0) return;
    this.open(start + offset);
    this.blockHasLetter ||= /\p{L}/u.test(text);
  }

  private open(start: number): void {
    if (this.blockStart >= 0 || this.mode === 'preamble' || this.mode === 'float') return;
    this.blockStart = start;
    this.blockKind = this.kind;
  }

  private closeBlock(at: number): void {
    if (this.blockStart >= 0 && this.blockHasLetter) this.builder.block(this.blockKind, this.blockStart, at);
    this.blockStart = -1;
    this.blockHasLetter = false;
    if (this.kind === 'listItem') this.kind = 'paragraph';
  }

  private absent(start: number, to: number): number {
    this.builder.absent(start, to);
    return Math.max(to, start + 1);
  }

  private placeholder(start: number, to: number): number {
    this.open(start);
    this.builder.placeholder(start, to);
    return to;
  }

  private replaceMacro(start: number, to: number, text: string): number {
    if (text.trim() !== '') this.open(start);
    if (/\p{L}/u.test(text)) this.blockHasLetter = true;
    this.builder.replace(start, to, text);
    return to;
  }
}
