import type { Finding } from '../proofreading/finding';
import {
  type CorpusTokenizer,
  detokenize,
  type M2Sentence,
  partedAtHyphens,
  type TokenEdit,
  toTokenEdit,
  touchedTokens,
} from './m2';

/** What the product would change in a sentence of a corpus. */
export interface SystemEdit extends TokenEdit {
  readonly finding: Finding;
}

/** A finding without a candidate: wrong wherever it stands. */
const NO_CORRECTION: TokenEdit = { start: -1, end: -1, correction: '' };

/**
 * The first candidate of each finding as token edits, ascending; one that overlaps an earlier finding is left out, as is one that changes no token.
 * @param findings in the detokenized text
 */
export function systemEdits(
  tokens: readonly string[],
  findings: readonly Finding[],
  tokenize: CorpusTokenizer = partedAtHyphens,
): SystemEdit[] {
  const detokenized = detokenize(tokens);
  let reached = -1;
  return [...findings]
    .sort((a, b) => a.start - b.start)
    .flatMap((finding): SystemEdit | SystemEdit[] => {
      const { start, end, candidates } = finding;
      if (start < reached) return [];
      reached = end;
      const replacement = candidates[0]?.replacement;
      if (replacement === undefined) return { ...NO_CORRECTION, finding };
      const edit = toTokenEdit(tokens, detokenized, { start, end, replacement }, tokenize);
      return edit === undefined ? [] : { ...edit, finding };
    });
}

/** The tokens with the edits made; those without a correction change nothing. */
export function correctedTokens(tokens: readonly string[], edits: readonly TokenEdit[]): string[] {
  const corrected: string[] = [];
  let reached = 0;
  for (const { start, end, correction } of edits) {
    if (start < reached) continue;
    corrected.push(...tokens.slice(reached, start), ...correction.split(' ').filter((token) => token !== ''));
    reached = end;
  }
  return [...corrected, ...tokens.slice(reached)];
}

/** An M2 entry of the system's edits, as `errant_compare` reads it. Edits have their finding's kind and code for a type; those without a correction are of ERRANT's type UNK. */
export function hypothesisM2({ tokens }: M2Sentence, findings: readonly Finding[]): string {
  const detokenized = detokenize(tokens);
  const lines = systemEdits(tokens, findings).map((edit) => {
    const { kind, code } = edit.finding;
    if (edit.start < 0) {
      const { start, end } = touchedTokens(detokenized, edit.finding);
      return annotation(start, end, 'UNK', '');
    }
    const operation = edit.start === edit.end ? 'M' : edit.correction === '' ? 'U' : 'R';
    return annotation(edit.start, edit.end, `${operation}:${kind}:${code}`, edit.correction);
  });
  return `${[`S ${tokens.join(' ')}`, ...(lines.length === 0 ? [noEdit] : lines)].join('\n')}\n\n`;
}

/** An M2 entry of the gold edits, as they were read. */
export function referenceM2({ tokens, annotations }: M2Sentence): string {
  const lines = annotations.flatMap((edits, annotator) =>
    edits.length === 0
      ? [annotation(-1, -1, 'noop', '-NONE-', annotator)]
      : edits.map(({ start, end, type, correction }) => annotation(start, end, type, correction, annotator)),
  );
  return `${[`S ${tokens.join(' ')}`, ...lines].join('\n')}\n\n`;
}

const annotation = (start: number, end: number, type: string, correction: string, annotator = 0): string =>
  `A ${start} ${end}|||${type}|||${correction}|||REQUIRED|||-NONE-|||${annotator}`;

const noEdit = annotation(-1, -1, 'noop', '-NONE-');
