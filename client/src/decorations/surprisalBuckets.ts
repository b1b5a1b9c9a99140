/** Surprisal is shown in so many steps: `surprisal.heatMap.level1` to `level5` are their colours. */
export const bucketCount = 5;

/** Where the upper four buckets begin, in bits. */
export const defaultBoundaries: readonly number[] = [4, 8, 12, 16];

/** Boundaries as somebody set them; the defaults when they are not four rising numbers. */
export const boundariesOf = (value: unknown): readonly number[] =>
  Array.isArray(value) &&
  value.length === bucketCount - 1 &&
  value.every((bits, index) => Number.isFinite(bits) && bits > (index === 0 ? 0 : value[index - 1]))
    ? value
    : defaultBoundaries;

/** The bucket of a surprisal, 0 to 4: a value on a boundary belongs to the upper one. */
export const bucketOf = (surprisalBits: number, boundaries: readonly number[]): number => {
  let bucket = 0;
  while (bucket < boundaries.length && surprisalBits >= boundaries[bucket]!) bucket++;
  return bucket;
};

/** Sorts items into their buckets; order within a bucket is kept. */
export const inBuckets = <Item extends { readonly surprisalBits: number }>(
  items: readonly Item[],
  boundaries: readonly number[],
): readonly (readonly Item[])[] => {
  const buckets: Item[][] = Array.from({ length: bucketCount }, () => []);
  for (const item of items) buckets[bucketOf(item.surprisalBits, boundaries)]!.push(item);
  return buckets;
};
