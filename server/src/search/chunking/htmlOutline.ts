import type { DefaultTreeAdapterTypes } from 'parse5';
import type { OutlineMark } from './outline';
import { Seam } from './packing';

type Node = DefaultTreeAdapterTypes.ChildNode;

const seams: Readonly<Record<string, Seam>> = {
  section: Seam.Paragraph,
  article: Seam.Paragraph,
  table: Seam.Paragraph,
  p: Seam.Paragraph,
  ul: Seam.Paragraph,
  ol: Seam.Paragraph,
  dl: Seam.Paragraph,
  pre: Seam.Paragraph,
  div: Seam.Paragraph,
  blockquote: Seam.Paragraph,
  script: Seam.Paragraph,
  style: Seam.Paragraph,
  li: Seam.Line,
  dt: Seam.Line,
  tr: Seam.Line,
};

const longestTitle = 80;

/** The outline of an HTML document: its headings, and where blocks begin. */
export const htmlOutline = (document: DefaultTreeAdapterTypes.Document): OutlineMark[] => {
  const marks: OutlineMark[] = [];
  const path: { readonly level: number; readonly title: string }[] = [];
  // A stack of our own: pages nest deeper than the call stack allows.
  const open: Node[] = [...document.childNodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const offset = 'sourceCodeLocation' in node ? node.sourceCodeLocation?.startOffset : undefined;
    const level = /^h[1-6]$/.test(node.nodeName) ? Number(node.nodeName[1]) : undefined;
    const seam = level === undefined ? seams[node.nodeName] : Seam.Paragraph;
    if (level !== undefined) {
      while (path.length > 0 && path.at(-1)!.level >= level) path.pop();
      const title = textOf(node).replace(/\s+/g, ' ').trim();
      if (title !== '')
        path.push({ level, title: title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title });
    }
    // What the parser moved lies behind what comes before it.
    if (offset !== undefined && seam !== undefined && offset >= (marks.at(-1)?.offset ?? 0))
      marks.push({ offset, seam, names: path.map(({ title }) => title) });
    if ('childNodes' in node) for (let at = node.childNodes.length - 1; at >= 0; at--) open.push(node.childNodes[at]!);
  }
  return marks;
};

const textOf = (node: Node): string => {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
};
