/** Lezer resolves delimiters in quadratic time: a leaf block with more of them than this is not read for prose. */
const MOST_DELIMITERS = 1000;

/** `*`, `[`, `]`, `_`, `` ` ``, `~` */
const isDelimiter = (code: number): boolean =>
  code === 0x2a || code === 0x5b || code === 0x5d || code === 0x5f || code === 0x60 || code === 0x7e;

/** Whether a leaf block's inline syntax would take too long to parse. */
export const hasTooManyDelimiters = (text: string, start: number, end: number): boolean => {
  if (end - start <= MOST_DELIMITERS) return false;
  let count = 0;
  for (let i = start; i < end; i++) if (isDelimiter(text.charCodeAt(i))) count++;
  return count > MOST_DELIMITERS;
};
