import type { Environment, Group, Node } from '@unified-latex/unified-latex-types';
import { ABSENT, type BlockKind, PLACEHOLDER } from '../maskedDocument';
import type { Span } from '../span';
import { environmentKind, takesArguments } from './latexEnvironments';
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
import { LatexMarks } from './latexMarks';
import type { LatexPiece } from './latexPieces';
import { endsSentence, formulaPunctuation, ligatureAt, looksLikeSetting, looksLikeText } from './latexText';
import type { LatexParser } from './parsers';

/** Whether text is prose here: only in `body`; `preamble` and `float` have some in the arguments of macros, `table` in its cells. */
export type LatexMode = 'preamble' | 'body' | 'float' | 'table';

interface Context {
  readonly mode: LatexMode;
  readonly kind: BlockKind;
}

/** What a piece hands on to the next. */
export interface LatexState extends Context {
  /** The environments that are open, and what to come back to at their ends. */
  readonly environments: readonly (Context & { readonly name: string })[];
  /** What to come back to at the paragraph's end, in a heading or caption. */
  readonly outer?: Context | undefined;
  /** Whether a block is open. */
  readonly open: boolean;
}

export interface MaskedLatexPiece {
  readonly marks: LatexMarks;
  readonly state: LatexState;
}

/** More are not told apart: the state stays small whatever the source. */
const environmentsKept = 100;

const special = /[~&#`'{}$\\\uE000\uE001]|-{2,3}/g;
const overlay = /<[\d,+\-. a-z:|@]{1,30}>/y;
const controlWord = /\\([A-Za-z@]+)(\*?)/y;
const definedName = /\*?\s*(?:\{\s*\\?[A-Za-z@*]+\s*\}|\\[A-Za-z@]+)(?:\s*=?\s*\\[A-Za-z@]+|(?:#\d)+)?/y;
const accentedLetter = /(?:[^\S\n]*\{\s*(\\[ij](?![A-Za-z])|\p{L})?\s*\}|\s*(\\[ij](?![A-Za-z])|\p{L}))/uy;

/** The source of a node; the grammar makes no node of a NUL. */
const spanOf = (node: Node | undefined): Span | undefined => {
  const position = node?.position;
  return position && { start: position.start.offset, end: position.end.offset };
};

/** Walks the syntax tree of one piece of LaTeX. Offsets are the piece's own. */
class LatexMasker {
  private readonly marks = new LatexMarks();
  private mode: LatexMode;
  private kind: BlockKind;
  private readonly environments: (Context & { readonly name: string })[];
  private outer: Context | undefined;
  private open: boolean;
  private blockStart = 0;
  /** What lies before is decided. */
  private position = 0;

  /**
   * @param source the piece
   * @param readable the same as `LatexPieces` has it
   */
  constructor(
    private readonly source: string,
    private readonly readable: string,
    private readonly parser: LatexParser,
    state: LatexState,
  ) {
    this.mode = state.mode;
    this.kind = state.kind;
    this.environments = [...state.environments];
    this.outer = state.outer;
    this.open = state.open;
  }

  /** @throws RangeError when the piece nests deeper than the call stack */
  mask(): void {
    this.walk(this.parser.parse(this.readable).content, this.source.length);
  }

  /** For a piece that is not LaTeX, and stands between paragraphs or in one. */
  passOver(between: boolean): void {
    if (between) this.closeBlock(0);
    this.absent(this.source.length);
  }

  /** @param ends whether the paragraph ends with the piece */
  result(ends: boolean): MaskedLatexPiece {
    if (ends) this.paragraphEnd(this.source.length);
    const { marks, mode, kind, environments, outer, open } = this;
    return { marks, state: { mode, kind, environments, outer, open } };
  }

  /** Masks siblings whose parent's content ends at `end`. The arguments of macros are taken out of `nodes` on the way. */
  private walk(nodes: Node[], end: number): void {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      const span = spanOf(node);
      if (span === undefined || span.end <= this.position) continue;
      const start = Math.max(span.start, this.position);
      this.leaveOut(start);
      switch (node.type) {
        case 'string':
        case 'whitespace': {
          let to = span.end;
          while (nodes[i + 1]?.type === 'string' || nodes[i + 1]?.type === 'whitespace')
            to = spanOf(nodes[++i])?.end ?? to;
          this.text(start, to);
          break;
        }
        case 'parbreak':
          this.paragraphEnd(start);
          this.position = span.end;
          break;
        case 'comment':
          this.comment(start, span.end);
          break;
        case 'macro':
          this.macro(span, nodes, i, end);
          break;
        case 'group':
          this.group(node, span);
          break;
        case 'inlinemath':
        case 'verb':
          this.placeholder(span.end);
          break;
        case 'displaymath':
          this.displayed(start + 2, span.end - 2, span.end);
          break;
        case 'environment':
        case 'mathenv':
          this.environment(node, span);
          break;
        default:
          this.closeBlock(start);
          this.absent(span.end);
      }
    }
  }

  private text(start: number, to: number): void {
    const { readable } = this;
    let from = start;
    special.lastIndex = start;
    for (let match = special.exec(readable); match !== null && match.index < to; match = special.exec(readable)) {
      this.visible(from, match.index);
      this.character(match.index);
      from = this.position;
      special.lastIndex = from;
    }
    this.visible(from, to);
    this.position = Math.max(this.position, to);
  }

  /** Characters that print nothing, or others than themselves. */
  private character(at: number): void {
    const { source, readable } = this;
    this.position = at;
    const character = readable[at]!;
    switch (character) {
      case '~':
        this.replace(at + 1, ' ');
        break;
      case '&':
        if (this.mode === 'table') this.closeBlock(at);
        this.absent(at + 1);
        break;
      case '#': {
        const parameter = /#+\d?/y;
        parameter.lastIndex = at;
        parameter.test(source);
        this.placeholder(parameter.lastIndex);
        break;
      }
      case ABSENT:
      case PLACEHOLDER: {
        let to = at + 1;
        while (readable[to] === character) to++;
        if (character === PLACEHOLDER) this.placeholder(to);
        else {
          if (source.startsWith('\\begin', at)) this.closeBlock(at);
          this.absent(to);
        }
        break;
      }
      case '{':
      case '}':
      case '$':
      case '\\':
        this.absent(at + 1);
        break;
      default: {
        const ligature = ligatureAt(source, at);
        if (ligature === undefined) this.visible(at, at + 1);
        else this.replace(at + ligature[0].length, ligature[1]);
        this.position = Math.max(this.position, at + 1);
      }
    }
  }

  /** A comment takes its line break and the next line's indentation along. */
  private comment(start: number, end: number): void {
    this.text(start, Math.min(this.source.indexOf('%', start) >>> 0, end));
    this.absent(end);
  }

  private group(node: Group, { start, end }: Span): void {
    if (/^\{\s*\\(?:tt|ttfamily)(?![A-Za-z])/.test(this.source.slice(start, start + 20))) {
      this.placeholder(end);
      return;
    }
    const { mode, kind } = this;
    this.absent(start + 1);
    this.walk(node.content, end - 1);
    this.mode = mode;
    this.kind = kind;
    this.absent(end);
  }

  /** A displayed formula goes on the sentence it stands in; its own final mark ends or parts that. */
  private displayed(bodyStart: number, bodyEnd: number, end: number): void {
    if (!this.open || this.mode !== 'body') {
      this.absent(end);
      return;
    }
    const at = formulaPunctuation(this.source, bodyStart, bodyEnd);
    if (at === undefined) this.placeholder(end);
    else {
      this.placeholder(at);
      this.position = at + 1;
      this.absent(end);
    }
  }

  private macro({ start }: Span, nodes: Node[], i: number, end: number): void {
    controlWord.lastIndex = start;
    const word = controlWord.exec(this.source);
    if (word === null) {
      this.controlSymbol(start, nodes, i, end);
      return;
    }
    const name = word[1]!;
    const after = start + word[0].length;
    this.dropBefore(nodes, i + 1, after);
    if (name === 'begin' || name === 'end') this.unmatched(name, start, nodes, i, end);
    else if (isAccent(name)) this.accent(after, name);
    else if (name === 'par' || name === 'tabularnewline' || name === 'and') {
      this.closeBlock(start);
      this.absent(after);
    } else if (name === 'item') {
      this.closeBlock(start);
      this.kind = 'listItem';
      this.takeOptions(nodes, i + 1);
      this.parser.gobbleArguments(nodes, 'o', i + 1);
      this.absent(this.next(nodes, i, end));
    } else if (symbols.has(name)) {
      if (name === 'hspace') this.takeArguments(nodes, i + 1);
      this.replace(name === 'hspace' ? this.next(nodes, i, end) : after, symbols.get(name)!);
    } else if (definingMacros.has(name)) {
      definedName.lastIndex = after;
      if (definedName.test(this.source)) this.dropBefore(nodes, i + 1, definedName.lastIndex);
      this.takeArguments(nodes, i + 1, { spaced: true });
      this.absent(this.next(nodes, i, end));
    } else if (proseMacros.has(name) && !(this.mode === 'preamble' && !/^(?:title|subtitle|abstract)$/.test(name)))
      this.arguments(nodes, i, end, proseMacros.get(name)!);
    else if (proseMacros.has(name) || isSilentCitation(name) || silentMacros.has(name)) {
      this.takeArguments(nodes, i + 1);
      this.absent(this.next(nodes, i, end));
    } else if (isNounMacro(name)) {
      this.takeArguments(nodes, i + 1);
      this.placeholder(this.next(nodes, i, end));
    } else this.unknown(name, after, nodes, i, end);
  }

  /** A macro of the writer's own: with words for an argument it is dressing, with anything else a noun. */
  private unknown(name: string, after: number, nodes: Node[], i: number, end: number): void {
    const { source } = this;
    const groups = this.takeArguments(nodes, i + 1);
    const to = this.next(nodes, i, end);
    if (to === after) {
      const goesOn = this.open || /^[ \t]+[a-z]/.test(source.slice(after, after + 20));
      const printed = this.mode === 'body' && goesOn && !/@|^[a-z]*(?:skip|true|false|size|style)$/.test(name);
      if (!printed) this.absent(after);
      // \name/ prints a name whose macro takes the slash for its end.
      else this.placeholder(/^\/(?:[\s.,;:)'-]|$)/.test(source.slice(after, after + 2)) ? after + 1 : after);
      return;
    }
    const texts = groups.map((group) => source.slice(spanOf(group)!.start + 1, spanOf(group)!.end - 1));
    if (texts[0] === '' && source.startsWith('{}', after)) this.placeholder(after + 2);
    else if (this.mode !== 'body') this.absent(to);
    else if (texts.some(looksLikeText))
      groups.forEach((group, index) => {
        this.argument(group, looksLikeText(texts[index]!) ? 'p' : '-');
      });
    else if (texts.some(looksLikeSetting)) this.absent(to);
    else this.placeholder(to);
    this.absent(to);
  }

  private controlSymbol(start: number, nodes: Node[], i: number, end: number): void {
    const symbol = this.source[start + 1] ?? '';
    if (isAccent(symbol)) this.accent(start + 2, symbol);
    else if (symbol === '\\') {
      this.parser.gobbleArguments(nodes, '!s', i + 1);
      this.takeOptions(nodes, i + 1);
      const to = this.next(nodes, i, end);
      if (this.mode !== 'table') this.replace(to, ' ');
      else {
        this.closeBlock(start);
        this.absent(to);
      }
    } else if (/[%&$#_{}]/.test(symbol)) this.replace(start + 2, symbol);
    else if (/[\s,;:>]/.test(symbol)) this.replace(start + 2, ' ');
    else this.absent(Math.min(start + 2, end));
  }

  private accent(after: number, name: string): void {
    accentedLetter.lastIndex = after;
    const match = accentedLetter.exec(this.source);
    // A letter for a name needs a break or brace before its letter: \c c, \c{c}.
    if (match === null || (/^[A-Za-z]$/.test(name) && !/^[\s{\\]/.test(match[0]))) this.absent(after);
    else this.replace(accentedLetter.lastIndex, accented(name, (match[1] ?? match[2] ?? '').replace('\\', '')));
  }

  private environment(node: Environment, { start, end }: Span): void {
    const nameEnd = this.source.indexOf('}', start);
    const name = this.source.slice(start + '\\begin{'.length, nameEnd);
    const bodyEnd = end - '\\end{}'.length - name.length;
    if (environmentKind(name) === 'math') {
      this.displayed(nameEnd + 1, bodyEnd, end);
      return;
    }
    this.beginEnvironment(name, start, nameEnd + 1, node.content, -1, bodyEnd);
    this.walk(node.content, bodyEnd);
    this.endEnvironment(name, bodyEnd);
    this.absent(end);
  }

  /** The beginning or end of an environment that is longer than the piece, or lacks the other. */
  private unmatched(which: 'begin' | 'end', start: number, nodes: Node[], i: number, end: number): void {
    const group = nodes[i + 1];
    const span = group?.type === 'group' ? spanOf(group) : undefined;
    if (span === undefined) {
      this.absent(start + 1 + which.length);
      return;
    }
    const name = this.source.slice(span.start + 1, span.end - 1);
    nodes.splice(i + 1, 1);
    if (which === 'end') this.endEnvironment(name, start);
    else if (/^(?:verbatim|math)$/.test(environmentKind(name))) this.closeBlock(start);
    else this.beginEnvironment(name, start, span.end, nodes, i, end);
    this.absent(span.end);
  }

  /** Enters an environment whose arguments come after the node at `i`. */
  private beginEnvironment(name: string, start: number, to: number, nodes: Node[], i: number, end: number): void {
    this.closeBlock(start);
    if (this.environments.length < environmentsKept) this.environments.push({ name, mode: this.mode, kind: this.kind });
    const kind = environmentKind(name);
    if (kind === 'table' && this.mode !== 'preamble') this.mode = 'table';
    else if (kind === 'float' && this.mode !== 'preamble') this.mode = 'float';
    else if (name === 'abstract') this.mode = 'body';
    else if (kind === 'quote') this.kind = 'quote';
    if (kind === 'table') this.kind = 'tableCell';
    this.absent(to);
    if (/^(?:frame|block|alertblock|exampleblock)$/.test(name)) this.arguments(nodes, i, end, 'h');
    else if (takesArguments(name)) this.takeArguments(nodes, i + 1);
    else this.takeOptions(nodes, i + 1);
    this.absent(this.next(nodes, i, end));
  }

  /** Ends the innermost environment of this name, and whatever was left open in it. */
  private endEnvironment(name: string, start: number): void {
    this.closeBlock(start);
    const depth = this.environments.findLastIndex((environment) => environment.name === name);
    const [environment] = depth < 0 ? [] : this.environments.splice(depth);
    if (environment === undefined) return;
    this.mode = environment.mode;
    this.kind = environment.kind;
  }

  private arguments(nodes: Node[], i: number, end: number, roles: ArgumentRoles): void {
    const groups = this.takeArguments(nodes, i + 1, { spaced: true, most: roles.length });
    const to = this.next(nodes, i, end);
    groups.forEach((group, index) => {
      this.argument(group, roles.charAt(index));
    });
    this.absent(to);
    // Half typed: its brace does not close.
    if (groups.length === 0 && /[hc]/.test(roles) && this.source[to] === '{') this.beginText(roles, to);
  }

  private argument(group: Group, role: string): void {
    const { start, end } = spanOf(group)!;
    const separate = role === 'h' || role === 'c' || role === 'f';
    if (role === '-' || (role === 'f' && !this.partsSentence(end))) {
      this.absent(end);
      return;
    }
    const { mode, kind, outer } = this;
    if (separate) this.beginText(role, this.position);
    if (role === 'q') this.replace(start + 1, '\u201c');
    else this.absent(start + 1);
    this.walk(group.content, end - 1);
    // A heading that a paragraph's end has ended already goes on as text.
    if (role === 'f' || (separate && this.outer !== undefined)) this.closeBlock(end - 1);
    this.mode = mode;
    this.kind = kind;
    this.outer = outer;
    if (role === 'q') this.replace(end, '\u201d');
    else this.absent(end);
    // The full stop after a note belongs to the sentence before it.
    if (role === 'f') this.absent(end + (/^[.!?,;:]+/.exec(this.source.slice(end, end + 3))?.[0].length ?? 0));
  }

  /** Begins a heading, caption or note. */
  private beginText(role: string, start: number): void {
    const { mode, kind } = this;
    this.closeBlock(start);
    this.outer = role === 'f' ? undefined : { mode, kind };
    this.mode = 'body';
    this.kind = role === 'h' ? 'heading' : role === 'c' ? 'caption' : 'paragraph';
  }

  /**
   * Whether a note that ends at `after` stands where its sentence has ended, or ends right after. Blocks are contiguous, so a note in the
   * middle of a sentence could only be checked at the price of the sentence.
   */
  private partsSentence(after: number): boolean {
    const start = this.position;
    return !this.open || endsSentence(this.source, Math.max(this.blockStart, start - 20), start, after);
  }

  /** Takes the groups, and the options before and between them, that follow without a space, or with one where `spaced`. */
  private takeArguments(nodes: Node[], at: number, { spaced = false, most = Number.POSITIVE_INFINITY } = {}): Group[] {
    const groups: Group[] = [];
    for (;;) {
      this.takeOptions(nodes, at);
      let next = at;
      while (nodes[next]?.type === 'comment' || (spaced && nodes[next]?.type === 'whitespace')) next++;
      const group = nodes[next];
      if (group?.type !== 'group' || groups.length >= most) return groups;
      groups.push(group);
      nodes.splice(at, next + 1 - at);
    }
  }

  private takeOptions(nodes: Node[], at: number): void {
    for (;;) {
      overlay.lastIndex = spanOf(nodes[at])?.start ?? this.source.length;
      const signature = overlay.test(this.source) ? '!d<>' : '!o';
      if (this.parser.gobbleArguments(nodes, signature, at) === 0) return;
    }
  }

  /** Where what is left behind the node at `i` starts. */
  private next(nodes: Node[], i: number, end: number): number {
    for (let at = i + 1; at < nodes.length; at++) {
      const span = spanOf(nodes[at]);
      if (span !== undefined) return span.start;
    }
    return end;
  }

  /** Takes out what lies before `to`: the star or at sign behind a macro's name. */
  private dropBefore(nodes: Node[], at: number, to: number): void {
    let count = 0;
    while ((spanOf(nodes[at + count])?.end ?? Number.POSITIVE_INFINITY) <= to) count++;
    nodes.splice(at, count);
    const position = nodes[at]?.position;
    if (position !== undefined && position.start.offset < to) position.start.offset = to;
  }

  private visible(start: number, to: number): void {
    if (this.mode === 'preamble' || this.mode === 'float' || start >= to) return;
    const text = this.source.slice(start, to);
    const offset = text.search(/\S/);
    if (offset < 0) return;
    this.openBlock(start + offset);
    if (/\p{L}/u.test(text)) this.marks.letter();
  }

  private openBlock(start: number): void {
    if (this.open || this.mode === 'preamble' || this.mode === 'float') return;
    this.open = true;
    this.blockStart = start;
    this.marks.open(this.kind, start);
  }

  private paragraphEnd(at: number): void {
    this.closeBlock(at);
    // An argument does not go on past a paragraph's end: its brace was forgotten.
    if (this.outer === undefined) return;
    this.mode = this.outer.mode;
    this.kind = this.outer.kind;
    this.outer = undefined;
  }

  private closeBlock(at: number): void {
    if (this.open) this.marks.close(at);
    this.open = false;
    if (this.kind === 'listItem') this.kind = 'paragraph';
  }

  /** What lies before `start` and was not visited, arguments that are no prose, is absent. */
  private leaveOut(start: number): void {
    if (start > this.position) this.absent(start);
  }

  private absent(to: number): void {
    if (to <= this.position) return;
    this.marks.absent(this.position, to);
    this.position = to;
  }

  private placeholder(to: number): void {
    if (to <= this.position) return;
    this.openBlock(this.position);
    this.marks.placeholder(this.position, to);
    this.position = to;
  }

  private replace(to: number, text: string): void {
    if (to <= this.position) return;
    if (text.trim() !== '') this.openBlock(this.position);
    if (/\p{L}/u.test(text)) this.marks.letter();
    this.marks.replace(this.position, to, text);
    this.position = to;
  }
}

/**
 * @param source the piece
 * @param readable the same as `LatexPieces` has it
 * @param state what the piece before has left
 */
export const maskLatexPiece = (
  { kind, ends }: LatexPiece,
  source: string,
  readable: string,
  state: LatexState,
  parser: LatexParser,
): MaskedLatexPiece => {
  const masker = new LatexMasker(source, readable, parser, state);
  if (kind !== 'latex') {
    masker.passOver(kind === 'opaque');
    return masker.result(ends);
  }
  try {
    masker.mask();
    return masker.result(ends);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // It nests too deeply for the parser, and for any reader: there is no prose in it.
    const passing = new LatexMasker(source, readable, parser, state);
    passing.passOver(true);
    return passing.result(ends);
  }
};
