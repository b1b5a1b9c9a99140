import type { Span } from '../span';
import { urlEnd } from './bareUrl';
import type { MaskBuilder } from './maskBuilder';

/** One match of a pattern of inline markup, `start` and `end` in the source. */
export interface InlineMatch<Group extends string> extends Span {
  readonly whole: string;
  readonly groups: Partial<Record<Group, string>>;
}

/**
 * Calls `mask` for what a pattern finds between two offsets of the source, from left to right. A group `url` is the beginning of an
 * address: how far it goes is found here, and what is found inside of it is passed over.
 */
export const eachInlineMatch = <Group extends string>(
  builder: MaskBuilder,
  { start, end }: Span,
  pattern: RegExp,
  mask: (match: InlineMatch<Group | 'url'>) => void,
): void => {
  const text = builder.source.slice(start, end);
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const { index } = match;
    if (index < done) continue;
    const whole = match[0];
    const groups = (match.groups ?? {}) as Partial<Record<Group | 'url', string>>;
    const from = start + index;
    if (groups.url === undefined) {
      mask({ start: from, end: from + whole.length, whole, groups });
      continue;
    }
    const stop = urlEnd(text, index);
    if (stop < 0) continue;
    builder.placeholder(from, start + stop);
    done = stop;
  }
};
