/** One change of an edit as VS Code tells it: offsets in UTF-16 units of the text before the whole edit. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

export interface OffsetSpan {
  readonly start: number;
  readonly end: number;
}

/** Where the inserted texts lie after an edit, ascending, in UTF-16 units; a deletion leaves an empty span. */
export const editedSpans = (changes: readonly TextChange[]): readonly OffsetSpan[] => {
  let shift = 0;
  return changes
    .toSorted((a, b) => a.rangeOffset - b.rangeOffset)
    .map(({ rangeOffset, rangeLength, text }) => {
      const start = rangeOffset + shift;
      shift += text.length - rangeLength;
      return { start, end: start + text.length };
    });
};
