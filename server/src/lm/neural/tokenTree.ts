/** The context that a tree continues, as the parent of its first nodes. */
export const ROOT = -1;

/** Continuations of one context as a tree: those that begin alike share nodes, so that each is read once. A node comes after its parent. */
export class TokenTree {
  readonly tokens: number[] = [];
  readonly parents: number[] = [];
  /** Nodes from the root: 1 for its children. */
  readonly depths: number[] = [];
  /** Children of each node, those of the root apart. */
  readonly children: number[][] = [];
  readonly firstNodes: number[] = [];

  get size(): number {
    return this.tokens.length;
  }

  childrenOf(node: number): readonly number[] {
    return node === ROOT ? this.firstNodes : this.children[node]!;
  }

  /** The nodes of `tokens` one after the other below `parent`, those that were not there added. */
  add(tokens: readonly number[], parent = ROOT): number[] {
    const path: number[] = [];
    let above = parent;
    for (const token of tokens) {
      const siblings = above === ROOT ? this.firstNodes : this.children[above]!;
      let node = siblings.find((sibling) => this.tokens[sibling] === token);
      if (node === undefined) {
        node = this.tokens.length;
        this.tokens.push(token);
        this.parents.push(above);
        this.depths.push(above === ROOT ? 1 : this.depths[above]! + 1);
        this.children.push([]);
        siblings.push(node);
      }
      path.push(node);
      above = node;
    }
    return path;
  }
}
