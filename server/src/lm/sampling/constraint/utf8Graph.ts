import type { CodePointSet } from './codePointSet';

/** Where a character is whole. */
export const characterEnd = 0;

/** There is no way on. */
export const noWay = -1;

interface ByteEdge {
  readonly first: number;
  readonly last: number;
  readonly target: number;
}

/** Greatest code points of one, two, three and four bytes. */
const lengthLimits = [0x7f, 0x7ff, 0xffff, 0x10ffff] as const;

/**
 * Sets of characters as graphs over the bytes of UTF-8, equal parts shared. Tokens are bytes, and some hold a part of a
 * character only: by bytes such tokens need no care of their own.
 */
export class Utf8Graph {
  private readonly edges: (readonly ByteEdge[])[] = [[]];
  private readonly heights: number[] = [0];
  private readonly nodes = new Map<string, number>();
  private readonly setNodes = new WeakMap<CodePointSet, number>();
  private readonly characterNodes = new Map<number, number>();

  /** @param available For each byte, whether a token writes it alone; other bytes count as impossible. */
  constructor(private readonly available: (byte: number) => boolean) {}

  /** The node where a character of the set begins, or `noWay` if none can be written. */
  nodeOf(set: CodePointSet): number {
    const known = this.setNodes.get(set);
    if (known !== undefined) return known;
    const sequences: ByteRange[][] = [];
    for (const [first, last] of set) splitByLength(first, last, sequences);
    const node = this.build(sequences, 0);
    this.setNodes.set(set, node);
    return node;
  }

  /** The same for one character. */
  characterNodeOf(codePoint: number): number {
    const known = this.characterNodes.get(codePoint);
    if (known !== undefined) return known;
    const node = this.nodeOf([[codePoint, codePoint]]);
    this.characterNodes.set(codePoint, node);
    return node;
  }

  /** The node after a byte; `characterEnd` where the character is whole. */
  step(node: number, byte: number): number {
    for (const { first, last, target } of this.edges[node]!) if (byte <= last) return byte >= first ? target : noWay;
    return noWay;
  }

  /** Calls back for the runs of bytes that lead on from a node. */
  forEachRun(node: number, onRun: (first: number, last: number) => void): void {
    for (const { first, last } of this.edges[node]!) onRun(first, last);
  }

  /** Fewest bytes from a node to the end of the character. */
  height(node: number): number {
    return this.heights[node]!;
  }

  /** For each byte a number, equal for bytes that no edge so far tells apart. */
  byteKinds(): Uint8Array {
    const starts = new Uint8Array(257);
    for (const edges of this.edges)
      for (const { first, last } of edges) {
        starts[first] = 1;
        starts[last + 1] = 1;
      }
    const kinds = new Uint8Array(256);
    let kind = 0;
    for (let byte = 1; byte < 256; byte++) kinds[byte] = starts[byte] === 1 ? ++kind : kind;
    return kinds;
  }

  private build(sequences: readonly (readonly ByteRange[])[], depth: number): number {
    if (sequences.length === 0) return noWay;
    if (sequences[0]!.length === depth) return characterEnd;
    const edges: ByteEdge[] = [];
    let start = 0;
    while (start < sequences.length) {
      const [first, last] = sequences[start]![depth]!;
      // Sequences of one set begin with equal or with disjoint ranges.
      let end = start + 1;
      while (end < sequences.length && sequences[end]![depth]![0] === first) end++;
      const target = this.build(sequences.slice(start, end), depth + 1);
      if (target !== noWay) this.addAvailable(edges, first, last, target);
      start = end;
    }
    return edges.length === 0 ? noWay : this.share(edges);
  }

  private addAvailable(edges: ByteEdge[], first: number, last: number, target: number): void {
    for (let byte = first; byte <= last; byte++) {
      if (!this.available(byte)) continue;
      const before = edges.at(-1);
      if (before !== undefined && before.last === byte - 1 && before.target === target)
        edges[edges.length - 1] = { ...before, last: byte };
      else edges.push({ first: byte, last: byte, target });
    }
  }

  private share(edges: readonly ByteEdge[]): number {
    const key = edges.map(({ first, last, target }) => `${first},${last},${target}`).join(';');
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const node = this.edges.length;
    this.edges.push(edges);
    this.heights.push(1 + Math.min(...edges.map(({ target }) => this.heights[target]!)));
    this.nodes.set(key, node);
    return node;
  }
}

type ByteRange = readonly [first: number, last: number];

const splitByLength = (first: number, last: number, sequences: ByteRange[][]): void => {
  let from = first;
  for (const [index, limit] of lengthLimits.entries()) {
    if (from > limit) continue;
    const to = Math.min(last, limit);
    // Surrogates have no form in UTF-8.
    if (index === 2) {
      if (from < 0xd800) splitByPrefix(from, Math.min(to, 0xd7ff), 3, sequences);
      if (to > 0xdfff) splitByPrefix(Math.max(from, 0xe000), to, 3, sequences);
    } else splitByPrefix(from, to, index + 1, sequences);
    if (last <= limit) return;
    from = limit + 1;
  }
};

/** Splits until all but the last bytes that differ run through whole ranges (as in RE2 and utf8-ranges). */
const splitByPrefix = (first: number, last: number, length: number, sequences: ByteRange[][]): void => {
  for (let bytes = 1; bytes < length; bytes++) {
    const low = (1 << (6 * bytes)) - 1;
    if ((first & ~low) === (last & ~low)) break;
    if ((first & low) !== 0) {
      splitByPrefix(first, first | low, length, sequences);
      splitByPrefix((first | low) + 1, last, length, sequences);
      return;
    }
    if ((last & low) !== low) {
      splitByPrefix(first, (last & ~low) - 1, length, sequences);
      splitByPrefix(last & ~low, last, length, sequences);
      return;
    }
  }
  const from = utf8Bytes(first, length);
  const to = utf8Bytes(last, length);
  sequences.push(from.map((byte, index) => [byte, to[index]!] as const));
};

const leadMarks = [0, 0, 0xc0, 0xe0, 0xf0] as const;

const utf8Bytes = (codePoint: number, length: number): number[] =>
  length === 1
    ? [codePoint]
    : Array.from({ length }, (_, index) =>
        index === 0
          ? leadMarks[length]! | (codePoint >> (6 * (length - 1)))
          : 0x80 | ((codePoint >> (6 * (length - 1 - index))) & 0x3f),
      );
