/** One replacement: `length` units of the new text stand for [`from`, `to`) of the old. */
export interface ChangedSpan {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Texts are compared in pieces as long as this: memory against memory, ten times as fast as unit by unit. */
const PIECE = 4096;

/** The smallest single replacement that makes `before` into `after`, in UTF-16 units: what lies outside is the same in both. */
export const changedSpan = (before: string, after: string): ChangedSpan => {
  if (before === after) return { from: before.length, to: before.length, length: 0 };
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from + PIECE <= shorter && before.slice(from, from + PIECE) === after.slice(from, from + PIECE)) from += PIECE;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let to = before.length;
  let end = after.length;
  const most = shorter - from;
  const least = before.length - most;
  while (to - PIECE >= least && before.slice(to - PIECE, to) === after.slice(end - PIECE, end)) {
    to -= PIECE;
    end -= PIECE;
  }
  while (to > least && before.charCodeAt(to - 1) === after.charCodeAt(end - 1)) {
    to--;
    end--;
  }
  return { from, to, length: end - from };
};
