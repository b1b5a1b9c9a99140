import type { AnalysisReport, AnalysisRequest } from '../../analysis/analyzer';
import type { LineRange } from '../../platform/repository';
import type { Finding } from '../../proofreading/finding';
import { englishText } from '../../proofreading/message';
import type { Span } from '../../text/span';
import { LineIndex } from '../report/lineIndex';
import type { CheckedDocument, ReportedFinding } from '../report/reporter';
import type { Allowance } from './baseline';
import { type AppliedFix, applySafeFixes } from './fix';
import { inOrder } from './inOrder';
import type { DocumentSettings } from './settingsSource';

/** A file's text and what it is checked with. */
export interface FileToCheck {
  readonly uri: string;
  /** As reports name it. */
  readonly name: string;
  readonly text: string;
  readonly languageId: string;
  readonly settings: DocumentSettings;
  /** Each line is a document of its own. */
  readonly byLine: boolean;
  /** Findings elsewhere are left out. */
  readonly changed: readonly LineRange[] | 'all';
  /** What identifies a finding to the baseline and to SARIF's readers. */
  readonly fingerprintOf?: (text: string, finding: Finding) => string;
  /** What the baseline forgives in this file, counted anew at each call. */
  readonly allowance?: () => Allowance;
}

/** A file, or one of its lines, after the check. */
export interface CheckedPart {
  readonly document: CheckedDocument;
  readonly words: number;
  /** Findings that the baseline forgave. */
  readonly inBaseline: number;
}

const touches = ({ start, end }: Span, spans: readonly Span[]): boolean =>
  spans.some((span) => start < span.end && (end > span.start || end === start));

const everywhere: readonly Span[] = [{ start: 0, end: Number.POSITIVE_INFINITY }];

/** The spans of the changed lines, their ends included. */
const changedSpans = (text: string, changed: FileToCheck['changed']): readonly Span[] => {
  if (changed === 'all') return everywhere;
  const lines = new LineIndex(text);
  return changed.flatMap(({ first, last }) =>
    first > lines.count
      ? []
      : [{ start: lines.line(first).start, end: lines.line(Math.min(last, lines.count)).end + 1 }],
  );
};

const isChanged = (line: number, changed: FileToCheck['changed']): boolean =>
  changed === 'all' || changed.some(({ first, last }) => line >= first && line <= last);

/** Judges a document; what lies outside the spans will not be asked about. */
export type Analyze = (request: AnalysisRequest, spans: readonly Span[]) => AnalysisReport | Promise<AnalysisReport>;

/** A document of a file: all of it, or one line. */
interface Part {
  readonly text: string;
  readonly watched: readonly Span[];
  readonly line?: number;
}

const analyzePart = (analyze: Analyze, { uri, languageId, settings }: FileToCheck, { text, watched }: Part) =>
  analyze(
    {
      snapshot: { uri, version: 0, languageId, text },
      settings: settings.proofreading,
      dictionary: settings.dictionary,
    },
    watched,
  );

function* partsOf(file: FileToCheck): Generator<Part> {
  if (!file.byLine) {
    yield { text: file.text, watched: changedSpans(file.text, file.changed) };
    return;
  }
  const lines = new LineIndex(file.text);
  for (let line = 1; line <= lines.count; line++) {
    const { start, end } = lines.line(line);
    yield { text: file.text.slice(start, end), watched: isChanged(line, file.changed) ? everywhere : [], line };
  }
}

/** Parts that are judged at the same time where that takes the neural model: sentences that stand alone keep it busy only together. */
const PARTS_AT_ONCE = 4;

/** Checks a file as one document, or each of its lines as one. */
export async function* checkFile(analyze: Analyze, file: FileToCheck): AsyncGenerator<CheckedPart> {
  const allowance = file.allowance?.();
  const tasks = function* () {
    for (const part of partsOf(file)) yield async () => ({ part, report: await analyzePart(analyze, file, part) });
  };
  for await (const { part, report } of inOrder(tasks(), PARTS_AT_ONCE))
    yield checkedPart(file, allowance, part, report);
}

const checkedPart = (
  file: FileToCheck,
  allowance: Allowance | undefined,
  { text, watched, line }: Part,
  report: AnalysisReport,
): CheckedPart => {
  const lines = new LineIndex(text);
  let inBaseline = 0;
  const findings = report.findings.flatMap((finding): ReportedFinding[] => {
    if (!touches(finding, watched)) return [];
    const fingerprint = file.fingerprintOf?.(text, finding);
    if (fingerprint !== undefined && allowance?.take(finding.kind, fingerprint)) {
      inBaseline++;
      return [];
    }
    const severity = file.settings.severities[finding.kind];
    const message = englishText(finding.message);
    const place = lines.range(finding);
    return [{ ...finding, ...place, message, severity, ...(fingerprint === undefined ? {} : { fingerprint }) }];
  });
  const { name: path } = file;
  const document = { path, ...(line === undefined ? {} : { line }), text, lines, model: report.model, findings };
  return { document, words: report.words, inBaseline };
};

/** Repairs what may be repaired without asking: not what the baseline forgives, nor what lies outside the changed lines. */
export const fixFile = async (
  analyze: Analyze,
  file: FileToCheck,
): Promise<{
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  readonly changed: readonly LineRange[] | 'all';
}> => {
  const finder = (allowance: (() => Allowance) | undefined) => async (text: string, watched: readonly Span[]) => {
    const left = allowance?.();
    const { findings } = await analyzePart(analyze, file, { text, watched });
    return findings.filter((finding) => {
      const fingerprint = left === undefined ? undefined : file.fingerprintOf?.(text, finding);
      return touches(finding, watched) && (fingerprint === undefined || !left?.take(finding.kind, fingerprint));
    });
  };
  if (!file.byLine) {
    const result = await applySafeFixes(file.text, changedSpans(file.text, file.changed), finder(file.allowance));
    const lines = new LineIndex(result.text);
    const changed = result.watched.map(({ start, end }) => ({
      first: lines.lineAt(start),
      last: lines.lineAt(Math.max(start, end - 1)),
    }));
    return { ...result, changed: file.changed === 'all' ? 'all' : changed };
  }
  const lines = new LineIndex(file.text);
  const shared = file.allowance?.();
  const applied: AppliedFix[] = [];
  let text = '';
  let from = 0;
  for (let line = 1; line <= lines.count; line++) {
    if (!isChanged(line, file.changed)) continue;
    const { start, end } = lines.line(line);
    const result = await applySafeFixes(file.text.slice(start, end), everywhere, finder(shared && (() => shared)));
    applied.push(...result.applied);
    text += file.text.slice(from, start) + result.text;
    from = end;
  }
  return { text: text + file.text.slice(from), applied, changed: file.changed };
};
