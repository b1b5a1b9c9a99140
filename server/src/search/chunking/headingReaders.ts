export interface Heading {
  /** 1 for the outermost. */
  readonly level: number;
  readonly title: string;
}

/** How one language's headings and verbatim blocks are told from its lines. */
export interface HeadingReader {
  /** What opens and closes a block in which nothing is a heading; the mark in its first group. */
  readonly fence?: RegExp;
  /**
   * The heading that a line is or begins.
   * @param lines the line and the two after it, without white space at their ends
   * @param first whether a blank line or the start of the text comes before
   */
  read(lines: readonly [string, string, string], first: boolean): Heading | undefined;
}

const hasWord = /[\p{L}\p{N}]/u;
const atx = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$/;
const setext = /^ {0,3}(?:(=+)|-{2,})$/;
/** What begins with one of these is a list, a quotation or a table, not the text of an underlined heading. */
const noSetextText = /^\s*(?:[-*+>|#]|\d+[.)])/;

const markdown: HeadingReader = {
  fence: /^ {0,3}(`{3,}|~{3,})/,
  read([line, next], first) {
    const marked = atx.exec(line);
    if (marked !== null) return { level: marked[1]!.length, title: marked[2]! };
    const underline = first ? setext.exec(next) : null;
    if (underline === null || !hasWord.test(line) || noSetextText.test(line)) return undefined;
    return { level: underline[1] === undefined ? 2 : 1, title: line.trim() };
  },
};

const asciiDoc: HeadingReader = {
  fence: /^(-{4,}|\.{4,})$/,
  read([line]) {
    const marked = /^(={1,6})[ \t]+(\S.*)$/.exec(line);
    return marked === null ? undefined : { level: marked[1]!.length, title: marked[2]! };
  },
};

const latexLevels = ['part', 'chapter', 'section', 'subsection', 'subsubsection', 'paragraph'];
const latexHeading = new RegExp(
  String.raw`^\s*\\(${latexLevels.join('|')})\*?(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}`,
);

const latex: HeadingReader = {
  read([line]) {
    const command = latexHeading.exec(line);
    return command === null ? undefined : { level: latexLevels.indexOf(command[1]!) + 1, title: command[2]!.trim() };
  },
};

const adornment = /^([!-/:-@[-`{-~])\1{2,}$/;

/** In reStructuredText, a style of underlining has the level at which the document first uses it. */
const restructuredText = (): HeadingReader => {
  const styles: string[] = [];
  const heading = (style: string, title: string): Heading => {
    if (!styles.includes(style)) styles.push(style);
    return { level: styles.indexOf(style) + 1, title: title.trim() };
  };
  return {
    read([line, next, afterNext], first) {
      if (!first) return undefined;
      if (adornment.test(line))
        return line === afterNext && hasWord.test(next) ? heading(`${line[0]} above`, next) : undefined;
      const underlined = hasWord.test(line) && next.length >= line.length && adornment.test(next);
      return underlined ? heading(next[0]!, line) : undefined;
    },
  };
};

/** A reader for one document; undefined for a language without headings. */
export const headingReader = (languageId: string): HeadingReader | undefined => {
  switch (languageId) {
    case 'markdown':
    case 'mdx':
      return markdown;
    case 'asciidoc':
      return asciiDoc;
    case 'latex':
    case 'tex':
      return latex;
    case 'restructuredtext':
      return restructuredText();
    default:
      return undefined;
  }
};
