import type { BlockContext, BlockParser, Line, MarkdownConfig } from '@lezer/markdown';
import { closingBrace, readTag } from '../html/htmlTag';

/** How many lines a construct may take that has no end of its own before a blank line. */
const MOST_LINES = 200;

/** Quotes and lists nested deeper than this have no prose. */
const MOST_CONTAINERS = 100;

const rawElement = /^<(script|pre|style|textarea|svg|template|iframe)(?=[\s>]|$)/i;
const mathFence = /^\$\$(?:[^$]*|(?:[^$]|\$(?!\$))*\$\$)\s*$/;
const latexBegin = /^\\begin\{([a-zA-Z]+\*?)\}/;
const latexCommand = /^\\[a-zA-Z]+(?:\[[^\]]*\])?(?:\{[^{}]*\})*\s*$/;
const footnoteDefinition = /^\[\^[^\]\s]+\]:/;
const admonition = /^(?:!!!|\?\?\?\+?|===\+?)\s+(?:[\w-]+|"[^"]*")/;
const liquidLine = /^\{%.*%\}\s*$/;
/** Liquid and Jekyll blocks whose content is code. */
const liquidRaw = /^\{%-?\s*(highlight|raw|comment|mermaid|code|codeblock|sh|include_code)\b/;
const mustacheLine = /^\{\{[^{}]*\}\}\s*$/;
const esm =
  /^(?:import\s+(?:['"]|[\w*{][^'"]*\sfrom\s+['"]|\{\s*$)|export\s+(?:const|let|var|function|default|async|class|\{|\*))/;
const wholeEsm = /^(?:import\s+(?:[\w*{][^'"]*\sfrom\s+)?['"][^'"]+['"]|export\s+(?:const|let|var)\s+\w+\s*=.*);?\s*$/;

const rest = (line: Line): string => line.text.slice(line.pos);

/** Adds a node from the line's first character to the end of the line before the current one. */
const addBlock = (cx: BlockContext, type: string, from: number): true => {
  cx.addElement(cx.elt(type, from, cx.prevLineEnd()));
  return true;
};

const takeLine = (cx: BlockContext, line: Line, type: string): true => {
  const from = cx.lineStart + line.pos;
  cx.nextLine();
  return addBlock(cx, type, from);
};

/** Takes lines up to and with the first (this one counts) that `ends`; stops before a line outside of the container. */
const takeUntil = (
  cx: BlockContext,
  line: Line,
  type: string,
  ends: (text: string, first: boolean) => boolean,
): true => {
  const from = cx.lineStart + line.pos;
  const depth = cx.depth;
  let first = true;
  while (!ends(line.text, first)) {
    first = false;
    if (!cx.nextLine()) return addBlock(cx, type, from);
    if (containerEnded(cx, line, depth)) return addBlock(cx, type, from);
  }
  cx.nextLine();
  return addBlock(cx, type, from);
};

/** Lezer counts the containers that a line continues, but keeps the count to itself. */
const containerEnded = (cx: BlockContext, line: Line, depth: number): boolean =>
  (line as unknown as { depth: number }).depth < Math.min(depth, cx.depth);

/** As `takeUntil`, but a blank line ends it too, and is not taken. */
const takeUntilBlank = (
  cx: BlockContext,
  line: Line,
  type: string,
  ends: (text: string, first: boolean) => boolean,
): true => {
  const from = cx.lineStart + line.pos;
  const depth = cx.depth;
  for (let first = true; ; first = false) {
    const last = ends(rest(line), first);
    if (!cx.nextLine() || last || line.next < 0 || containerEnded(cx, line, depth)) return addBlock(cx, type, from);
  }
};

const htmlBlock = (cx: BlockContext, line: Line): boolean => {
  const text = rest(line);
  const raw = rawElement.exec(text);
  if (raw !== null) {
    const close = new RegExp(`</${raw[1]}\\s*>`, 'i');
    return takeUntil(cx, line, 'Raw', (other) => close.test(other));
  }
  if (text.startsWith('<!--')) {
    const close = text.indexOf('-->', 4);
    // A comment with text after it on its line is left to the paragraph.
    if (close >= 0 && text.slice(close + 3).trim() !== '') return false;
    return takeUntil(cx, line, 'Raw', (other, first) => (first ? close >= 0 : other.includes('-->')));
  }
  if (text.startsWith('<?')) return takeUntil(cx, line, 'Raw', (other) => other.includes('?>'));
  if (text.startsWith('<![CDATA[')) return takeUntil(cx, line, 'Raw', (other) => other.includes(']]>'));
  if (/^<![A-Za-z]/.test(text)) return takeUntil(cx, line, 'Raw', (other) => other.includes('>'));
  if (readTag(text, 0, text.length) !== 'unfinished') return false;
  // A tag over several lines: attribute lines that look like Markdown must not end it.
  let tag = '';
  let lines = 0;
  return takeUntilBlank(cx, line, 'Raw', (other) => {
    tag += `${other}\n`;
    return ++lines >= MOST_LINES || readTag(tag, 0, tag.length) !== 'unfinished';
  });
};

/** How far `text` opens more brackets than it closes. */
const openBrackets = (text: string): number => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x28 || code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x29 || code === 0x5d || code === 0x7d) depth--;
  }
  return depth;
};

const takeEsm = (cx: BlockContext, line: Line): true => {
  let depth = 0;
  let lines = 0;
  return takeUntil(cx, line, 'Raw', (text) => {
    depth += openBrackets(text);
    return ++lines >= MOST_LINES || (depth <= 0 && cx.peekLine().trim() === '');
  });
};

const takeExpression = (cx: BlockContext, line: Line): boolean => {
  const text = rest(line);
  const close = closingBrace(text, 0, text.length);
  if (close !== undefined) return text.slice(close).trim() === '' ? takeLine(cx, line, 'Raw') : false;
  if (text.startsWith('{/*')) return takeUntil(cx, line, 'Raw', (other) => other.includes('*/'));
  let depth = 0;
  let lines = 0;
  return takeUntil(cx, line, 'Raw', (other) => {
    depth += openBrackets(other);
    return ++lines >= MOST_LINES || depth <= 0;
  });
};

const mathBlock = (cx: BlockContext, line: Line, text: string): boolean => {
  if (!mathFence.test(text)) return false;
  return takeUntilBlank(cx, line, 'BlockMath', (other, first) => other.slice(first ? 2 : 0).includes('$$'));
};

const latexBlock = (cx: BlockContext, line: Line, text: string): boolean => {
  const bracket = /^\\\\?\[\s*$/.exec(text);
  if (bracket !== null)
    return takeUntilBlank(cx, line, 'BlockMath', (other, first) => !first && /\\\]\s*$/.test(other));
  const begin = latexBegin.exec(text);
  if (begin !== null) {
    const end = `\\end{${begin[1]}}`;
    return takeUntilBlank(cx, line, 'BlockMath', (other) => other.includes(end));
  }
  return latexCommand.test(text) ? takeLine(cx, line, 'Raw') : false;
};

const liquidBlock = (cx: BlockContext, line: Line, text: string): boolean => {
  const raw = liquidRaw.exec(text);
  if (raw !== null) {
    const end = new RegExp(`\\{%-?\\s*end${raw[1]}\\b`);
    if (end.test(text) || /^\{%-?\s*(?:include_code|sh)\b/.test(text)) return takeLine(cx, line, 'Raw');
    return takeUntil(cx, line, 'Raw', (other) => end.test(other));
  }
  return liquidLine.test(text) || mustacheLine.test(text) ? takeLine(cx, line, 'Raw') : false;
};

/** Starts a container whose content is indented by `indent` columns, after a first line's mark of `size` characters. */
const startContainer = (cx: BlockContext, line: Line, type: string, size: number): null => {
  cx.startComposite(type, line.pos, 4);
  cx.addElement(cx.elt(`${type}Mark`, cx.lineStart + line.pos, cx.lineStart + line.pos + size));
  line.moveBase(line.pos + size);
  return null;
};

/** Our block syntax in one parser: most lines are told apart by their first character. */
const blockSyntax = (jsx: boolean): BlockParser => ({
  name: 'ProseBlocks',
  before: 'IndentedCode',
  parse(cx, line) {
    // Each container costs a scan of the line, and some stack.
    if (cx.depth > MOST_CONTAINERS) return takeLine(cx, line, 'Raw');
    if (line.indent >= line.baseIndent + 4 && !jsx) return false;
    switch (line.next) {
      case 0x21: // !
      case 0x3f: // ?
      case 0x3d: {
        // = (MkDocs' admonitions and tabs)
        const text = rest(line);
        return admonition.test(text) ? startContainer(cx, line, 'Admonition', text.length) : false;
      }
      case 0x24: // $
        return mathBlock(cx, line, rest(line));
      case 0x3a: // : (Docusaurus' and Pandoc's fences)
        return line.text.startsWith(':::', line.pos) ? takeLine(cx, line, 'Raw') : false;
      case 0x3c: // <
        return line.text.startsWith('<<<', line.pos) ? takeLine(cx, line, 'Raw') : htmlBlock(cx, line);
      case 0x5b: {
        // [
        const match = footnoteDefinition.exec(rest(line));
        return match === null ? false : startContainer(cx, line, 'Footnote', match[0].length);
      }
      case 0x5c: // \
        return latexBlock(cx, line, rest(line));
      case 0x65: // e
      case 0x69: {
        // i
        if (line.pos > 0 || cx.depth > 1) return false;
        return jsx ? esm.test(line.text) && takeEsm(cx, line) : wholeEsm.test(line.text) && takeLine(cx, line, 'Raw');
      }
      case 0x7b: {
        // {
        const text = rest(line);
        return liquidBlock(cx, line, text) || ((jsx || text.startsWith('{/*')) && takeExpression(cx, line));
      }
      default:
        return false;
    }
  },
  endLeaf(_cx, line) {
    switch (line.next) {
      case 0x24:
        return mathFence.test(rest(line));
      case 0x3a:
        return line.text.startsWith(':::', line.pos);
      case 0x5b:
        return footnoteDefinition.test(rest(line));
      case 0x5c:
        return /^\\\\?\[\s*$|^\\begin\{/.test(rest(line));
      case 0x7b:
        return liquidLine.test(rest(line));
      default:
        return false;
    }
  },
});

const continuesIndented = (_cx: BlockContext, line: Line, indent: number): boolean => {
  if (line.next < 0) return true;
  if (line.indent < line.baseIndent + indent) return false;
  line.moveBaseColumn(line.baseIndent + indent);
  return true;
};

/**
 * Block syntax beyond GFM. `Raw` nodes have no prose, `BlockMath` is a displayed formula; `Footnote` and `Admonition` are
 * containers. HTML blocks are paragraphs with tags in them, as in MDX, except for those that hold raw text.
 * @param jsx whether the document is MDX: no indented code, ECMAScript modules, expressions in braces
 */
export const proseBlockSyntax = (jsx: boolean): MarkdownConfig => ({
  defineNodes: [
    { name: 'Raw', block: true },
    { name: 'BlockMath', block: true },
    { name: 'Footnote', block: true, composite: continuesIndented },
    { name: 'Admonition', block: true, composite: continuesIndented },
    'FootnoteMark',
    'AdmonitionMark',
  ],
  parseBlock: [blockSyntax(jsx)],
  remove: jsx ? ['HTMLBlock', 'IndentedCode'] : ['HTMLBlock'],
});
