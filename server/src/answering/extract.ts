import type { Span } from '../text/span';
import type { AskedPassage, Extract } from './answered';

/** A part of a passage as an extract. @param unit in UTF-16 units of the passage */
export const extractOf = <Passage extends AskedPassage>(
  passage: Passage,
  unit: Span,
  score: number,
): Extract<Passage> => {
  const { path, snippet } = passage;
  const text = snippet.slice(unit.start, unit.end);
  const startLine = passage.startLine + lineEnds(snippet.slice(0, unit.start));
  return {
    path,
    start: passage.start + unit.start,
    end: passage.start + unit.end,
    startLine,
    endLine: startLine + lineEnds(text),
    text,
    score,
    passage,
  };
};

const lineEnds = (text: string): number => text.split('\n').length - 1;
