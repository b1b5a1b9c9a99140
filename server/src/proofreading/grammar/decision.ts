import { disjoint } from '../disjoint';
import type { Finding } from '../finding';
import type { OperatingPoint } from '../settings';
import type { JudgedEdit } from './cascade';
import { editMessage } from './editMessage';
import type { GrammarRequest } from './grammarChecker';
import type { EditClass } from './grammarEdit';

/** Nats that an edit of a class must gain to be as likely right as wrong; others 5. */
const evenGains: Partial<Record<EditClass, number>> = {
  'preposition-replace': 8,
  'preposition-insert': 8,
  'preposition-delete': 8,
  'determiner-delete': 6,
  'function-word-delete': 8,
  'comma-delete': 6,
  'comma-insert': 6,
  'word-choice': 9,
  collocation: 8,
  conjunction: 8,
  'noun-number': 4,
  agreement: 4,
  'verb-form': 4,
};
const EVEN_GAIN = 5;

const leastConfidence: Readonly<Record<OperatingPoint, number>> = { cautious: 0.9, balanced: 0.5, eager: 0.2 };

const logit = (probability: number): number => Math.log(probability / (1 - probability));

/** The findings that are sure enough, ascending and disjoint. */
export function decide(request: GrammarRequest, judged: readonly JudgedEdit[]): Finding[] {
  const { settings, sentence, tokens } = request;
  const findings: Finding[] = [];
  for (const { edit, gain } of judged) {
    const logOdds = gain - (evenGains[edit.editClass] ?? EVEN_GAIN);
    const confidence = 1 / (1 + Math.exp(-logOdds));
    const shift = settings.thresholdShifts?.[edit.editClass] ?? 0;
    if (logOdds < logit(leastConfidence[settings.operatingPoint]) + shift || confidence < settings.minConfidence)
      continue;
    findings.push({
      start: edit.start,
      end: edit.end,
      kind: 'grammar',
      code: edit.editClass,
      message: editMessage(sentence, tokens, edit, gain),
      confidence,
      surprisalBits: 0,
      candidates: [{ replacement: edit.replacement, gain }],
      safe: false,
    });
  }
  return disjoint(findings);
}
