/**
 * A binary heap of a tree's nodes, of which the lightest comes first. It moves them as Python's `heapq` does (in C and in Python alike), so that of equally heavy ones the same comes first there and here.
 */
export class LightestNodes {
  private readonly nodes: number[];

  /** @param weights of the nodes, by their numbers @param nodes that are in it from the beginning */
  constructor(
    private readonly weights: Float64Array,
    nodes: Iterable<number>,
  ) {
    this.nodes = [...nodes];
    for (let place = (this.nodes.length >> 1) - 1; place >= 0; place--) this.sink(place);
  }

  push(node: number): void {
    this.nodes.push(node);
    this.rise(0, this.nodes.length - 1);
  }

  /** Takes the lightest out; there must be one. */
  pop(): number {
    const last = this.nodes.pop()!;
    const [lightest] = this.nodes;
    if (lightest === undefined) return last;
    this.nodes[0] = last;
    this.sink(0);
    return lightest;
  }

  /** Down to the lowest place along the lighter children, and up again from there to where it belongs. */
  private sink(top: number): void {
    const { nodes } = this;
    const node = nodes[top]!;
    let place = top;
    for (let child = 2 * place + 1; child < nodes.length; child = 2 * place + 1) {
      if (child + 1 < nodes.length && !this.isLighter(nodes[child]!, nodes[child + 1]!)) child++;
      nodes[place] = nodes[child]!;
      place = child;
    }
    nodes[place] = node;
    this.rise(top, place);
  }

  private rise(top: number, from: number): void {
    const { nodes } = this;
    const node = nodes[from]!;
    let place = from;
    while (place > top) {
      const parent = (place - 1) >> 1;
      if (!this.isLighter(node, nodes[parent]!)) break;
      nodes[place] = nodes[parent]!;
      place = parent;
    }
    nodes[place] = node;
  }

  private isLighter(one: number, other: number): boolean {
    return this.weights[one]! < this.weights[other]!;
  }
}
