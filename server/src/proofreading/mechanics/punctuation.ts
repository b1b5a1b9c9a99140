import type { Token } from '../../text/token';
import type { Finding } from '../finding';
import { type Message, messageOf } from '../message';
import { gapBetween, type MechanicsContext, slip } from './mechanicsContext';

/** Marks typed twice or against each other: `,,`, a final `..`, `?.`. Unbalanced quotes and brackets are left alone. */
export function checkPunctuation({ text, sentence: { tokens } }: MechanicsContext): Finding[] {
  const findings: Finding[] = [];
  for (let index = 1; index < tokens.length; index++) {
    const before = tokens[index - 1]!;
    const mark = tokens[index]!;
    const after = tokens[index + 1];
    if (mark.kind !== 'punctuation' || !isWordEnd(before, text)) continue;
    if (mark.form === '..' && gapBetween(text, before, mark) === '' && endsHere(after)) {
      findings.push(report(mark.start, mark.end, 'doubled-stop', messageOf('There are two full stops.'), '.', 0.85));
    }
    if (after === undefined || after.kind !== 'punctuation' || mark.spaceBefore) continue;
    const gap = gapBetween(text, mark, after);
    const beyond = tokens[index + 2];
    const pair = mark.form + after.form;
    if (pair === ',,' && /^ ?$/.test(gap) && beyond?.kind === 'word' && beyond.spaceBefore) {
      findings.push(report(mark.start, after.end, 'doubled-comma', messageOf('There are two commas.'), ',', 0.93));
    } else if (/^[?!]\.$/.test(pair) && gap === '' && endsHere(beyond) && !/^[A-Z]/.test(before.form)) {
      findings.push(
        report(
          mark.start,
          after.end,
          'stop-after-mark',
          messageOf('No full stop follows "{0}".', mark.form),
          mark.form,
          0.85,
        ),
      );
    } else if (pair === ',.' && gap === '' && endsHere(beyond)) {
      findings.push(
        report(mark.start, after.end, 'comma-before-stop', messageOf('No comma stands before a full stop.'), '.', 0.9),
      );
    }
  }
  return findings;
}

const isWordEnd = ({ kind, form, end }: Token, text: string): boolean =>
  kind === 'word' && form.length > 1 && text.charAt(end) !== '\uE000';

const endsHere = (after: Token | undefined): boolean =>
  after === undefined || (after.spaceBefore && /^[A-Z\u00C0-\u00DE]/.test(after.form));

const report = (
  start: number,
  end: number,
  code: string,
  message: Message,
  mark: string,
  confidence: number,
): Finding => slip({ start, end, kind: 'punctuation', code, message, confidence, replacements: [mark] });
