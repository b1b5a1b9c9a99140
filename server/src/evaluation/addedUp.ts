/** The sum of counts, field by field. @param zero what none of them adds up to */
export const addedUp = <Count extends { readonly [Name in keyof Count]: number }>(
  zero: Count,
  counts: readonly Count[],
): Count => {
  const names = Object.keys(zero) as (keyof Count)[];
  return counts.reduce(
    (sum, next) => Object.fromEntries(names.map((name) => [name, sum[name] + next[name]])) as Count,
    zero,
  );
};
