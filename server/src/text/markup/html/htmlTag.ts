/** A start or end tag of HTML or JSX. */
export interface HtmlTag {
  /** As written; empty for a JSX fragment. */
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  /** Just after `>`. */
  readonly end: number;
}

/** Longer tags are taken for text, so that a page of unclosed tags is read in linear time. */
const LONGEST_TAG = 8192;

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);
const isNamePart = (code: number): boolean =>
  isLetter(code) || (code >= 0x30 && code <= 0x3a) || code === 0x2d || code === 0x2e || code === 0x5f;
const isAttributeStart = (code: number): boolean =>
  isLetter(code) || code === 0x40 || code === 0x23 || code === 0x3a || code === 0x5f || code === 0x2a;
const isAttributePart = (code: number): boolean =>
  isNamePart(code) || code === 0x40 || code === 0x23 || code === 0x5b || code === 0x5d || code === 0x24;

/**
 * Reads the tag that starts at `start`, where `<` stands; `end` bounds it. Attribute values may be quoted, bare, or
 * JSX expressions in braces. Returns `'unfinished'` when the text ended inside what may be a tag, and undefined when it is none.
 */
export const readTag = (text: string, start: number, end: number): HtmlTag | 'unfinished' | undefined => {
  const limit = Math.min(end, start + LONGEST_TAG);
  const unfinished = limit === end ? 'unfinished' : undefined;
  let position = start + 1;
  const closing = text.charCodeAt(position) === 0x2f;
  if (closing) position++;
  const nameStart = position;
  if (position < limit && isLetter(text.charCodeAt(position)))
    while (position < limit && isNamePart(text.charCodeAt(position))) position++;
  const name = text.slice(nameStart, position);
  if (position >= limit) return name === '' ? undefined : unfinished;
  if (name === '' && text.charCodeAt(position) !== 0x3e) return undefined;
  for (;;) {
    const afterName = position;
    while (position < limit && isSpace(text.charCodeAt(position))) position++;
    if (position >= limit) return unfinished;
    const code = text.charCodeAt(position);
    if (code === 0x3e) return { name, closing, selfClosing: false, end: position + 1 };
    if (closing) return undefined;
    if (code === 0x2f) {
      if (position + 1 >= limit) return unfinished;
      return text.charCodeAt(position + 1) === 0x3e
        ? { name, closing, selfClosing: true, end: position + 2 }
        : undefined;
    }
    if (code === 0x7b) {
      const close = closingBrace(text, position, limit);
      if (close === undefined) return unfinished;
      position = close;
      continue;
    }
    if (position === afterName || !isAttributeStart(code)) return undefined;
    while (position < limit && isAttributePart(text.charCodeAt(position))) position++;
    const value = readValue(text, position, limit);
    if (value === undefined) return undefined;
    if (value === -1) return unfinished;
    position = value;
  }
};

/** Just after `= value`, or `from` when there is none; -1 when the text ended in it, undefined when it is malformed. */
const readValue = (text: string, from: number, limit: number): number | undefined => {
  let position = from;
  while (position < limit && isSpace(text.charCodeAt(position))) position++;
  if (position >= limit) return -1;
  if (text.charCodeAt(position) !== 0x3d) return from;
  position++;
  while (position < limit && isSpace(text.charCodeAt(position))) position++;
  if (position >= limit) return -1;
  const code = text.charCodeAt(position);
  if (code === 0x22 || code === 0x27) {
    for (let i = position + 1; i < limit; i++) if (text.charCodeAt(i) === code) return i + 1;
    return -1;
  }
  if (code === 0x7b) return closingBrace(text, position, limit) ?? -1;
  const valueStart = position;
  while (position < limit && !isSpace(text.charCodeAt(position)) && !'"\'=<>`'.includes(text.charAt(position)))
    position++;
  return position === valueStart ? undefined : position;
};

/** Just after the `}` that balances the `{` at `start`, quoted strings skipped; undefined when there is none before `limit`. */
export const closingBrace = (text: string, start: number, limit: number): number | undefined => {
  let depth = 0;
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x7b) depth++;
    else if (code === 0x7d) {
      depth--;
      if (depth === 0) return i + 1;
    } else if (code === 0x22 || code === 0x27 || code === 0x60) {
      const close = closingQuote(text, i, limit);
      if (close !== undefined) i = close;
    }
  }
  return undefined;
};

/** A single or double quote must close on its line (an apostrophe in JSX text does not open a string). */
const closingQuote = (text: string, start: number, limit: number): number | undefined => {
  const quote = text.charCodeAt(start);
  for (let i = start + 1; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return i;
    if (code === 0x5c) i++;
    else if (code === 0x0a && quote !== 0x60) return undefined;
  }
  return undefined;
};
