import type { MaskBuilder } from './maskBuilder';

const formats = [
  // Not a thematic break: a field, a comment or the end comes next.
  {
    opening: /^\uFEFF?---[ \t]*\r?\n(?=\s*(?:[\w."'-]+[ \t]*:|#|---))/,
    closing: /^(?:---|\.\.\.)[ \t]*\r?(?:\n|$(?!\n))/gm,
  },
  { opening: /^\uFEFF?\+\+\+[ \t]*\r?\n/, closing: /^\+\+\+[ \t]*\r?(?:\n|$(?!\n))/gm },
] as const;

const frontMatterEnd = (source: string): number => {
  for (const { opening, closing } of formats) {
    const start = opening.exec(source)?.[0].length;
    if (start === undefined) continue;
    closing.lastIndex = start;
    const end = closing.exec(source);
    return end === null ? 0 : end.index + end[0].length;
  }
  return 0;
};

/** Fields that hold prose for readers, on one line, quoted or not. */
const proseField =
  /^(title|subtitle|description|summary|excerpt|tagline)[ \t]*[:=][ \t]+(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([^\s"'[\]{}>|&*!%#`@][^\n]*?))[ \t]*\r?$/gm;

/** Where a source's front matter ends, 0 when there is none, and the title that it gives. */
export const frontMatterOf = (source: string): { readonly end: number; readonly title?: string } => {
  const end = frontMatterEnd(source);
  for (const field of source.slice(0, end).matchAll(proseField))
    if (field[1] === 'title') return { end, title: field[2] ?? field[3] ?? field[4] ?? '' };
  return { end };
};

/**
 * Masks YAML (`---`) or TOML (`+++`) front matter and returns where it ends, 0 when there is none. Of its fields only a title is
 * prose, a heading, and a description or summary, a paragraph.
 */
export const maskFrontMatter = (builder: MaskBuilder): number => {
  const { source } = builder;
  const frontMatter = source.slice(0, frontMatterEnd(source));
  for (const field of frontMatter.matchAll(proseField)) {
    const value = field[2] ?? field[3] ?? field[4] ?? '';
    const quoted = field[4] === undefined ? 1 : 0;
    const end = field.index + field[0].trimEnd().length - quoted;
    const start = end - value.length;
    for (const code of value.matchAll(/`[^`]+`/g))
      builder.placeholder(start + code.index, start + code.index + code[0].length);
    builder.block(field[1]!.endsWith('title') ? 'heading' : 'paragraph', start, end);
  }
  return frontMatter.length;
};
