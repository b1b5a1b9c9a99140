import { ABSENT } from '../../text/maskedDocument';
import type { Finding } from '../finding';
import { checkArticle } from './article';
import { checkCapitalization } from './capitalization';
import type { MechanicsCheck, MechanicsContext } from './mechanicsContext';
import { checkPunctuation } from './punctuation';
import { checkRepetition } from './repetition';
import { checkSpacing } from './spacing';

const checks: readonly MechanicsCheck[] = [
  checkRepetition,
  checkArticle,
  checkSpacing,
  checkCapitalization,
  checkPunctuation,
];

/**
 * Slips that need neither lexicon nor language model: doubled words, a/an, spaces, capitals, doubled marks.
 *
 * Confidences are set so that edited prose stays free of flags; `gain` and `surprisalBits` are 0 for the caller to fill in.
 *
 * @returns findings by start, offsets those of `context.text`; two may overlap
 */
export function checkMechanics(context: MechanicsContext): Finding[] {
  if (context.sentence.tokens.length === 0) return [];
  return checks
    .flatMap((check) => check(context))
    .map((finding) => withoutTornMarkup(context.text, finding))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What markup stands inside a finding is not in the masked text, so no replacement could keep it. */
const withoutTornMarkup = (text: string, finding: Finding): Finding =>
  text.slice(finding.start, finding.end).includes(ABSENT) ? { ...finding, candidates: [], safe: false } : finding;
