/** How rows of tokens become one row: the graph has done it (`graph`), or their mean, the first, the greatest of each column, or the last. */
export const poolings = ['graph', 'mean', 'cls', 'max', 'last'] as const;
export type Pooling = (typeof poolings)[number];

export interface PooledShape {
  readonly texts: number;
  readonly tokens: number;
  readonly dimensions: number;
}

/** Rows of length 1. @param rows [texts, tokens, dimensions]; for `graph` [texts, dimensions] */
export const pool = (
  rows: Float32Array,
  { texts, tokens, dimensions }: PooledShape,
  pooling: Pooling,
): Float32Array => {
  const pooled = new Float32Array(texts * dimensions);
  const ofText = tokens * dimensions;
  for (let text = 0; text < texts; text++) {
    const own = pooled.subarray(text * dimensions, (text + 1) * dimensions);
    if (pooling === 'graph') own.set(rows.subarray(text * dimensions, (text + 1) * dimensions));
    else if (pooling === 'cls') own.set(rows.subarray(text * ofText, text * ofText + dimensions));
    else if (pooling === 'last') own.set(rows.subarray((text + 1) * ofText - dimensions, (text + 1) * ofText));
    else overTokens(rows.subarray(text * ofText, (text + 1) * ofText), own, pooling);
    normalize(own);
  }
  return pooled;
};

/** Sums have the direction of means. */
const overTokens = (rows: Float32Array, into: Float32Array, pooling: 'mean' | 'max'): void => {
  const { length } = into;
  into.set(rows.subarray(0, length));
  for (let offset = length; offset < rows.length; offset += length)
    for (let column = 0; column < length; column++) {
      const value = rows[offset + column]!;
      into[column] = pooling === 'mean' ? into[column]! + value : Math.max(into[column]!, value);
    }
};

/** Makes a row's length 1; one of zeros stays. */
export const normalize = (row: Float32Array): void => {
  const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  if (length > 0) for (let column = 0; column < row.length; column++) row[column]! /= length;
};
