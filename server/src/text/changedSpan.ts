/** One replacement: `length` units of the new text stand for [`from`, `to`) of the old. */
export interface ChangedSpan {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** The smallest single replacement that makes `before` into `after`, in UTF-16 units: what lies outside is the same in both. */
export const changedSpan = (before: string, after: string): ChangedSpan => {
  if (before === after) return { from: before.length, to: before.length, length: 0 };
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let same = 0;
  const most = shorter - from;
  while (same < most && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same++;
  return { from, to: before.length - same, length: after.length - same - from };
};
