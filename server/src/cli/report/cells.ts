/** What a terminal shows of one character, as it is perceived, and how many cells it takes. */
export interface Cell {
  readonly shown: string;
  readonly width: number;
  /** Offset in the text. */
  readonly start: number;
}

/** Takes a text apart into cells. */
export type CellReader = (text: string) => readonly Cell[];

const tabStop = 4;

/** Blanks up to the next tab stop. */
export const tabAt = (column: number): string => ' '.repeat(tabStop - (column % tabStop));

/** Text in which each unit takes a cell: printable ASCII and tabs. */
export const isPlain = (text: string): boolean => /^[\t\x20-\x7e]*$/.test(text);

/** Reads plain text, without what it takes to read any other. */
export const plainCells: CellReader = (text) => {
  const cells: Cell[] = [];
  let column = 0;
  for (let start = 0; start < text.length; start++) {
    const shown = text[start] === '\t' ? tabAt(column) : text[start]!;
    cells.push({ shown, width: shown.length, start });
    column += shown.length;
  }
  return cells;
};
