/** Bounds of a time, both exclusive, in milliseconds since 1970; an absent one does not bound. */
export interface TimeBounds {
  readonly after?: number;
  readonly before?: number;
}

const comparedDay = /^(>=?|<=?)?(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `>2026-01-31`, `>=`, `<`, `<=` or a day alone, which is all of that day, in the local time zone; undefined for anything else, the 31st of February too. */
export const dayBounds = (text: string): TimeBounds | undefined => {
  const match = comparedDay.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = match.slice(2).map(Number) as [number, number, number];
  const start = new Date(year, month - 1, day);
  if (start.getMonth() !== month - 1 || start.getDate() !== day) return undefined;
  const first = start.getTime();
  // Not 24 hours later where the clock is changed.
  const next = new Date(year, month - 1, day + 1).getTime();
  switch (match[1]) {
    case '>':
      return { after: next - 1 };
    case '>=':
      return { after: first - 1 };
    case '<':
      return { before: first };
    case '<=':
      return { before: next };
    default:
      return { after: first - 1, before: next };
  }
};
