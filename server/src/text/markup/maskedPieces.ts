import type { MaskedDocument, ProseBlock } from '../maskedDocument';

/** Puts a masked document together from masked pieces of its source, in order; what lies between them is no markup and no prose. */
export class MaskedPieces {
  private readonly parts: string[] = [];
  private readonly blocks: ProseBlock[] = [];
  private end = 0;

  constructor(private readonly source: string) {}

  /** @param piece masks the source from `start` on; its offsets are counted from there */
  add(start: number, piece: MaskedDocument): void {
    if (start > this.end) this.parts.push(this.source.slice(this.end, start));
    this.parts.push(piece.text);
    for (const block of piece.blocks)
      this.blocks.push({ kind: block.kind, start: start + block.start, end: start + block.end });
    this.end = start + piece.text.length;
  }

  build(): MaskedDocument {
    this.parts.push(this.source.slice(this.end));
    return { text: this.parts.join(''), blocks: this.blocks };
  }
}
