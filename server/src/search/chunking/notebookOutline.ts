import { type JSONPath, visit } from 'jsonc-parser';
import type { OutlineMark } from './outline';
import { Seam } from './packing';

const heading = /^(#{1,6})[ \t]+(.*?)[ \t]*#*\s*$/;

const isCell = ([cells, index, ...deeper]: JSONPath): boolean =>
  cells === 'cells' && typeof index === 'number' && deeper.length === 0;

/**
 * The outline of a Jupyter notebook (nbformat 4, keys in the order of the alphabet): its cells, under the headings of Markdown cells above them, and apart
 * from those what a cell has put out.
 * @throws RangeError when it nests deeper than the call stack
 */
export const notebookOutline = (text: string): OutlineMark[] => {
  const marks: OutlineMark[] = [];
  let path: readonly { readonly level: number; readonly title: string }[] = [];
  let isMarkdown = false;
  const mark = (offset: number, ...inner: readonly string[]) =>
    marks.push({ offset, seam: Seam.Paragraph, names: [...path.map(({ title }) => title), ...inner] });
  visit(text, {
    onObjectBegin: (offset, _length, _line, _column, pathOf) => {
      if (isCell(pathOf())) mark(offset);
    },
    onObjectProperty: (name, offset, _length, _line, _column, pathOf) => {
      const at = pathOf();
      if (at.length === 0 && name !== 'cells') marks.push({ offset, seam: Seam.Paragraph, names: [name] });
      else if (isCell(at) && name === 'outputs') mark(offset, name);
      else if (isCell(at) && name === 'source') mark(offset);
    },
    onLiteralValue: (value, offset, _length, _line, _column, pathOf) => {
      const [, , property] = pathOf();
      if (property === 'cell_type') isMarkdown = value === 'markdown';
      const found = property === 'source' && isMarkdown && typeof value === 'string' ? heading.exec(value) : null;
      if (found === null) return;
      path = [...path.filter(({ level }) => level < found[1]!.length), { level: found[1]!.length, title: found[2]! }];
      mark(offset);
    },
  });
  return marks;
};
