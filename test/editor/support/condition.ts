/** How long a condition may take to come true, in milliseconds: generous, since only a failure waits this long. */
const patienceMs = 50_000;

/**
 * Waits until `probe` gives something other than undefined or false, and gives that. What failed last is told when patience ends.
 * @param what Completes "waited in vain for".
 */
export async function until<Value>(
  what: string,
  probe: () => Value | undefined | false | PromiseLike<Value | undefined | false>,
): Promise<Value> {
  const end = Date.now() + patienceMs;
  let reason = '';
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
      reason = '';
    } catch (error) {
      reason = `: ${error instanceof Error ? error.message : error}`;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${reason}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
