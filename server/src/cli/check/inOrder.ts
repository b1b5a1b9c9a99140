/** Results in the order of their tasks, some of which are under way at the same time. */
export async function* inOrder<Result>(
  tasks: Iterable<() => Result | Promise<Result>>,
  atOnce: number,
): AsyncGenerator<Result> {
  const underWay: (Result | Promise<Result>)[] = [];
  for (const task of tasks) {
    const result = task();
    // Whoever waits for an earlier one hears of its failure where this one is read.
    if (result instanceof Promise) result.catch(() => {});
    underWay.push(result);
    if (underWay.length >= atOnce) yield await underWay.shift()!;
  }
  for (const result of underWay) yield await result;
}
