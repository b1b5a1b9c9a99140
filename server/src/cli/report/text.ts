import type { Severity } from '../../configuration/severity';
import { printable } from '../console';
import { betterText } from './candidates';
import { type CellReader, isPlain, plainCells } from './cells';
import { excerptOf } from './excerpt';
import {
  type CheckedDocument,
  type CheckSummary,
  fileLine,
  type ReportedFinding,
  type Reporter,
  type Write,
} from './reporter';
import { type Palette, paletteFor, type Style } from './style';

export interface TextReportOptions {
  readonly coloured: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number;
}

const severityStyle = (palette: Palette, severity: Severity): Style =>
  severity === 'error' ? palette.error : severity === 'warning' ? palette.warning : palette.information;

/** 1,234,567: by hand, as Intl.NumberFormat takes longer to load than a short text to check. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

const findingText = (
  document: CheckedDocument,
  finding: ReportedFinding,
  palette: Palette,
  columns: number,
  cellsOf: CellReader,
): string => {
  const line = fileLine(document, finding.startLine);
  const place = `${printable(document.path)}:${line}:${finding.startColumn}`;
  const { start, end } = document.lines.line(finding.startLine);
  const gutter = String(line);
  const excerpt = excerptOf(
    document.text.slice(start, end),
    { start: finding.start - start, end: Math.min(finding.end, end) - start },
    Math.max(20, columns - gutter.length - 5),
    cellsOf,
  );
  const better = betterText(finding);
  const bar = palette.dim('|');
  const mark = severityStyle(palette, finding.severity);
  return [
    `${palette.path(place)} ${mark(finding.kind)} ${printable(finding.message)}`,
    `  ${palette.dim(gutter)} ${bar} ${excerpt.before}${mark(excerpt.marked)}${excerpt.after}`,
    `  ${' '.repeat(gutter.length)} ${bar} ${' '.repeat(excerpt.markIndent)}${mark('^'.repeat(excerpt.markWidth))}${
      better === '' ? '' : ` ${palette.better(printable(better))}`
    }`,
    '',
    '',
  ].join('\n');
};

/** Measuring wide text takes a while to load, and most text is plain. */
const cellReaderFor = async ({ lines, text, findings }: CheckedDocument): Promise<CellReader> => {
  const plain = findings.every(({ startLine }) => {
    const { start, end } = lines.line(startLine);
    return isPlain(text.slice(start, end));
  });
  return plain ? plainCells : (await import('./graphemeCells')).graphemeCells;
};

const summaryText = (summary: CheckSummary): string => {
  const scope = `${plural(summary.files, 'file')}, ${plural(summary.words, 'word')}`;
  const notes = [
    summary.safe > 0 ? `${summary.safe} can be fixed with --fix` : '',
    summary.inBaseline > 0 ? `${summary.inBaseline} more in the baseline` : '',
    summary.failures.length > 0 ? `${plural(summary.failures.length, 'file')} could not be checked` : '',
  ].filter((note) => note !== '');
  const tail = notes.length > 0 ? `; ${notes.join('; ')}` : '';
  if (summary.files === 0) return `Nothing was checked${tail}.`;
  if (summary.findings === 0) return `No findings in ${scope}${tail}.`;
  const found = plural(summary.findings, 'finding');
  const where = summary.files === 1 ? scope : `${summary.filesWithFindings} of ${scope}`;
  return `${found} in ${where}${tail}.`;
};

/** For people: each finding with its line, the mark beneath it, the reason and the best candidates; then a summary line. */
export const textReporter = (write: Write, { coloured, columns }: TextReportOptions): Reporter => {
  const palette = paletteFor(coloured);
  return {
    begin() {},
    async document(document) {
      if (document.findings.length === 0) return;
      const cellsOf = await cellReaderFor(document);
      write(document.findings.map((finding) => findingText(document, finding, palette, columns, cellsOf)).join(''));
    },
    end: (summary) => write(`${palette.dim(summaryText(summary))}\n`),
  };
};
