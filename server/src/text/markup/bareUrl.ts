const pattern = /(?:https?:\/\/|ftp:\/\/|www\.(?=[\w-]+\.))[^\s<>"`[\]]{1,2048}/iy;
const everywhere = new RegExp(`(?<![\\p{L}\\p{N}_])${pattern.source}`, 'giu');

/** Without the punctuation that ends the sentence, and without a closing bracket whose opening one is outside, as GFM's autolinks. */
const trimmed = (url: string): string => {
  let kept = url;
  for (;;) {
    const shorter = kept.replace(/(?:[?!.,:;*_~'"’”]|&\w+;)+$/, '');
    if (shorter.endsWith(')') && shorter.split(')').length > shorter.split('(').length) kept = shorter.slice(0, -1);
    else if (shorter === kept) return kept;
    else kept = shorter;
  }
};

/** Where the URL that starts at `start` in running text ends; -1 when none does. */
export const urlEnd = (text: string, start: number): number => {
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  return match === null ? -1 : start + trimmed(match[0]).length;
};

/** Calls `visit` with the span of each URL in a run of text. */
export const eachUrl = (
  text: string,
  start: number,
  end: number,
  visit: (start: number, end: number) => void,
): void => {
  const run = text.slice(start, end);
  if (!run.includes('://') && !run.includes('www.')) return;
  for (const match of run.matchAll(everywhere))
    visit(start + match.index, start + match.index + trimmed(match[0]).length);
};
