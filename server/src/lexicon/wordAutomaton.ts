/**
 * A minimal acyclic automaton over UTF-16 code units that numbers its words 0..wordCount-1 in code-unit order
 * (Lucchesi and Kowaltowski 1993). Nodes and arcs are integers; an arc's own label leads to `target(arc)`.
 */
export interface WordAutomaton {
  readonly root: number;
  readonly wordCount: number;
  /** Arcs of a node are `firstArc(node)` to `endArc(node)` - 1, ascending by label. */
  firstArc(node: number): number;
  endArc(node: number): number;
  label(arc: number): number;
  target(arc: number): number;
  isFinal(node: number): boolean;
  /** How many words are passed over, the node's own included when it is final, before the words that go through this arc. */
  wordsBefore(arc: number): number;
}
