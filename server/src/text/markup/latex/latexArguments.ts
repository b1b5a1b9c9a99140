import type { Group, Node } from '@unified-latex/unified-latex-types';
import type { Span } from '../../span';
import type { LatexParser } from '../parsers';

const overlay = /<[\d,+\-. a-z:|@]{1,30}>/y;

/** The source of a node; the grammar makes no node of a NUL. */
export const spanOf = (node: Node | undefined): Span | undefined => {
  const position = node?.position;
  return position && { start: position.start.offset, end: position.end.offset };
};

/** Takes the arguments of a macro out of the siblings that follow it. */
export class LatexArguments {
  constructor(
    private readonly source: string,
    private readonly parser: LatexParser,
  ) {}

  /** Takes the groups, and the options before and between them, that follow without a space, or with one where `spaced`. */
  groups(nodes: Node[], at: number, { spaced = false, most = Number.POSITIVE_INFINITY } = {}): Group[] {
    const groups: Group[] = [];
    for (;;) {
      this.options(nodes, at);
      let next = at;
      if (spaced) while (nodes[next]?.type === 'whitespace' || nodes[next]?.type === 'comment') next++;
      const group = nodes[next];
      if (group?.type !== 'group' || groups.length >= most) return groups;
      groups.push(group);
      nodes.splice(at, next + 1 - at);
    }
  }

  options(nodes: Node[], at: number): void {
    for (;;) {
      overlay.lastIndex = spanOf(nodes[at])?.start ?? this.source.length;
      const signature = overlay.test(this.source) ? '!d<>' : '!o';
      if (this.parser.gobbleArguments(nodes, signature, at) === 0) return;
    }
  }

  /** Where what is left behind the node at `i` starts. */
  next(nodes: Node[], i: number, end: number): number {
    for (let at = i + 1; at < nodes.length; at++) {
      const span = spanOf(nodes[at]);
      if (span !== undefined) return span.start;
    }
    return end;
  }

  /** Takes out what lies before `to`: the star or at sign behind a macro's name. */
  dropBefore(nodes: Node[], at: number, to: number): void {
    let count = 0;
    while ((spanOf(nodes[at + count])?.end ?? Number.POSITIVE_INFINITY) <= to) count++;
    nodes.splice(at, count);
    const position = nodes[at]?.position;
    if (position !== undefined && position.start.offset < to) position.start.offset = to;
  }
}
