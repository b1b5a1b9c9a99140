import { ABSENT, type ProseBlock } from '../../text/maskedDocument';
import { ownCopy } from '../../text/ownCopy';
import type { Sentence, Token } from '../../text/token';
import type { Candidate, Finding, FindingKind } from '../finding';
import type { Message } from '../message';

/** What a mechanical slip is judged by. Only `sentence` and `previous` may be read in `text`. */
export interface MechanicsContext {
  /** The masked document. */
  readonly text: string;
  readonly sentence: Sentence;
  /** The sentence before it in the same block. */
  readonly previous: Sentence | undefined;
  readonly block: ProseBlock;
}

/** One kind of slip: findings in any order, perhaps overlapping. */
export type MechanicsCheck = (context: MechanicsContext) => Finding[];

/** How sure a slip must be before its correction may be applied unasked. */
const safeConfidence = 0.95;

interface Slip {
  readonly start: number;
  readonly end: number;
  readonly kind: FindingKind;
  readonly code: string;
  readonly message: Message;
  readonly confidence: number;
  readonly replacements: readonly string[];
}

/** A finding whose surprisal and gains the caller fills in: no model has spoken yet. */
export function slip({ replacements, ...finding }: Slip): Finding {
  const candidates = replacements.map((replacement): Candidate => ({ replacement: ownCopy(replacement), gain: 0 }));
  const safe = finding.confidence >= safeConfidence && candidates.length === 1;
  return { ...finding, surprisalBits: 0, candidates, safe };
}

/** What stands between two tokens. */
export const gapBetween = (text: string, before: Token, after: Token): string => text.slice(before.end, after.start);

/** Whether markup touches a token or is inside it: an edit there could tear it. */
export function touchesMarkup(text: string, token: Token): boolean {
  return text.slice(Math.max(0, token.start - 1), token.end + 1).includes(ABSENT);
}

/** Whether `token` hangs on `after` without a space: `up-to-date`, `John's`. */
export const isAttached = (token: Token | undefined): boolean =>
  token !== undefined && !token.spaceBefore && (token.form === '-' || token.form.startsWith("'"));
