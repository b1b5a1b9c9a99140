import type { Span } from '../text/span';
import type { Message } from './message';

export const findingKinds = [
  'spelling',
  'confusion',
  'repetition',
  'article',
  'spacing',
  'capitalization',
  'punctuation',
  'grammar',
  'style',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface Candidate {
  readonly replacement: string;
  /** Log probability of the sentence with the edit less that without (natural logarithm). */
  readonly gain: number;
}

/** Something improbable in a text, and what would be better. Offsets are UTF-16 units of the source. */
export interface Finding extends Span {
  readonly kind: FindingKind;
  /** Stable identifier within the kind, e.g. `unknown-word`, `their-there`; of `grammar` the class of the edit. */
  readonly code: string;
  /** One plain sentence. */
  readonly message: Message;
  /** Calibrated probability that the finding is right, 0 to 1. */
  readonly confidence: number;
  readonly surprisalBits: number;
  /** Best first; empty when nothing better is known. */
  readonly candidates: readonly Candidate[];
  /** The first candidate may be applied without asking. */
  readonly safe: boolean;
}
