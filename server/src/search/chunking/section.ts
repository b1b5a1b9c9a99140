import type { Span } from '../../text/span';
import type { Chunk } from '../chunk';
import { chunkKey } from '../chunk';
import { packed, type Repeated, type Unit } from './packing';
import { estimateTokens } from './tokenEstimate';

/** What stands under one path of headings without another between. */
export interface Section {
  readonly headings: readonly string[];
  /** Ascending; what lies between two of them is white space. */
  readonly units: readonly Unit[];
  /** What of the passage before it a passage repeats, if anything. */
  readonly repeats?: Repeated;
}

/** Tokens of a passage, its headings and the two marks that the embedder puts around it, at most. */
export const passageTokens = 256;

/** How far the tokens of a passage are seldom above their estimate; measured in ARCHITECTURE.md. */
const estimateMargin = 1.1;

const overlapTokens = 32;

const roomUnder = new WeakMap<readonly string[], number>();

/** What headings leave room for. A passage is at least half text. */
export const tokensUnder = (headings: readonly string[]): number => {
  let room = roomUnder.get(headings);
  if (room === undefined) {
    room = Math.max(passageTokens / 2, passageTokens - 2 - estimateTokens(headings.join(' > '))) / estimateMargin;
    roomUnder.set(headings, room);
  }
  return room;
};

/** What a unit may have so that the passage it is in can repeat something. */
export const unitTokens = (headings: readonly string[]): number => tokensUnder(headings) - overlapTokens;

/** An image in a notebook, a font in a style sheet: nobody looks for that, and to embed it takes as long as text. */
const encoded = /^["']?[\w+/=-]{400,}["',;]*$/;

/** Makes the chunks of a text from its sections, in their order. */
export const chunksOf = (text: string, sections: Iterable<Section>): Chunk[] => {
  const chunks: Chunk[] = [];
  const startLines = new LineCounter(text);
  const endLines = new LineCounter(text);
  for (const { headings, units, repeats } of sections) {
    const limits = { most: tokensUnder(headings), overlap: repeats === undefined ? 0 : overlapTokens };
    for (const { start, end } of packed(text, units, limits, repeats)) {
      const passage = trimmed(text, start, end);
      if (passage === undefined) continue;
      const content = text.slice(passage.start, passage.end);
      if (encoded.test(content)) continue;
      chunks.push({
        key: chunkKey(headings, content),
        ...passage,
        startLine: startLines.at(passage.start),
        endLine: endLines.at(passage.end - 1),
        headings,
        text: content,
      });
    }
  }
  return chunks;
};

/** Without blank lines before, and white space after; undefined where nothing is left. */
const trimmed = (text: string, from: number, to: number): Span | undefined => {
  const passage = text.slice(from, to);
  const end = passage.trimEnd().length;
  if (end === 0) return undefined;
  const start = passage.length - passage.trimStart().length;
  return { start: from + passage.lastIndexOf('\n', start) + 1, end: from + end };
};

/** Lines of ascending offsets, from 1. */
class LineCounter {
  private line = 1;
  /** The first line break that was not passed. */
  private next: number;

  constructor(private readonly text: string) {
    this.next = text.indexOf('\n');
  }

  at(offset: number): number {
    while (this.next >= 0 && this.next < offset) {
      this.line++;
      this.next = this.text.indexOf('\n', this.next + 1);
    }
    return this.line;
  }
}
