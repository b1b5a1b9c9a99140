import type { CodePointSet } from './codePointSet';
import { ConstraintError } from './constraintError';
import { noWay, type Utf8Graph } from './utf8Graph';

/** A text is whole in a state with this label. */
export const wholeLabel = 1;

/** States above which compiling would take seconds and hundreds of megabytes. */
const greatestSize = 500_000;

/** Says that an edge is taken without a character. */
const empty = -2;

/**
 * A nondeterministic automaton whose edges are sets of characters, or empty. States are numbers from 0 on. Labels of states are
 * bits; what they mean is their makers' affair, but for `wholeLabel`.
 */
export class CharacterNfa {
  /** For each state the first of its edges; edges are linked. */
  private readonly firstEdge: number[] = [];
  private readonly labels: number[] = [];
  private readonly edgeNext: number[] = [];
  /** A node of `graph`, or `empty`. */
  private readonly edgeNode: number[] = [];
  private readonly edgeTarget: number[] = [];

  /** @param graph May be shared by several automata. */
  constructor(readonly graph: Utf8Graph) {}

  get size(): number {
    return this.labels.length;
  }

  /** @throws ConstraintError where the automaton becomes too large */
  addState(label = 0): number {
    if (this.labels.length >= greatestSize)
      throw new ConstraintError('the constraint is too large; repeat less, or list fewer words');
    this.firstEdge.push(-1);
    return this.labels.push(label) - 1;
  }

  addLabel(state: number, label: number): void {
    this.labels[state]! |= label;
  }

  labelOf(state: number): number {
    return this.labels[state]!;
  }

  addEmptyEdge(from: number, to: number): void {
    this.addEdgeTo(from, empty, to);
  }

  addEdge(from: number, set: CodePointSet, to: number): void {
    const node = this.graph.nodeOf(set);
    if (node !== noWay) this.addEdgeTo(from, node, to);
  }

  addCharacterEdge(from: number, codePoint: number, to: number): void {
    const node = this.graph.characterNodeOf(codePoint);
    if (node !== noWay) this.addEdgeTo(from, node, to);
  }

  forEachEdge(
    state: number,
    onCharacter: (node: number, target: number) => void,
    onEmpty: (target: number) => void,
  ): void {
    for (let edge = this.firstEdge[state]!; edge >= 0; edge = this.edgeNext[edge]!)
      if (this.edgeNode[edge] === empty) onEmpty(this.edgeTarget[edge]!);
      else onCharacter(this.edgeNode[edge]!, this.edgeTarget[edge]!);
  }

  /** For each state the fewest bytes to a state with a label; Infinity where there is no way to one. */
  distancesToLabels(): Float64Array {
    const distances = new Float64Array(this.size).fill(Number.POSITIVE_INFINITY);
    const incoming = this.incomingEdges();
    // Edges have at most four bytes: states in the order of their distance, by a queue for each.
    const queues: number[][] = [[]];
    for (let state = 0; state < this.size; state++)
      if (this.labels[state] !== 0) {
        distances[state] = 0;
        queues[0]!.push(state);
      }
    for (let distance = 0; distance < queues.length; distance++) {
      const queue = queues[distance];
      if (queue === undefined) continue;
      for (const state of queue) {
        if (distances[state] !== distance) continue;
        for (let index = incoming.starts[state]!; index < incoming.starts[state + 1]!; index++) {
          const edge = incoming.edges[index]!;
          const from = incoming.sources[edge]!;
          const node = this.edgeNode[edge]!;
          const longer = distance + (node === empty ? 0 : this.graph.height(node));
          if (longer >= distances[from]!) continue;
          distances[from] = longer;
          queues[longer] ??= [];
          queues[longer]!.push(from);
        }
      }
    }
    return distances;
  }

  private addEdgeTo(from: number, node: number, to: number): void {
    this.edgeNext.push(this.firstEdge[from]!);
    this.edgeNode.push(node);
    this.firstEdge[from] = this.edgeTarget.push(to) - 1;
  }

  private incomingEdges(): { starts: Int32Array; edges: Int32Array; sources: Int32Array } {
    const starts = new Int32Array(this.size + 1);
    for (const target of this.edgeTarget) starts[target + 1]!++;
    for (let state = 0; state < this.size; state++) starts[state + 1]! += starts[state]!;
    const next = starts.slice();
    const edges = new Int32Array(this.edgeTarget.length);
    const sources = new Int32Array(this.edgeTarget.length);
    for (let state = 0; state < this.size; state++)
      for (let edge = this.firstEdge[state]!; edge >= 0; edge = this.edgeNext[edge]!) {
        sources[edge] = state;
        const target = this.edgeTarget[edge]!;
        edges[next[target]!++] = edge;
      }
    return { starts, edges, sources };
  }
}
