import { steppedStart } from '../lm/neural/promptWindow';
import type { MaskedDocument, ProseBlock } from '../text/maskedDocument';
import { lastStartingBy } from './proseAt';

/** Characters of a document before the caret that are read at most, and by how many their beginning moves on: 180 to 450 tokens. */
const MOST_CHARACTERS = 2000;
const STEP_CHARACTERS = 1200;
/** Headings above these are left out, however deep they lie. */
const MOST_HEADINGS = 3;

/** `##` of Markdown and AsciiDoc's `==`; where a language marks headings otherwise, the first is above all others. */
const levelOf = (source: string, { start }: ProseBlock, isFirst: boolean): number => {
  const line = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  const [, marks] = /^\s*(#{1,6}|={1,6})\s/.exec(line) ?? [];
  return marks?.length ?? (isFirst ? 1 : 2);
};

/**
 * What the model reads before a caret: the headings that it stands under, then the text before it, both masked. Where the text begins moves in
 * steps, and from block to block, so that while somebody writes the beginning stays the same and need not be read again.
 */
export const promptText = (source: string, { text, blocks }: MaskedDocument, offset: number): string => {
  const last = lastStartingBy(blocks, offset);
  const from = steppedStart(offset, MOST_CHARACTERS, STEP_CHARACTERS);
  let first = Math.max(0, lastStartingBy(blocks, from));
  // The block that holds the bound is left out, unless it is the caret's own.
  if (first < last && blocks[first]!.start < from) first++;
  const before = blocks.slice(first, last).map(({ start, end }) => text.slice(start, end).trim());
  const own = text.slice(Math.max(blocks[last]?.start ?? offset, offset - MOST_CHARACTERS), offset);
  return [...headingsAbove(source, text, blocks.slice(0, first)), ...before, own].join('\n\n');
};

/** The path of headings at the end of some blocks, outermost first. */
const headingsAbove = (source: string, text: string, blocks: readonly ProseBlock[]): readonly string[] => {
  const path: string[] = [];
  let level = Number.POSITIVE_INFINITY;
  const headings = blocks.filter(({ kind }) => kind === 'heading');
  for (let index = headings.length - 1; index >= 0 && path.length < MOST_HEADINGS; index--) {
    const heading = headings[index]!;
    const own = levelOf(source, heading, index === 0);
    if (own >= level) continue;
    level = own;
    path.unshift(text.slice(heading.start, heading.end).trim());
  }
  return path;
};
