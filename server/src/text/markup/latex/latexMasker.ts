import type { Environment, Group, Node } from '@unified-latex/unified-latex-types';
import type { Span } from '../../span';
import type { LatexParser } from '../parsers';
import { LatexArguments, spanOf } from './latexArguments';
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
import type { LatexMarks } from './latexMarks';
import type { LatexPiece } from './latexPieces';
import { LatexProse } from './latexProse';
import { keyed, type LatexState, type OpenEnvironment } from './latexState';
import { endsSentence, formulaPunctuation, looksLikeSetting, looksLikeText } from './latexText';

export interface MaskedLatexPiece {
  readonly marks: LatexMarks;
  readonly state: LatexState;
}

/** More are not told apart: the state stays small whatever the source. */
const environmentsKept = 100;

const controlWord = /\\([A-Za-z@]+)(\*?)/y;
const definedName = /\*?\s*(?:\{\s*\\?[A-Za-z@*]+\s*\}|\\[A-Za-z@]+)(?:\s*=?\s*\\[A-Za-z@]+|(?:#\d)+)?/y;
const accentedLetter = /(?:[^\S\n]*\{\s*(\\[ij](?![A-Za-z])|\p{L})?\s*\}|\s*(\\[ij](?![A-Za-z])|\p{L}))/uy;

/** Walks the syntax tree of one piece of LaTeX. Offsets are the piece's own. */
class LatexMasker {
  private readonly prose: LatexProse;
  private readonly following: LatexArguments;
  private readonly environments: OpenEnvironment[];

  constructor(
    private readonly source: string,
    private readonly readable: string,
    private readonly parser: LatexParser,
    state: LatexState,
  ) {
    this.prose = new LatexProse(source, readable, state);
    this.following = new LatexArguments(source, parser);
    this.environments = [...state.environments];
  }

  /** @throws RangeError when the piece nests deeper than the call stack */
  mask(): void {
    this.walk(this.parser.parse(this.readable).content, this.source.length);
  }

  /** For a piece that is not LaTeX, and stands between paragraphs or in one. */
  passOver(between: boolean): void {
    if (between) this.prose.closeBlock(0);
    this.prose.absent(this.source.length);
  }

  /** @param ends whether the paragraph ends with the piece */
  result(ends: boolean): MaskedLatexPiece {
    if (ends) this.prose.paragraphEnd(this.source.length);
    const { environments } = this;
    const { marks, mode, kind, outer, open } = this.prose;
    return { marks, state: keyed({ mode, kind, environments, outer, open }) };
  }

  /** Masks siblings whose parent's content ends at `end`. The arguments of macros are taken out of `nodes` on the way. */
  private walk(nodes: Node[], end: number): void {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      const span = spanOf(node);
      if (span === undefined || span.end <= this.prose.position) continue;
      const start = Math.max(span.start, this.prose.position);
      this.prose.leaveOut(start);
      switch (node.type) {
        case 'string':
        case 'whitespace': {
          let to = span.end;
          while (nodes[i + 1]?.type === 'string' || nodes[i + 1]?.type === 'whitespace')
            to = spanOf(nodes[++i])?.end ?? to;
          this.prose.text(start, to);
          break;
        }
        case 'parbreak':
          this.prose.paragraphEnd(start);
          this.prose.position = span.end;
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
          this.prose.placeholder(span.end);
          break;
        case 'displaymath':
          this.displayed(start + 2, span.end - 2, span.end);
          break;
        case 'environment':
        case 'mathenv':
          this.environment(node, span);
          break;
        default:
          this.prose.closeBlock(start);
          this.prose.absent(span.end);
      }
    }
  }

  /** A comment takes its line break and the next line's indentation along. */
  private comment(start: number, end: number): void {
    this.prose.text(start, Math.min(this.source.indexOf('%', start) >>> 0, end));
    this.prose.absent(end);
  }

  private group(node: Group, { start, end }: Span): void {
    if (/^\{\s*\\(?:tt|ttfamily)(?![A-Za-z])/.test(this.source.slice(start, start + 20))) {
      this.prose.placeholder(end);
      return;
    }
    const { mode, kind } = this.prose;
    this.prose.absent(start + 1);
    this.walk(node.content, end - 1);
    this.prose.mode = mode;
    this.prose.kind = kind;
    this.prose.absent(end);
  }

  /** A displayed formula goes on the sentence it stands in; its own final mark ends or parts that. */
  private displayed(bodyStart: number, bodyEnd: number, end: number): void {
    if (!this.prose.open || this.prose.mode !== 'body') {
      this.prose.absent(end);
      return;
    }
    const at = formulaPunctuation(this.source, bodyStart, bodyEnd);
    if (at === undefined) this.prose.placeholder(end);
    else {
      this.prose.placeholder(at);
      this.prose.position = at + 1;
      this.prose.absent(end);
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
    this.following.dropBefore(nodes, i + 1, after);
    if (name === 'begin' || name === 'end') this.unmatched(name, start, nodes, i, end);
    else if (isAccent(name)) this.accent(after, name);
    else if (name === 'par' || name === 'tabularnewline' || name === 'and') {
      this.prose.closeBlock(start);
      this.prose.absent(after);
    } else if (name === 'item') {
      this.prose.closeBlock(start);
      this.prose.kind = 'listItem';
      this.following.options(nodes, i + 1);
      this.parser.gobbleArguments(nodes, 'o', i + 1);
      this.prose.absent(this.following.next(nodes, i, end));
    } else if (symbols.has(name)) {
      if (name === 'hspace') this.following.groups(nodes, i + 1);
      this.prose.replace(name === 'hspace' ? this.following.next(nodes, i, end) : after, symbols.get(name)!);
    } else if (definingMacros.has(name)) {
      definedName.lastIndex = after;
      if (definedName.test(this.source)) this.following.dropBefore(nodes, i + 1, definedName.lastIndex);
      this.following.groups(nodes, i + 1, { spaced: true });
      this.prose.absent(this.following.next(nodes, i, end));
    } else if (
      proseMacros.has(name) &&
      !(this.prose.mode === 'preamble' && !/^(?:title|subtitle|abstract)$/.test(name))
    )
      this.arguments(nodes, i, end, proseMacros.get(name)!);
    else if (proseMacros.has(name) || isSilentCitation(name) || silentMacros.has(name)) {
      this.following.groups(nodes, i + 1);
      this.prose.absent(this.following.next(nodes, i, end));
    } else if (isNounMacro(name)) {
      this.following.groups(nodes, i + 1);
      this.prose.placeholder(this.following.next(nodes, i, end));
    } else this.unknown(name, after, nodes, i, end);
  }

  /** A macro of the writer's own: with words for an argument it is dressing, with anything else a noun. */
  private unknown(name: string, after: number, nodes: Node[], i: number, end: number): void {
    const { source } = this;
    const groups = this.following.groups(nodes, i + 1);
    const to = this.following.next(nodes, i, end);
    if (to === after) {
      const goesOn = this.prose.open || /^[ \t]+[a-z]/.test(source.slice(after, after + 20));
      const printed = this.prose.mode === 'body' && goesOn && !/@|^[a-z]*(?:skip|true|false|size|style)$/.test(name);
      if (!printed) this.prose.absent(after);
      // \name/ prints a name whose macro takes the slash for its end.
      else this.prose.placeholder(/^\/(?:[\s.,;:)'-]|$)/.test(source.slice(after, after + 2)) ? after + 1 : after);
      return;
    }
    const texts = groups.map((group) => source.slice(spanOf(group)!.start + 1, spanOf(group)!.end - 1));
    if (texts[0] === '' && source.startsWith('{}', after)) this.prose.placeholder(after + 2);
    else if (this.prose.mode !== 'body') this.prose.absent(to);
    else if (texts.some(looksLikeText))
      groups.forEach((group, index) => {
        this.argument(group, looksLikeText(texts[index]!) ? 'p' : '-');
      });
    else if (texts.some(looksLikeSetting)) this.prose.absent(to);
    else this.prose.placeholder(to);
    this.prose.absent(to);
  }

  private controlSymbol(start: number, nodes: Node[], i: number, end: number): void {
    const symbol = this.source[start + 1] ?? '';
    if (isAccent(symbol)) this.accent(start + 2, symbol);
    else if (symbol === '\\') {
      this.parser.gobbleArguments(nodes, '!s', i + 1);
      this.following.options(nodes, i + 1);
      const to = this.following.next(nodes, i, end);
      if (this.prose.mode !== 'table') this.prose.replace(to, ' ');
      else {
        this.prose.closeBlock(start);
        this.prose.absent(to);
      }
    } else if (/[%&$#_{}]/.test(symbol)) this.prose.replace(start + 2, symbol);
    else if (/[\s,;:>]/.test(symbol)) this.prose.replace(start + 2, ' ');
    else this.prose.absent(Math.min(start + 2, end));
  }

  private accent(after: number, name: string): void {
    accentedLetter.lastIndex = after;
    const match = accentedLetter.exec(this.source);
    // A letter for a name needs a break or brace before its letter: \c c, \c{c}.
    if (match === null || (/^[A-Za-z]$/.test(name) && !/^[\s{\\]/.test(match[0]))) this.prose.absent(after);
    else this.prose.replace(accentedLetter.lastIndex, accented(name, (match[1] ?? match[2] ?? '').replace('\\', '')));
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
    this.prose.absent(end);
  }

  /** The beginning or end of an environment that is longer than the piece, or lacks the other. */
  private unmatched(which: 'begin' | 'end', start: number, nodes: Node[], i: number, end: number): void {
    const group = nodes[i + 1];
    const span = group?.type === 'group' ? spanOf(group) : undefined;
    if (span === undefined) {
      this.prose.absent(start + 1 + which.length);
      return;
    }
    const name = this.source.slice(span.start + 1, span.end - 1);
    nodes.splice(i + 1, 1);
    if (which === 'end') this.endEnvironment(name, start);
    else if (/^(?:verbatim|math)$/.test(environmentKind(name))) this.prose.closeBlock(start);
    else this.beginEnvironment(name, start, span.end, nodes, i, end);
    this.prose.absent(span.end);
  }

  /** Enters an environment whose arguments come after the node at `i`. */
  private beginEnvironment(name: string, start: number, to: number, nodes: Node[], i: number, end: number): void {
    this.prose.closeBlock(start);
    if (this.environments.length < environmentsKept)
      this.environments.push({ name, mode: this.prose.mode, kind: this.prose.kind });
    const kind = environmentKind(name);
    if (kind === 'table' && this.prose.mode !== 'preamble') this.prose.mode = 'table';
    else if (kind === 'float' && this.prose.mode !== 'preamble') this.prose.mode = 'float';
    else if (name === 'abstract') this.prose.mode = 'body';
    else if (kind === 'quote') this.prose.kind = 'quote';
    if (kind === 'table') this.prose.kind = 'tableCell';
    this.prose.absent(to);
    if (/^(?:frame|block|alertblock|exampleblock)$/.test(name)) this.arguments(nodes, i, end, 'h');
    else if (takesArguments(name)) this.following.groups(nodes, i + 1);
    else this.following.options(nodes, i + 1);
    this.prose.absent(this.following.next(nodes, i, end));
  }

  /** Ends the innermost environment of this name, and whatever was left open in it. */
  private endEnvironment(name: string, start: number): void {
    this.prose.closeBlock(start);
    const depth = this.environments.findLastIndex((environment) => environment.name === name);
    const [environment] = depth < 0 ? [] : this.environments.splice(depth);
    if (environment === undefined) return;
    this.prose.mode = environment.mode;
    this.prose.kind = environment.kind;
  }

  private arguments(nodes: Node[], i: number, end: number, roles: ArgumentRoles): void {
    const groups = this.following.groups(nodes, i + 1, { spaced: true, most: roles.length });
    const to = this.following.next(nodes, i, end);
    groups.forEach((group, index) => {
      this.argument(group, roles.charAt(index));
    });
    this.prose.absent(to);
    // Half typed: its brace does not close.
    if (groups.length === 0 && /[hc]/.test(roles) && this.source[to] === '{') this.beginText(roles, to);
  }

  private argument(group: Group, role: string): void {
    const { start, end } = spanOf(group)!;
    const separate = role === 'h' || role === 'c' || role === 'f';
    if (role === '-' || (role === 'f' && !this.partsSentence(end))) {
      this.prose.absent(end);
      return;
    }
    const { mode, kind, outer } = this.prose;
    if (separate) this.beginText(role, this.prose.position);
    if (role === 'q') this.prose.replace(start + 1, '\u201c');
    else this.prose.absent(start + 1);
    this.walk(group.content, end - 1);
    // A heading that a paragraph's end has ended already goes on as text.
    if (role === 'f' || (separate && this.prose.outer !== undefined)) this.prose.closeBlock(end - 1);
    this.prose.mode = mode;
    this.prose.kind = kind;
    this.prose.outer = outer;
    if (role === 'q') this.prose.replace(end, '\u201d');
    else this.prose.absent(end);
    // The full stop after a note belongs to the sentence before it.
    if (role === 'f') this.prose.absent(end + (/^[.!?,;:]+/.exec(this.source.slice(end, end + 3))?.[0].length ?? 0));
  }

  /** Begins a heading, caption or note. */
  private beginText(role: string, start: number): void {
    const { mode, kind } = this.prose;
    this.prose.closeBlock(start);
    this.prose.outer = role === 'f' ? undefined : { mode, kind };
    this.prose.mode = 'body';
    this.prose.kind = role === 'h' ? 'heading' : role === 'c' ? 'caption' : 'paragraph';
  }

  /**
   * Whether a note that ends at `after` stands where its sentence has ended, or ends right after. Blocks are contiguous, so a note in the
   * middle of a sentence could only be checked at the price of the sentence.
   */
  private partsSentence(after: number): boolean {
    const start = this.prose.position;
    return !this.prose.open || endsSentence(this.source, Math.max(this.prose.blockStart, start - 20), start, after);
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
