import { type MaskedDocument, PLACEHOLDER, type ProseBlock } from '../text/maskedDocument';

/** Prose in which a caret stands. */
export interface CaretProse {
  readonly block: ProseBlock;
  /** The block from its beginning to the caret, masked. */
  readonly before: string;
  /** What of it stands behind the caret, masked. */
  readonly after: string;
}

/** Spaces that were typed after a paragraph belong to no block yet. */
const sameLine = /^[^\S\r\n]*$/;

/** The prose around an offset; undefined outside of prose, and in what is masked, such as inline code. */
export const proseAt = ({ text, blocks }: MaskedDocument, offset: number): CaretProse | undefined => {
  const block = blocks[lastStartingBy(blocks, offset)];
  if (block === undefined) return undefined;
  if (offset > block.end && !sameLine.test(text.slice(block.end, offset))) return undefined;
  if (text.charAt(offset - 1) === PLACEHOLDER && text.charAt(offset) === PLACEHOLDER) return undefined;
  return { block, before: text.slice(block.start, offset), after: text.slice(offset, Math.max(offset, block.end)) };
};

/** The number of the last block that begins at an offset or before it; -1 where there is none. */
export const lastStartingBy = (blocks: readonly ProseBlock[], offset: number): number => {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
