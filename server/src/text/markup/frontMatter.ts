import type { MaskBuilder } from './maskBuilder';

const yaml = /^\uFEFF?---[ \t]*\r?\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const toml = /^\uFEFF?\+\+\+[ \t]*\r?\n(?:[^\n]*\n)*?\+\+\+[ \t]*(?:\r?\n|$)/;

/** Fields that hold prose for readers, on one line, quoted or not. */
const proseField =
  /^(title|subtitle|description|summary|excerpt|tagline)[ \t]*[:=][ \t]+(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([^\s"'[\]{}>|&*!%#`@][^\n]*?))[ \t]*\r?$/gm;

/**
 * Masks YAML (`---`) or TOML (`+++`) front matter and returns where it ends, 0 when there is none. Of its fields only a title is
 * prose, a heading, and a description or summary, a paragraph.
 */
export const maskFrontMatter = (builder: MaskBuilder): number => {
  const { source } = builder;
  const match = yaml.exec(source) ?? toml.exec(source);
  if (match === null) return 0;
  for (const field of match[0].matchAll(proseField)) {
    const value = field[2] ?? field[3] ?? field[4] ?? '';
    const quoted = field[4] === undefined ? 1 : 0;
    const end = field.index + field[0].trimEnd().length - quoted;
    const start = end - value.length;
    for (const code of value.matchAll(/`[^`]+`/g))
      builder.placeholder(start + code.index, start + code.index + code[0].length);
    builder.block(field[1]!.endsWith('title') ? 'heading' : 'paragraph', start, end);
  }
  return match[0].length;
};
