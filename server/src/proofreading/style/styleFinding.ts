import { ownCopy } from '../../text/ownCopy';
import type { Span } from '../../text/span';
import type { Finding } from '../finding';
import type { Message } from '../message';

/** Taste is neither right nor wrong: no model says how sure it is. */
const EVEN = 0.5;

/** A finding about style. It is never made without asking, and yields to any other finding. */
export const styleFinding = (
  { start, end }: Span,
  code: string,
  message: Message,
  replacements: readonly string[] = [],
): Finding => ({
  ...{ start, end, kind: 'style', code, message },
  confidence: EVEN,
  surprisalBits: 0,
  candidates: replacements.map((replacement) => ({ replacement: ownCopy(replacement), gain: 0 })),
  safe: false,
});
