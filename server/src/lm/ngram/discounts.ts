/** Discounts of one order for adjusted counts 1, 2, and 3 or more. */
export type Discounts = readonly [one: number, two: number, threeOrMore: number];

/** What to take when a text is too small or artificial for an estimate: the values that KenLM falls back to. */
export const fallbackDiscounts: Discounts = [0.5, 1, 1.5];

/**
 * Modified Kneser-Ney discounts of one order (Chen and Goodman 1998, equation 26).
 * @param countsOfCounts how many n-grams have adjusted count 1, 2, 3 and 4
 * @returns undefined when one of the first three is 0, or a discount would leave the range 0 to its count.
 */
export function estimateDiscounts(countsOfCounts: ArrayLike<number>): Discounts | undefined {
  const [n1, n2, n3, n4] = Array.from(countsOfCounts) as [number, number, number, number];
  if (n1 === 0 || n2 === 0 || n3 === 0) return undefined;
  const y = n1 / (n1 + 2 * n2);
  const discounts: Discounts = [1 - (2 * y * n2) / n1, 2 - (3 * y * n3) / n2, 3 - (4 * y * n4) / n3];
  return discounts.every((discount, i) => discount >= 0 && discount <= i + 1) ? discounts : undefined;
}
