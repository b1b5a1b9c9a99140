import { ABSENT, type BlockKind, type MaskedDocument, PLACEHOLDER, type ProseBlock } from '../maskedDocument';
import { ownCopy } from '../ownCopy';

const nativeMarks = /[\uE000\uE001]/g;
const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

/** One per length, as most masks are short. */
const fillsKept = 32;
const fillsOf = (character: string): readonly string[] =>
  Array.from({ length: fillsKept }, (_, length) => character.repeat(length));
const absentFills = fillsOf(ABSENT);
const placeholderFills = fillsOf(PLACEHOLDER);

const fill = (kept: readonly string[], character: string, length: number): string =>
  kept[length] ?? character.repeat(length);

/** A mask with its own text carries an index into `replacements`, from 0; the others carry one of these. */
const ABSENT_MASK = -1;
const PLACEHOLDER_MASK = -2;

/**
 * Collects masks and prose blocks of one source and builds the masked document: O(n) in the source plus, for masks that
 * do not come in ascending order, a sort.
 *
 * Offsets are UTF-16 units of the source; they are clamped to it, and empty spans are ignored. Of two masks that overlap, the one that
 * starts first (the longer, when they start together) is kept whole and the other loses what they share. Blocks are
 * expected disjoint; what one shares with an earlier one is cut off. White space and absent characters at a block's
 * ends are trimmed, and a block of nothing else is dropped.
 */
export class MaskBuilder {
  /** The source with native ABSENT and PLACEHOLDER characters as U+FFFD; same length. */
  readonly source: string;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly masks: number[] = [];
  private readonly replacements: string[] = [];
  private readonly blocks: ProseBlock[] = [];
  private ascending = true;

  constructor(source: string) {
    this.source = source.replace(nativeMarks, '\uFFFD');
  }

  /** Reads as if it were not there. */
  absent(start: number, end: number): void {
    this.mask(start, end, ABSENT_MASK);
  }

  /** Reads as one noun. */
  placeholder(start: number, end: number): void {
    this.mask(start, end, PLACEHOLDER_MASK);
  }

  /** Reads as one space: a `<br>`, `&nbsp;`, LaTeX's `~`. */
  space(start: number, end: number): void {
    this.replace(start, end, ' ');
  }

  /**
   * Reads as `text`, which is padded with ABSENT to the span's length (and cut, should it be longer): a character reference such as `&eacute;`.
   * The padding goes where a word that begins or ends here still covers the whole span, so that an edit of the word replaces all of it.
   */
  replace(start: number, end: number, text: string): void {
    const length = Math.min(end, this.source.length) - Math.max(start, 0);
    if (length <= 0) return;
    const shown = text.slice(0, length).replace(nativeMarks, '\uFFFD');
    const padding = fill(absentFills, ABSENT, length - shown.length);
    const endsWord =
      start > 0 && wordCharacter.test(shown) && wordCharacter.test(this.source.charAt(Math.max(start, 0) - 1));
    this.replacements.push(endsWord ? padding + shown : shown + padding);
    this.mask(start, end, this.replacements.length - 1);
  }

  /** Declares a run of prose. */
  block(kind: BlockKind, start: number, end: number): void {
    const from = Math.max(start, 0);
    const to = Math.min(end, this.source.length);
    if (from < to) this.blocks.push({ kind, start: from, end: to });
  }

  build(): MaskedDocument {
    return this.cut(0, this.source.length);
  }

  /**
   * Takes the masks and blocks collected so far, none of which starts outside the span: that part of the masked document, its offsets
   * counted from `start`. What comes later is collected anew. The text is a copy, so that a part that is kept does not keep the source alive.
   */
  cut(start: number, end: number): MaskedDocument {
    const text = this.text(start, end);
    const ordered = this.blocks.sort((a, b) => a.start - b.start || b.end - a.end);
    const blocks: ProseBlock[] = [];
    let covered = 0;
    for (const block of ordered) {
      let from = Math.max(block.start - start, covered);
      let to = Math.min(block.end, end) - start;
      while (from < to && isBlank(text.charCodeAt(from))) from++;
      while (from < to && isBlank(text.charCodeAt(to - 1))) to--;
      if (from >= to) continue;
      blocks.push({ kind: block.kind, start: from, end: to });
      covered = block.end - start;
    }
    this.starts.length = this.ends.length = this.masks.length = this.replacements.length = this.blocks.length = 0;
    this.ascending = true;
    return { text, blocks };
  }

  private mask(start: number, end: number, mask: number): void {
    const from = Math.max(start, 0);
    const to = Math.min(end, this.source.length);
    if (from >= to) return;
    if (from <= (this.starts[this.starts.length - 1] ?? -1)) this.ascending = false;
    this.starts.push(from);
    this.ends.push(to);
    this.masks.push(mask);
  }

  private text(from: number, to: number): string {
    const { source, starts, ends, masks } = this;
    const count = starts.length;
    if (count === 0) return copyOf(source, from, to);
    const order = this.ascending
      ? undefined
      : Uint32Array.from(starts.keys()).sort((a, b) => starts[a]! - starts[b]! || ends[b]! - ends[a]! || a - b);
    const parts: string[] = [];
    let position = from;
    for (let i = 0; i < count; i++) {
      const index = order === undefined ? i : order[i]!;
      const start = Math.max(starts[index]!, position);
      const end = Math.min(ends[index]!, to);
      if (start >= end) continue;
      if (start > position) parts.push(source.slice(position, start));
      const mask = masks[index]!;
      if (mask === ABSENT_MASK) parts.push(fill(absentFills, ABSENT, end - start));
      else if (mask === PLACEHOLDER_MASK) parts.push(fill(placeholderFills, PLACEHOLDER, end - start));
      else parts.push(this.replacements[mask]!.slice(start - starts[index]!));
      position = end;
    }
    parts.push(copyOf(source, position, to));
    return parts.join('');
  }
}

const copyOf = (source: string, from: number, to: number): string =>
  from === 0 && to >= source.length ? source : ownCopy(source.slice(from, to));

const isBlank = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0xe000;
