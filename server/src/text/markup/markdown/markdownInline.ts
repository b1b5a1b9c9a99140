import type { InlineContext, InlineParser, MarkdownConfig } from '@lezer/markdown';
import { urlEnd } from '../bareUrl';
import { closingBrace, readTag } from '../html/htmlTag';

/** Constructs longer than this are taken for text: what opens and never closes costs no more than this many characters. */
const LONGEST_CONSTRUCT = 4096;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isWordPart = (code: number): boolean =>
  isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || code === 0x5f || code >= 0xc0;
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** The text from `pos`, bounded. */
const ahead = (cx: InlineContext, pos: number, length = LONGEST_CONSTRUCT): string =>
  cx.slice(pos, Math.min(cx.end, pos + length));

const add = (cx: InlineContext, type: string, from: number, to: number): number =>
  cx.addElement(cx.elt(type, from, to));

/**
 * `$…$` as Pandoc and GitHub read it: no space inside the dollars, no word or digit right outside, and no dollar within.
 * So "$5 and $10" is two prices. `$$…$$` may hold anything but dollars; `` $`…`$ `` is GitHub's other form.
 */
const dollarMath = (cx: InlineContext, pos: number): number => {
  if (isWordPart(cx.char(pos - 1)) || cx.char(pos - 1) === 0x24) return -1;
  const display = cx.char(pos + 1) === 0x24;
  const from = pos + (display ? 2 : 1);
  if (from >= cx.end || (!display && isSpace(cx.char(from)))) return -1;
  const limit = Math.min(cx.end, pos + LONGEST_CONSTRUCT);
  for (let i = from; i < limit; i++) {
    const code = cx.char(i);
    if (code === 0x5c) i++;
    else if (code === 0x24) {
      if (i === from) return -1;
      if (display) return cx.char(i + 1) === 0x24 ? add(cx, 'Noun', pos, i + 2) : -1;
      const closes = !isSpace(cx.char(i - 1)) && !isWordPart(cx.char(i + 1)) && cx.char(i + 1) !== 0x24;
      return closes ? add(cx, 'Noun', pos, i + 1) : -1;
    }
  }
  return -1;
};

/** Between `\(` and `\)` or `\[` and `\]`, which in most Markdown are only escaped brackets: must look like a formula. */
const looksLikeFormula = /\\[a-zA-Z]|[=^_<>+]|^\s*[a-zA-Z]\s*$/;

const isLineBreak = (cx: InlineContext, pos: number): boolean =>
  cx.char(pos) === 0x0a || (cx.char(pos) === 0x0d && cx.char(pos + 1) === 0x0a);
const afterLineBreak = (cx: InlineContext, pos: number): number => pos + (cx.char(pos) === 0x0d ? 2 : 1);

const backslash = (cx: InlineContext, pos: number): number => {
  if (isLineBreak(cx, pos + 1)) return add(cx, 'HardBreak', pos, afterLineBreak(cx, pos + 1));
  const doubled = cx.char(pos + 1) === 0x5c;
  const open = cx.char(pos + (doubled ? 2 : 1));
  if (open !== 0x28 && open !== 0x5b) return -1;
  const close = (doubled ? '\\\\' : '\\') + (open === 0x28 ? ')' : ']');
  const text = ahead(cx, pos, 1024);
  const start = doubled ? 3 : 2;
  const end = text.indexOf(close, start);
  return end > start && looksLikeFormula.test(text.slice(start, end))
    ? add(cx, 'Noun', pos, pos + end + close.length)
    : -1;
};

/** `{#id}`, `{.class}`, `{: …}`: attributes of a heading or span. */
const attributes = /^\{(?:[#.:][^{}\n]{0,200}|[\w-]+=(?:"[^"\n]{0,200}"|[\w-]+))\}/;
/** A MyST role's name, before the code that is its content. */
const role = /^\{[\w:.+-]{1,60}\}(?=`)/;

/** JSDoc's `{@link name}` and types: `{string|null}`. */
const docTag = /^\{(?:@[a-z]+ [^{}\n]{1,200}|[\w$|<>[\]][\w$.|<>[\]-]{0,60})\}/;

const brace = (cx: InlineContext, pos: number, jsx: boolean): number => {
  const next = cx.char(pos + 1);
  if (next === 0x7b || next === 0x25) {
    // Mustache, Liquid, mdBook, Hugo: `{{ value }}` and `{% tag %}`.
    const close = ahead(cx, pos, 1024).indexOf(next === 0x7b ? '}}' : '%}', 2);
    if (close > 0) return add(cx, next === 0x7b ? 'Noun' : 'Void', pos, pos + close + 2);
  }
  const head = ahead(cx, pos, 300);
  const tag = role.test(head) ? null : docTag.exec(head);
  if (tag !== null) return add(cx, 'Noun', pos, pos + tag[0].length);
  const attribute = attributes.exec(head) ?? role.exec(head);
  if (attribute !== null && !(jsx && next === 0x2e)) return add(cx, 'Void', pos, pos + attribute[0].length);
  if (next === 0x2f && cx.char(pos + 2) === 0x2a) {
    const close = ahead(cx, pos).indexOf('*/}', 3);
    if (close > 0) return add(cx, 'Void', pos, pos + close + 3);
  }
  if (!jsx) return -1;
  const text = ahead(cx, pos, 2048);
  const close = closingBrace(text, 0, text.length);
  if (close === undefined) return -1;
  // `{" "}` is how JSX writes a space at a line's end.
  return add(cx, /^\{\s*(?:"\s*"|'\s*')?\s*\}$/.test(text.slice(0, close)) ? 'Void' : 'Noun', pos, pos + close);
};

const footnoteReference = /^\[\^[^\]\s]{1,200}\](?!:)/;
const alert = /^\[![A-Za-z][^\]\n]{0,200}\][+-]?/;
const citation = /^\[-?@[^\]]{1,400}\]/;
const wikiLink = /^\[\[([^[\]\n|]{1,200})(\|[^[\]\n]{1,200})?\]\]/;

const bracket = (cx: InlineContext, pos: number): number => {
  const next = cx.char(pos + 1);
  if (next === 0x5e) {
    const match = footnoteReference.exec(ahead(cx, pos, 210));
    return match === null ? -1 : add(cx, 'Void', pos, pos + match[0].length);
  }
  if (next === 0x21 && pos === cx.offset) {
    const match = alert.exec(ahead(cx, pos, 210));
    return match === null ? -1 : add(cx, 'AlertMark', pos, pos + match[0].length);
  }
  if (next === 0x40 || next === 0x2d) {
    const match = citation.exec(ahead(cx, pos, 410));
    return match === null ? -1 : add(cx, 'Noun', pos, pos + match[0].length);
  }
  if (next !== 0x5b) return -1;
  const match = wikiLink.exec(ahead(cx, pos, 410));
  if (match === null) return -1;
  const end = pos + match[0].length;
  const label = match[2];
  if (label === undefined) return add(cx, 'Noun', pos, end);
  const labelStart = end - 1 - label.length; // after the bar
  add(cx, 'Void', pos, labelStart);
  return add(cx, 'Void', end - 2, end);
};

const autolink = /^<(?:[a-z][\w+.-]{1,31}:[^\s<>]{0,2048}|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255})>/i;
const declaration = /^<(?:\?[\s\S]{0,1024}?\?>|![A-Za-z][^<>]{0,1024}>|!\[CDATA\[[\s\S]{0,4000}?\]\]>)/;

const angle = (cx: InlineContext, pos: number): number => {
  const next = cx.char(pos + 1);
  const text = ahead(cx, pos);
  if (text.startsWith('<!--')) {
    const close = text.indexOf('-->', 4);
    return close < 0 ? -1 : add(cx, 'Void', pos, pos + close + 3);
  }
  if (next === 0x21 || next === 0x3f) {
    const match = declaration.exec(text);
    return match === null ? -1 : add(cx, 'Void', pos, pos + match[0].length);
  }
  const link = autolink.exec(text);
  if (link !== null) return add(cx, 'Noun', pos, pos + link[0].length);
  const tag = readTag(text, 0, text.length);
  return tag === undefined || tag === 'unfinished' ? -1 : add(cx, 'Tag', pos, pos + tag.end);
};

/** Of ASCII characters: whether inline syntax may start there. */
const mayStartSyntax = Uint8Array.from({ length: 128 }, (_, code) =>
  '!$&*:<=@[\\]_`{~'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Passes over text that holds no syntax, so that Lezer does not ask each of its parsers at each character; stops at
 * a bare URL and at spaces before a line break.
 */
const passText = (cx: InlineContext, pos: number): number => {
  const { text, offset } = cx;
  const start = pos - offset;
  let i = start;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) continue;
    if (mayStartSyntax[code] === 1) break;
    if (code === 0x20) {
      const next = text.charCodeAt(i + 1);
      if (next === 0x20 || next === 0x0a || next === 0x0d) break;
    } else if ((code === 0x68 || code === 0x77 || code === 0x66) && !isWordPart(text.charCodeAt(i - 1))) {
      const end = urlEnd(text, i);
      if (end < 0) continue;
      return i > start ? offset + i : add(cx, 'Noun', pos, offset + end);
    }
  }
  return i > start ? offset + i : -1;
};

const emoji = /^:(?:[a-zA-Z][\w+-]{0,60}|[+-]1|100|1234):(?!:)/;
const mention = /^@[A-Za-z0-9][\w-]{0,60}(?:\/[\w.-]{1,60})*/;

/** Our inline syntax in one parser, because Lezer asks every parser at every character. */
const inlineSyntax = (jsx: boolean): InlineParser => ({
  name: 'ProseSyntax',
  before: 'Escape',
  parse(cx, next, pos) {
    switch (next) {
      case 0x20: {
        // In the place of Lezer's HardBreak, which looks at a run of spaces once for each of them.
        let end = pos + 1;
        while (cx.char(end) === 0x20) end++;
        if (end === pos + 1) return passText(cx, pos);
        return isLineBreak(cx, end) ? add(cx, 'HardBreak', pos, afterLineBreak(cx, end)) : end;
      }
      case 0x24:
        return dollarMath(cx, pos);
      case 0x3a: {
        const before = cx.char(pos - 1);
        if (before === 0x3a || isWordPart(before)) return -1;
        const match = emoji.exec(ahead(cx, pos, 64));
        return match === null ? -1 : add(cx, 'Noun', pos, pos + match[0].length);
      }
      case 0x3c:
        return angle(cx, pos);
      case 0x3d: {
        // Obsidian's ==highlight==; not a comparison, which has spaces or words on both sides.
        if (cx.char(pos + 1) !== 0x3d || cx.char(pos + 2) === 0x3d || cx.char(pos - 1) === 0x3d) return -1;
        const before = cx.char(pos - 1);
        const after = cx.char(pos + 2);
        const opens = !isWordPart(before) && isWordPart(after);
        const closes = !isSpace(before) && pos > cx.offset && !isWordPart(after);
        return opens || closes ? cx.addDelimiter(highlight, pos, pos + 2, opens, closes) : -1;
      }
      case 0x40: {
        const before = cx.char(pos - 1);
        if (isWordPart(before) || before === 0x2e || before === 0x2f) return -1;
        const match = mention.exec(ahead(cx, pos, 130));
        return match === null ? -1 : add(cx, 'Noun', pos, pos + match[0].length);
      }
      case 0x5b:
        return bracket(cx, pos);
      case 0x5c:
        return backslash(cx, pos);
      case 0x7b:
        return brace(cx, pos, jsx);
      case 0x21: // !
      case 0x26: // &
      case 0x2a: // *
      case 0x5d: // ]
      case 0x5f: // _
      case 0x60: // `
      case 0x7e: // ~
        return -1;
      default:
        return passText(cx, pos);
    }
  },
});

const highlight = { resolve: 'Highlight', mark: 'HighlightMark' };

/**
 * Inline syntax beyond GFM. `Noun` nodes read as a noun, `Void` nodes as nothing, `Tag` nodes are HTML or JSX tags.
 * @param jsx whether braces hold JSX expressions (MDX)
 */
export const proseInlineSyntax = (jsx: boolean): MarkdownConfig => ({
  defineNodes: ['Noun', 'Void', 'Tag', 'AlertMark', 'Highlight', 'HighlightMark'],
  parseInline: [inlineSyntax(jsx)],
  remove: ['HardBreak', 'HTMLTag'],
});
