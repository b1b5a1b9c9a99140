/** Places of texts, those with the same number of tokens together. */
export const runsOf = (ids: readonly (readonly number[])[], tokensARun: number): readonly (readonly number[])[] => {
  const places = [...ids.keys()].sort((a, b) => ids[a]!.length - ids[b]!.length || a - b);
  const runs: number[][] = [];
  for (const place of places) {
    const run = runs.at(-1);
    const { length } = ids[place]!;
    if (run !== undefined && ids[run[0]!]!.length === length && (run.length + 1) * length <= tokensARun)
      run.push(place);
    else runs.push([place]);
  }
  return runs;
};
