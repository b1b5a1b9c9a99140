/** UTF-16 units of a server's message that are shown. */
const longestMessage = 200;

/** What a server says is wrong, `{"error": {"message": ...}}` or `{"error": ...}`, on one line; undefined where it says nothing. */
export const errorMessage = (json: string): string | undefined => {
  let said: unknown;
  try {
    said = (JSON.parse(json) as { error?: unknown } | null)?.error;
  } catch {
    return undefined;
  }
  const message = typeof said === 'object' && said !== null ? (said as { message?: unknown }).message : said;
  if (typeof message !== 'string') return undefined;
  const line = message.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line || undefined;
};
