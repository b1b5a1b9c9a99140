import { pathToFileURL } from 'node:url';
import type { Analyzer } from '../../analysis/analyzer';
import type { LineRange } from '../../platform/repository';
import type { Finding } from '../../proofreading/finding';
import type { Span } from '../../text/span';
import { LineIndex } from '../report/lineIndex';
import type { CheckedDocument, ReportedFinding } from '../report/reporter';
import type { Allowance } from './baseline';
import { fingerprintOf } from './fingerprint';
import { type AppliedFix, applySafeFixes } from './fix';
import type { DocumentSettings } from './settingsSource';

/** A file's text and what it is checked with. */
export interface FileToCheck {
  /** Absolute. */
  readonly path: string;
  /** As reports name it. */
  readonly name: string;
  readonly text: string;
  readonly languageId: string;
  readonly settings: DocumentSettings;
  /** Each line is a document of its own. */
  readonly byLine: boolean;
  /** Findings elsewhere are left out. */
  readonly changed: readonly LineRange[] | 'all';
  /** What the baseline forgives in this file, counted anew at each call. */
  readonly allowance: () => Allowance;
}

export interface CheckedFile {
  readonly documents: readonly CheckedDocument[];
  readonly words: number;
  /** Findings that the baseline forgave. */
  readonly inBaseline: number;
}

const touches = ({ start, end }: Span, spans: readonly Span[]): boolean =>
  spans.some((span) => start < span.end && (end > span.start || end === start));

/** The spans of the changed lines, their ends included. */
const changedSpans = (text: string, changed: FileToCheck['changed']): readonly Span[] => {
  if (changed === 'all') return [{ start: 0, end: Number.POSITIVE_INFINITY }];
  const lines = new LineIndex(text);
  return changed.flatMap(({ first, last }) =>
    first > lines.count
      ? []
      : [{ start: lines.line(first).start, end: lines.line(Math.min(last, lines.count)).end + 1 }],
  );
};

const isChanged = (line: number, changed: FileToCheck['changed']): boolean =>
  changed === 'all' || changed.some(({ first, last }) => line >= first && line <= last);

const analyze = (analyzer: Analyzer, file: FileToCheck, text: string) =>
  analyzer.analyze({
    snapshot: { uri: pathToFileURL(file.path).href, version: 0, languageId: file.languageId, text },
    settings: file.settings.proofreading,
    dictionary: file.settings.dictionary,
  });

/** Checks a file as one document, or each of its lines as one. */
export const checkFile = (analyzer: Analyzer, file: FileToCheck): CheckedFile => {
  const lines = new LineIndex(file.text);
  const allowance = file.allowance();
  const documents: CheckedDocument[] = [];
  let words = 0;
  let inBaseline = 0;
  const check = (text: string, index: LineIndex, watched: readonly Span[], line?: number) => {
    const report = analyze(analyzer, file, text);
    const findings = report.findings.flatMap((finding): ReportedFinding[] => {
      if (!touches(finding, watched)) return [];
      const fingerprint = fingerprintOf(text, finding);
      if (allowance.take(finding.kind, fingerprint)) {
        inBaseline++;
        return [];
      }
      return [{ ...finding, ...index.range(finding), severity: file.settings.severities[finding.kind], fingerprint }];
    });
    words += report.words;
    const { name: path } = file;
    documents.push({
      path,
      ...(line === undefined ? {} : { line }),
      text,
      lines: index,
      model: report.model,
      findings,
    });
  };
  if (!file.byLine) check(file.text, lines, changedSpans(file.text, file.changed));
  for (let line = 1; file.byLine && line <= lines.count; line++) {
    const { start, end } = lines.line(line);
    const text = file.text.slice(start, end);
    check(text, new LineIndex(text), isChanged(line, file.changed) ? changedSpans(text, 'all') : [], line);
  }
  return { documents, words, inBaseline };
};

/** Repairs what may be repaired without asking: not what the baseline forgives, nor what lies outside the changed lines. */
export const fixFile = (
  analyzer: Analyzer,
  file: FileToCheck,
): {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  readonly changed: readonly LineRange[] | 'all';
} => {
  const finder = (allowance: () => Allowance) => (text: string, watched: readonly Span[]) => {
    const left = allowance();
    return analyze(analyzer, file, text).findings.filter(
      (finding: Finding) => touches(finding, watched) && !left.take(finding.kind, fingerprintOf(text, finding)),
    );
  };
  if (!file.byLine) {
    const result = applySafeFixes(file.text, changedSpans(file.text, file.changed), finder(file.allowance));
    const lines = new LineIndex(result.text);
    const changed = result.watched.map(({ start, end }) => ({
      first: lines.lineAt(start),
      last: lines.lineAt(Math.max(start, end - 1)),
    }));
    return { ...result, changed: file.changed === 'all' ? 'all' : changed };
  }
  const lines = new LineIndex(file.text);
  const shared = file.allowance();
  const applied: AppliedFix[] = [];
  let text = '';
  let from = 0;
  for (let line = 1; line <= lines.count; line++) {
    if (!isChanged(line, file.changed)) continue;
    const { start, end } = lines.line(line);
    const result = applySafeFixes(
      file.text.slice(start, end),
      changedSpans('', 'all'),
      finder(() => shared),
    );
    applied.push(...result.applied);
    text += file.text.slice(from, start) + result.text;
    from = end;
  }
  return { text: text + file.text.slice(from), applied, changed: file.changed };
};
