import type { WordAutomaton } from './wordAutomaton';

const MAGIC = 0x31574144; // "DAW1", little endian
const HEADER_WORDS = 4;

/**
 * A `WordAutomaton` read in place from bytes, little endian:
 *
 * | part | type | length |
 * |---|---|---|
 * | magic, node count, arc count, word count | uint32 | 4 |
 * | first arc of a node, times two, plus one when it is final; a sentinel closes the list | uint32 | nodes + 1 |
 * | target of an arc | uint32 | arcs |
 * | words before an arc | uint32 | arcs |
 * | label of an arc, a UTF-16 code unit | uint16 | arcs, padded to four bytes |
 *
 * An arc's target has a lower number than its source, so no walk can go round in circles. The root is the last node.
 */
export class CompactAutomaton implements WordAutomaton {
  readonly root: number;
  readonly wordCount: number;

  private constructor(
    private readonly nodes: Uint32Array,
    private readonly targets: Uint32Array,
    private readonly before: Uint32Array,
    private readonly labels: Uint16Array,
    wordCount: number,
  ) {
    this.root = nodes.length - 2;
    this.wordCount = wordCount;
  }

  /**
   * Views `bytes` as an automaton; they are not copied unless they start off a four-byte boundary. That they are as they were written
   * is for the checksum of the file around them to say.
   * @throws Error when the bytes are no automaton or are cut short.
   */
  static read(bytes: Uint8Array): CompactAutomaton {
    if (bytes.byteLength < HEADER_WORDS * 4) throw new Error('not a word automaton: shorter than its header');
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const { buffer, byteOffset } = aligned;
    const [magic, nodeCount, arcCount, wordCount] = new Uint32Array(buffer, byteOffset, HEADER_WORDS) as unknown as [
      number,
      number,
      number,
      number,
    ];
    if (magic !== MAGIC) throw new Error('not a word automaton: wrong signature');
    const expected = byteLength(nodeCount, arcCount);
    if (nodeCount === 0 || expected !== aligned.byteLength) {
      throw new Error(`damaged word automaton: ${aligned.byteLength} bytes, its header says ${expected}`);
    }
    const nodesAt = byteOffset + HEADER_WORDS * 4;
    const targetsAt = nodesAt + (nodeCount + 1) * 4;
    const beforeAt = targetsAt + arcCount * 4;
    return new CompactAutomaton(
      new Uint32Array(buffer, nodesAt, nodeCount + 1),
      new Uint32Array(buffer, targetsAt, arcCount),
      new Uint32Array(buffer, beforeAt, arcCount),
      new Uint16Array(buffer, beforeAt + arcCount * 4, arcCount),
      wordCount,
    );
  }

  firstArc(node: number): number {
    return this.nodes[node]! >>> 1;
  }

  endArc(node: number): number {
    return this.nodes[node + 1]! >>> 1;
  }

  label(arc: number): number {
    return this.labels[arc]!;
  }

  target(arc: number): number {
    return this.targets[arc]!;
  }

  isFinal(node: number): boolean {
    return (this.nodes[node]! & 1) === 1;
  }

  wordsBefore(arc: number): number {
    return this.before[arc]!;
  }

  /** The arc of `node` labelled `label`, or -1. */
  arc(node: number, label: number): number {
    let low = this.firstArc(node);
    let high = this.endArc(node) - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.labels[middle]!;
      if (found === label) return middle;
      if (found < label) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The number of `word`, or -1 when it is not in the automaton. */
  indexOf(word: string): number {
    let node = this.root;
    let index = 0;
    for (let at = 0; at < word.length; at++) {
      const arc = this.arc(node, word.charCodeAt(at));
      if (arc < 0) return -1;
      index += this.before[arc]!;
      node = this.targets[arc]!;
    }
    return this.isFinal(node) ? index : -1;
  }

  /**
   * The word with number `index`.
   * @throws RangeError when there is none.
   */
  wordAt(index: number): string {
    if (!(index >= 0 && index < this.wordCount)) throw new RangeError(`no word ${index} among ${this.wordCount}`);
    const units: number[] = [];
    let node = this.root;
    let left = Math.floor(index);
    while (!(left === 0 && this.isFinal(node))) {
      let low = this.firstArc(node);
      let high = this.endArc(node) - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if (this.before[middle]! <= left) low = middle;
        else high = middle - 1;
      }
      left -= this.before[low]!;
      units.push(this.labels[low]!);
      node = this.targets[low]!;
    }
    return String.fromCharCode(...units);
  }

  /** All words in order. */
  *words(): Generator<string> {
    for (let index = 0; index < this.wordCount; index++) yield this.wordAt(index);
  }
}

/**
 * Builds the minimal automaton of words given in strictly ascending code-unit order, one at a time
 * (Daciuk, Mihov, Watson and Watson 2000, algorithm 1): the path of the last word stays open, whatever falls off it is
 * replaced by an equal node seen before or registered.
 */
export class AutomatonBuilder {
  private readonly register = new Map<string, number>();
  private readonly frozen: FrozenNode[] = [];
  private readonly path: OpenNode[] = [{ final: false, labels: [], targets: [] }];
  private last = '';
  private count = 0;

  /** @throws Error when `word` does not come after the word before it. */
  add(word: string): void {
    if (this.count > 0 && word <= this.last) throw new Error(`words out of order: ${this.last}, then ${word}`);
    let shared = 0;
    while (shared < word.length && shared < this.last.length && word[shared] === this.last[shared]) shared++;
    this.freezeBelow(shared);
    for (let at = shared; at < word.length; at++) {
      this.path[at]!.labels.push(word.charCodeAt(at));
      this.path.push({ final: false, labels: [], targets: [] });
    }
    this.path[word.length]!.final = true;
    this.last = word;
    this.count++;
  }

  /** The automaton's bytes, for `CompactAutomaton.read`. The builder takes no more words. */
  finish(): Uint8Array {
    this.freezeBelow(0);
    const nodes = [...this.frozen, freeze(this.path[0]!)];
    const arcCount = nodes.reduce((sum, node) => sum + node.labels.length, 0);
    const bytes = new Uint8Array(byteLength(nodes.length, arcCount));
    const view = new DataView(bytes.buffer);
    const nodesAt = HEADER_WORDS * 4;
    const targetsAt = nodesAt + (nodes.length + 1) * 4;
    const beforeAt = targetsAt + arcCount * 4;
    const labelsAt = beforeAt + arcCount * 4;
    const counts = new Uint32Array(nodes.length);
    [MAGIC, nodes.length, arcCount, this.count].forEach((value, at) => {
      view.setUint32(at * 4, value, true);
    });
    let arc = 0;
    nodes.forEach((node, number) => {
      view.setUint32(nodesAt + number * 4, arc * 2 + (node.final ? 1 : 0), true);
      let count = node.final ? 1 : 0;
      for (const [position, target] of node.targets.entries()) {
        view.setUint32(targetsAt + arc * 4, target, true);
        view.setUint32(beforeAt + arc * 4, count, true);
        view.setUint16(labelsAt + arc * 2, node.labels[position]!, true);
        count += counts[target]!;
        arc++;
      }
      counts[number] = count;
    });
    view.setUint32(nodesAt + nodes.length * 4, arc * 2, true);
    return bytes;
  }

  private freezeBelow(depth: number): void {
    while (this.path.length > depth + 1) {
      const node = freeze(this.path.pop()!);
      const signature = `${node.final ? '!' : ''}${node.labels.join()};${node.targets.join()}`;
      let number = this.register.get(signature);
      if (number === undefined) {
        number = this.frozen.push(node) - 1;
        this.register.set(signature, number);
      }
      this.path[this.path.length - 1]!.targets.push(number);
    }
  }
}

/** The automaton's bytes of words in strictly ascending code-unit order. */
export const buildAutomaton = (words: Iterable<string>): Uint8Array => {
  const builder = new AutomatonBuilder();
  for (const word of words) builder.add(word);
  return builder.finish();
};

interface OpenNode {
  final: boolean;
  readonly labels: number[];
  readonly targets: number[];
}

interface FrozenNode {
  readonly final: boolean;
  readonly labels: Uint16Array;
  readonly targets: Uint32Array;
}

const freeze = (node: OpenNode): FrozenNode => ({
  final: node.final,
  labels: Uint16Array.from(node.labels),
  targets: Uint32Array.from(node.targets),
});

const byteLength = (nodeCount: number, arcCount: number): number =>
  HEADER_WORDS * 4 + (nodeCount + 1) * 4 + arcCount * 8 + Math.ceil(arcCount / 2) * 4;
