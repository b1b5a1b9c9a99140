import type { BlockKind } from '../../maskedDocument';
import type { MaskBuilder } from '../maskBuilder';

type Mark =
  | { readonly mark: 'absent' | 'placeholder'; readonly start: number; readonly end: number }
  | { readonly mark: 'replace'; readonly start: number; readonly end: number; readonly text: string }
  | { readonly mark: 'open'; readonly kind: BlockKind; readonly at: number }
  | { readonly mark: 'letter' }
  | { readonly mark: 'close'; readonly at: number };

/** What was found in one piece of a source, to be written into the document's masks; again when the piece stands elsewhere. */
export class LatexMarks {
  private readonly marks: Mark[] = [];

  absent(start: number, end: number): void {
    this.marks.push({ mark: 'absent', start, end });
  }

  placeholder(start: number, end: number): void {
    this.marks.push({ mark: 'placeholder', start, end });
  }

  replace(start: number, end: number, text: string): void {
    this.marks.push({ mark: 'replace', start, end, text });
  }

  /** Begins a block, which may go on in the next piece. */
  open(kind: BlockKind, at: number): void {
    this.marks.push({ mark: 'open', kind, at });
  }

  /** The block that is open has a letter: one without is no prose. */
  letter(): void {
    if (this.marks[this.marks.length - 1]?.mark !== 'letter') this.marks.push({ mark: 'letter' });
  }

  close(at: number): void {
    this.marks.push({ mark: 'close', at });
  }

  writeTo(writer: LatexMarksWriter, offset: number): void {
    for (const mark of this.marks) writer.write(mark, offset);
  }
}

/** Writes the marks of one piece after another. */
export class LatexMarksWriter {
  private kind: BlockKind = 'paragraph';
  private start = -1;
  private hasLetter = false;

  constructor(private readonly builder: MaskBuilder) {}

  write(mark: Mark, offset: number): void {
    switch (mark.mark) {
      case 'absent':
        this.builder.absent(mark.start + offset, mark.end + offset);
        break;
      case 'placeholder':
        this.builder.placeholder(mark.start + offset, mark.end + offset);
        break;
      case 'replace':
        this.builder.replace(mark.start + offset, mark.end + offset, mark.text);
        break;
      case 'open':
        this.kind = mark.kind;
        this.start = mark.at + offset;
        this.hasLetter = false;
        break;
      case 'letter':
        this.hasLetter = true;
        break;
      case 'close':
        if (this.hasLetter) this.builder.block(this.kind, this.start, mark.at + offset);
        break;
    }
  }
}
