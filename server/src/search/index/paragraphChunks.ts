import { createHash } from 'node:crypto';
import { frontMatterOf } from '../../text/markup/frontMatter';
import { segmentSentences } from '../../text/sentences';
import type { Span } from '../../text/span';
import type { Chunk, ChunkKey } from '../chunk';
import { type Heading, headingReader } from './headingReaders';

/** About 256 tokens of English. */
const mostUnits = 1000;

/** A passage is filled up with what follows until it is this long. */
const enoughUnits = 600;

/** First half of SHA-256 over headings and text. */
export const chunkKey = (headings: readonly string[], text: string): ChunkKey =>
  createHash('sha256')
    .update(JSON.stringify([headings, text]))
    .digest('hex')
    .slice(0, 32);

interface Block extends Span {
  readonly headings: readonly string[];
}

/** Runs of lines without a blank one between them, and the headings that they stand under; a title in front matter is the outermost. */
const blocksOf = (text: string, languageId: string): Block[] => {
  const blocks: Block[] = [];
  const reader = headingReader(languageId);
  const frontMatter = languageId === 'markdown' || languageId === 'mdx' ? frontMatterOf(text) : { end: 0 };
  let headings: readonly Heading[] = frontMatter.title === undefined ? [] : [{ level: 0, title: frontMatter.title }];
  let fence: string | undefined;
  let open: { start: number; end: number } | undefined;
  const close = () => {
    if (open !== undefined) blocks.push({ ...open, headings: headings.map(({ title }) => title) });
    open = undefined;
  };
  const lineFrom = (start: number) => {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    return { start, next, text: text.slice(start, next).trimEnd() };
  };
  let [line, second, third] = [lineFrom(0), lineFrom(lineFrom(0).next), lineFrom(lineFrom(lineFrom(0).next).next)];
  for (; line.start < text.length; [line, second, third] = [second, third, lineFrom(third.next)]) {
    if (reader !== undefined && line.start >= frontMatter.end) {
      const mark = reader.fence?.exec(line.text)?.[1];
      if (mark !== undefined && fence === undefined) fence = mark;
      else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined;
      const heading =
        fence === undefined ? reader.read([line.text, second.text, third.text], open === undefined) : undefined;
      if (heading !== undefined) {
        close();
        const above = headings.filter(({ level, title }) => level < heading.level && title !== heading.title);
        headings = [...above, heading];
      }
    }
    if (line.text === '') close();
    else if (open === undefined) open = { start: line.start, end: line.start + line.text.length };
    else open.end = line.start + line.text.length;
  }
  close();
  return blocks;
};

/** Spans of a block that are short enough: cut after lines or, in a line that is too long, after sentences, and at the worst anywhere. */
const pieces = (text: string, { start, end }: Span): Span[] => {
  if (end - start <= mostUnits) return [{ start, end }];
  const cuts = [...text.slice(start, end).matchAll(/\n/g)].map(({ index }) => start + index + 1);
  const lines = [start, ...cuts, end];
  const parts = lines.slice(1).flatMap((to, index): Span[] => {
    const span = { start: lines[index]!, end: to };
    return to - span.start <= mostUnits ? [span] : segmentSentences(text, span);
  });
  return joined(parts.flatMap(halves), mostUnits);
};

const halves = (span: Span): Span[] => {
  const parts: Span[] = [];
  for (let { start } = span; start < span.end; start += mostUnits)
    parts.push({ start, end: Math.min(span.end, start + mostUnits) });
  return parts;
};

/** Neighbours are joined while they are no longer than `most` together. */
const joined = (spans: readonly Span[], most: number): Span[] => {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && span.end - last.start <= most)
      result[result.length - 1] = { start: last.start, end: span.end };
    else result.push(span);
  }
  return result;
};

/** Cuts a text into passages by headings and blank lines; of code and all other text, by blank lines. */
export const paragraphChunks = (text: string, languageId: string): Chunk[] => {
  const chunks: Chunk[] = [];
  const lines = new LineCounter(text);
  const add = (span: Span, headings: readonly string[]) => {
    const passage = text.slice(span.start, span.end).trimEnd();
    if (passage.trim() === '') return;
    const end = span.start + passage.length;
    chunks.push({
      key: chunkKey(headings, passage),
      start: span.start,
      end,
      startLine: lines.at(span.start),
      endLine: lines.at(end - 1),
      headings,
      text: passage,
    });
  };
  let run: Block | undefined;
  for (const block of blocksOf(text, languageId)) {
    const fits =
      run !== undefined &&
      run.headings.join('\0') === block.headings.join('\0') &&
      run.end - run.start < enoughUnits &&
      block.end - run.start <= mostUnits;
    if (fits) run = { ...run!, end: block.end };
    else {
      if (run !== undefined) for (const piece of pieces(text, run)) add(piece, run.headings);
      run = block;
    }
  }
  if (run !== undefined) for (const piece of pieces(text, run)) add(piece, run.headings);
  return chunks;
};

/** Lines of ascending offsets, from 1. */
class LineCounter {
  private offset = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  at(offset: number): number {
    for (let next = this.text.indexOf('\n', this.offset); next >= 0 && next < offset; ) {
      this.line++;
      this.offset = next + 1;
      next = this.text.indexOf('\n', this.offset);
    }
    return this.line;
  }
}
