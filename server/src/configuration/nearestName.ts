/** Levenshtein distance in UTF-16 units, one row at a time. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
};

/** The name that was probably meant: the nearest within a third of its length, letter case aside. */
export const nearestName = (typed: string, names: readonly string[]): string | undefined => {
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (Math.abs(name.length - typed.length) > name.length / 3) continue;
    const edits = distance(typed.toLowerCase(), name.toLowerCase());
    if (edits <= Math.max(1, name.length / 3) && edits < least) {
      least = edits;
      nearest = name;
    }
  }
  return nearest;
};
