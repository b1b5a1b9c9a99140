import { type ByteAutomaton, deadState } from './byteAutomaton';

/** The tokens of a model, as constraints need them. */
export interface TokenVocabulary {
  /** The bytes that each token writes; undefined for control tokens and holes in the vocabulary, which no constraint lets through. */
  readonly bytes: readonly (Uint8Array | undefined)[];
  /** Tokens that end a text. */
  readonly endTokens: readonly number[];
}

/** Bytes of all tokens as a tree in preorder, so that a walk over those that an automaton takes is a scan with leaps. */
export class VocabularyTrie {
  /** The byte that leads to each node. */
  private readonly bytes: Uint8Array;
  private readonly depths: Uint16Array;
  /** The node behind each node's subtree. */
  private readonly ends: Int32Array;
  /** The tokens of node i are `tokens` from `tokenStarts[i]` to before `tokenStarts[i + 1]`. */
  private readonly tokenStarts: Int32Array;
  private readonly tokens: Int32Array;
  private readonly greatestDepth: number;

  constructor({ bytes }: TokenVocabulary) {
    // A character a byte: strings are compared natively.
    const texts = bytes.map((token) => (token === undefined ? '' : String.fromCharCode(...token)));
    const ordered = texts
      .map((_, id) => id)
      .filter((id) => texts[id] !== '')
      .sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b));
    const most = ordered.reduce((sum, id) => sum + texts[id]!.length, 0);
    const nodeBytes = new Uint8Array(most);
    const depths = new Uint16Array(most);
    const ends = new Int32Array(most);
    const tokenStarts = new Int32Array(most + 1);
    let size = 0;
    let greatestDepth = 0;
    const open: number[] = [];
    const close = (depth: number): void => {
      while (open.length > depth) ends[open.pop()!] = size;
    };
    let before = '';
    for (const [place, id] of ordered.entries()) {
      const text = texts[id]!;
      let shared = 0;
      while (shared < before.length && before.charCodeAt(shared) === text.charCodeAt(shared)) shared++;
      // Equal tokens share a node.
      if (text !== before) {
        close(shared);
        for (let depth = shared; depth < text.length; depth++) {
          nodeBytes[size] = text.charCodeAt(depth);
          depths[size] = depth;
          // Inner nodes have no token: those of the next node begin where theirs do.
          tokenStarts[size] = place;
          open.push(size++);
        }
        greatestDepth = Math.max(greatestDepth, text.length);
      }
      before = text;
    }
    close(0);
    tokenStarts[size] = ordered.length;
    this.bytes = nodeBytes.slice(0, size);
    this.depths = depths.slice(0, size);
    this.ends = ends.slice(0, size);
    this.tokens = Int32Array.from(ordered);
    this.tokenStarts = tokenStarts.slice(0, size + 1);
    this.greatestDepth = greatestDepth;
  }

  /** Calls back for each token that an automaton takes in a state, if it leaves a way to a whole text; with the state after it. */
  forEachTaken(automaton: ByteAutomaton, state: number, onToken: (token: number, after: number) => void): void {
    const { bytes, depths, ends, tokenStarts, tokens } = this;
    const path = new Int32Array(this.greatestDepth + 1);
    path[0] = state;
    for (let node = 0; node < bytes.length; ) {
      const depth = depths[node]!;
      const after = automaton.step(path[depth]!, bytes[node]!);
      if (after === deadState || automaton.distance(after) === Number.POSITIVE_INFINITY) {
        node = ends[node]!;
        continue;
      }
      path[depth + 1] = after;
      for (let place = tokenStarts[node]!; place < tokenStarts[node + 1]!; place++) onToken(tokens[place]!, after);
      node++;
    }
  }
}
