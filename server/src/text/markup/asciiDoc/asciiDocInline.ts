import { eachInlineMatch } from '../inlineMatches';
import type { MaskBuilder } from '../maskBuilder';

const tick = '`';
/** Constrained marks stand at words' borders. */
const open = `(?<![\\w${tick}\\\\])`;
const close = `(?![\\w${tick}])`;
const role = '(?:\\[[\\w.#%-]{1,60}\\])?';

const inline = new RegExp(
  [
    // What is passed through, and code.
    '(?<pass>\\+\\+\\+[\\s\\S]{1,500}?\\+\\+\\+|\\$\\$[\\s\\S]{1,500}?\\$\\$)',
    `(?<quoted>["']${tick}(?=\\S)(?:(?!${tick}["'])[\\s\\S]){1,500}?${tick}["'])`,
    // The older language's quotation marks.
    `(?<typewritten>${tick}${tick}(?=[^\\s${tick}])[^${tick}']{1,500}?'')`,
    `(?<code>${role}${tick}${tick}(?=\\S)[\\s\\S]{1,500}?${tick}${tick}|${open}${role}${tick}(?=\\S)[^${tick}]{1,500}?(?<=\\S)${tick}${close})`,
    `(?<literal>${open}(?<!\\+)\\+(?=[^\\s+])[^+]{1,300}?(?<=\\S)\\+(?!\\+)${close}|\\+\\+(?=\\S)[^+]{1,300}?\\+\\+)`,
    // <<id>>, <<id,text>>
    '(?<reference><<(?=[\\w#/"{.])[^<>,\\n]{1,200}(?:,(?<referenceText>[^<>]{0,300}))?>>)',
    '(?<anchor>\\[\\[[^\\[\\]\\n]{1,100}\\]\\])',
    '(?<hidden>\\(\\(\\((?:(?!\\)\\)\\))[^\\n]){1,200}\\)\\)\\))',
    '(?<indexed>\\(\\((?=\\S)[^()\\n]{1,100}\\)\\))',
    '(?<note>footnote(?:ref)?:[\\w-]{0,40}\\[(?:[^\\[\\]]|\\[[^\\[\\]]*\\]){0,1000}\\])',
    // link:target[text], xref:id[text], https://a.org[text], kbd:[Ctrl], image:a.png[]
    '(?<macro>(?<![\\w\\\\])(?<name>[a-z][\\w-]{1,20}):(?!:)(?<target>[^\\s\\[\\]:][^\\s\\[\\]]{0,300})?\\[(?<label>(?:[^\\[\\]\\\\]|\\\\[\\s\\S]|\\[[^\\[\\]]{0,100}\\]){0,500})\\])',
    // A name to be filled in: <commit>.
    '(?<variable><[A-Za-z][\\w-]*>)',
    '(?<url>(?<!\\w)(?:https?|ftp|irc|mailto):)',
    // {url}[text]
    '(?<attributeLink>(?<!\\\\)\\{\\w[\\w-]*\\}[^\\s\\[\\]]{0,200}\\[(?<linked>[^\\[\\]\\n^,]{1,300})[^\\[\\]\\n]{0,200}\\])',
    '(?<attribute>(?<!\\\\)\\{[\\w][\\w-]*(?:[:!][^{}\\n]{0,60})?\\})',
    `(?<strong>\\*\\*(?=[^\\s*])[^*]{1,500}?\\*\\*|${open}${role}\\*(?=[^\\s*])[^*]{1,500}?(?<=\\S)\\*(?![\\w*]))`,
    `(?<emphasis>__(?=[^\\s_])[^_]{1,500}?__|${open}${role}_(?=[^\\s_])[\\s\\S]{1,500}?(?<=\\S)_(?!\\w))`,
    `(?<mark>${role}##(?=[^\\s#])[^#]{1,300}?##|${open}${role}#(?=[^\\s#])[^#]{1,300}?(?<=\\S)#(?!\\w))`,
    '(?<script>\\^[^\\s^]{1,60}\\^|~[^\\s~]{1,60}~)',
    '(?<entity>&(?:#\\d{1,7}|#x[\\da-fA-F]{1,6}|[A-Za-z]\\w{1,20});)',
    '(?<lineBreak>[ \\t]\\+(?=[ \\t]*(?:\\r?\\n|$)))',
    '(?<escape>\\\\(?=[*_`#+{<\\[(&^~a-z"\'-]))',
  ].join('|'),
  'g',
);

type InlineGroups = Partial<
  Record<
    | 'quoted'
    | 'typewritten'
    | 'reference'
    | 'referenceText'
    | 'anchor'
    | 'hidden'
    | 'indexed'
    | 'note'
    | 'macro'
    | 'name'
    | 'target'
    | 'label'
    | 'url'
    | 'attribute'
    | 'attributeLink'
    | 'linked'
    | 'strong'
    | 'emphasis'
    | 'mark'
    | 'script'
    | 'entity'
    | 'lineBreak'
    | 'escape',
    string
  >
>;

const invisible: Readonly<Record<string, string>> = {
  nbsp: ' ',
  sp: ' ',
  empty: '',
  blank: '',
  zwsp: '',
  wj: '',
  apos: "'",
  quot: '"',
  lsquo: '\u2018',
  rsquo: '\u2019',
  ldquo: '\u201c',
  rdquo: '\u201d',
  amp: '&',
  lt: '<',
  gt: '>',
  startsb: '[',
  endsb: ']',
  mdash: '\u2014',
  ndash: '\u2013',
  hellip: '\u2026',
};

/** Macros whose text in brackets is words of the sentence. */
const wordMacros = /^(?:link|xref|mailto|https?|ftp|irc|a|indexterm2|abbr|acronym|term)$/;
const silentMacros = /^(?:anchor|indexterm|bibanchor|icon)$/;

/** Masks AsciiDoc's inline markup between two offsets of the source; a footnote's words are left out. */
export const maskAsciiDocInline = (builder: MaskBuilder, start: number, end: number): void => {
  eachInlineMatch<keyof InlineGroups>(builder, { start, end }, inline, ({ start: from, end: to, whole, groups }) => {
    const inner = (before: number, after: number): void => {
      builder.absent(from, from + before);
      maskAsciiDocInline(builder, from + before, to - after);
      builder.absent(to - after, to);
    };
    const marked = (character: string): void => {
      const opening = whole.indexOf(character);
      const marks = whole.startsWith(character + character, opening) ? 2 : 1;
      inner(opening + marks, marks);
    };
    if (groups.quoted !== undefined) {
      builder.replace(from, from + 2, whole.startsWith('"') ? '\u201c' : '\u2018');
      maskAsciiDocInline(builder, from + 2, to - 2);
      builder.replace(to - 2, to, whole.endsWith('"') ? '\u201d' : '\u2019');
    } else if (groups.typewritten !== undefined) {
      builder.replace(from, from + 2, '\u201c');
      maskAsciiDocInline(builder, from + 2, to - 2);
      builder.replace(to - 2, to, '\u201d');
    } else if (groups.reference !== undefined) {
      if (isBlank(groups.referenceText)) builder.placeholder(from, to);
      else inner(whole.indexOf(',') + 1, 2);
    } else if (groups.macro !== undefined) maskMacro(builder, from, whole, groups, inner);
    else if (groups.attributeLink !== undefined) {
      const before = whole.indexOf('[') + 1;
      inner(before, whole.length - before - (groups.linked ?? '').length);
    } else if (groups.attribute !== undefined) {
      const shown = invisible[whole.slice(1, -1)];
      if (shown === undefined) builder.placeholder(from, to);
      else if (shown === '') builder.absent(from, to);
      else builder.replace(from, to, shown);
    } else if (groups.entity !== undefined) {
      const shown = invisible[whole.slice(1, -1)];
      if (shown === undefined || shown === '') builder.placeholder(from, to);
      else builder.replace(from, to, shown);
    } else if (groups.strong !== undefined) marked('*');
    else if (groups.emphasis !== undefined) marked('_');
    else if (groups.mark !== undefined) marked('#');
    else if (groups.script !== undefined) inner(1, 1);
    else if (groups.indexed !== undefined) inner(2, 2);
    else if (
      groups.anchor !== undefined ||
      groups.hidden !== undefined ||
      groups.note !== undefined ||
      groups.lineBreak !== undefined ||
      groups.escape !== undefined
    )
      builder.absent(from, to);
    else builder.placeholder(from, to);
  });
};

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const maskMacro = (
  builder: MaskBuilder,
  from: number,
  whole: string,
  groups: InlineGroups,
  inner: (before: number, after: number) => void,
): void => {
  const to = from + whole.length;
  const name = groups.name ?? '';
  const label = groups.label ?? '';
  if (silentMacros.test(name)) {
    builder.absent(from, to);
    return;
  }
  // The text, without the link's attributes and the caret that opens a new window.
  const words = /^("?)([\s\S]*?)\1\^?(?:,\s*[\w-]+=[\s\S]*)?$/.exec(label);
  const shown = words?.[2] ?? '';
  if (!wordMacros.test(name) || isBlank(shown)) {
    builder.placeholder(from, to);
    return;
  }
  const before = whole.length - label.length - 1 + (words?.[1] ?? '').length;
  inner(before, whole.length - before - shown.length);
};
