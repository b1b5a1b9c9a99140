import { eachInlineMatch } from '../inlineMatches';
import type { MaskBuilder } from '../maskBuilder';
import { roleReading } from './restructuredTextDirectives';

const tick = '`';
const interpreted = `${tick}(?!${tick})(?=\\S)(?<text>(?:\\\\[^]|[^${tick}\\\\]){1,1000}?)${tick}`;

/** Start marks stand after white space or an opening mark, end marks before white space or a closing one. */
const before = '(?<![\\w\\\\*`|])';
const inline = new RegExp(
  [
    // ``literal``
    `(?<literal>${tick}${tick}(?=\\S)[^]{1,1000}?${tick}${tick}(?!${tick}))`,
    // :role:`text`, `text`:role:, `text`_, `text <target>`__, _`target`
    `(?<role>(?<![\\w:]):[A-Za-z][\\w:+.-]{0,60}:)?(?<target>_(?=${tick}))?${interpreted}(?<suffix>__?(?!\\w)|:[A-Za-z][\\w:+.-]{0,60}:)?`,
    `${before}(?<strong>\\*\\*(?=[^\\s*])[^]{1,500}?(?<=[^\\s\\\\])\\*\\*(?!\\w))`,
    `${before}(?<emphasis>\\*(?=[^\\s*])[^*]{1,500}?(?<=[^\\s\\\\])\\*(?![\\w*]))`,
    `${before}(?<substitution>\\|(?=[^\\s|])[^|\\n]{1,200}?(?<=\\S)\\|_{0,2})`,
    // [1]_, [#name]_, [*]_, [CIT2002]_
    '(?<note>\\[(?:\\d+|#[\\w.-]*|\\*)\\]_(?!\\w))',
    '(?<citation>\\[[A-Za-z][\\w.-]{0,60}\\]_(?!\\w))',
    '(?<url>(?<!\\w)(?:https?|ftp|mailto|news):)',
    // name_ and name__
    `${before}(?<reference>[A-Za-z0-9](?:[\\w.+-]{0,80}[A-Za-z0-9])?)(?<underscores>__?)(?![\\w${tick}])`,
    '(?<escape>\\\\(?:\\r\\n|[^]))',
  ].join('|'),
  'g',
);

type InlineGroups = Partial<
  Record<
    'url' | 'strong' | 'emphasis' | 'text' | 'note' | 'reference' | 'escape' | 'role' | 'target' | 'suffix',
    string
  >
>;

/**
 * Masks reStructuredText's inline markup between two offsets of the source.
 * @param names names that signatures in the document declare: emphasised, they are no words
 */
export const maskRestructuredTextInline = (
  builder: MaskBuilder,
  start: number,
  end: number,
  names: ReadonlySet<string>,
): void => {
  eachInlineMatch<keyof InlineGroups>(builder, { start, end }, inline, ({ start: from, end: to, whole, groups }) => {
    const marked = (marks: number, content: string): void => {
      if (names.has(content) || isName(content)) builder.placeholder(from, to);
      else {
        builder.absent(from, from + marks);
        builder.absent(to - marks, to);
      }
    };
    if (groups.strong !== undefined) marked(2, whole.slice(2, -2));
    else if (groups.emphasis !== undefined) marked(1, whole.slice(1, -1));
    else if (groups.text !== undefined) maskInterpreted(builder, from, whole, groups);
    else if (groups.note !== undefined) builder.absent(from, to);
    else if (groups.reference !== undefined) builder.absent(from + groups.reference.length, to);
    else if (groups.escape !== undefined) builder.absent(from, /\s/.test(whole.slice(1)) ? to : from + 1);
    else builder.placeholder(from, to);
  });
};

const maskInterpreted = (builder: MaskBuilder, from: number, whole: string, groups: InlineGroups): void => {
  const to = from + whole.length;
  const text = groups.text ?? '';
  const suffix = groups.suffix ?? '';
  const link = suffix.startsWith('_') || groups.target !== undefined;
  const role = groups.role ?? (link ? '' : suffix);
  const opening = whole.indexOf(tick) + 1;
  const titled = /^([\s\S]*?)\s*<[^<>]*>$/.exec(text);
  const title = titled === null || titled[1] === '' ? undefined : (titled[1] ?? '');
  const shown = title ?? text;
  // Sphinx's and docutils' default role is for names of one word and titles of several.
  const reading =
    role !== '' ? roleReading(role, title !== undefined, shown) : link ? 'words' : /\s/.test(shown) ? 'words' : 'name';
  if (reading === 'none') builder.absent(from, to);
  else if (reading === 'name' || isName(shown) || shown === '' || (title === undefined && titled !== null))
    builder.placeholder(from, to);
  else {
    builder.absent(from, from + opening);
    builder.absent(from + opening + shown.length, to);
  }
};

/** One word that only a program has. */
const isName = (text: string): boolean => /^\S*(?:[_./:(){}<>=#~$@]|[a-z][A-Z]|\d)\S*$/.test(text);
