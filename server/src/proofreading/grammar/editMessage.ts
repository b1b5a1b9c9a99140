import type { Token } from '../../text/token';
import { type Message, messageOf } from '../message';
import type { GrammarEdit } from './grammarEdit';

/**
 * Says what an edit gains, with a neighbour on each side that the edit does not replace: what is put in or taken out is nothing by itself.
 * @param gain natural logarithm
 */
export function editMessage(text: string, tokens: readonly Token[], edit: GrammarEdit, gain: number): Message {
  const before = tokens.findLast(({ end }) => end <= edit.start);
  const after = tokens.find(({ start }) => start >= edit.end);
  const isWhole = edit.start < edit.end && edit.replacement.trim() !== '';
  const start = before?.start ?? edit.start;
  const end = isWhole ? edit.end : (after?.end ?? edit.end);
  const written = text.slice(start, end).trim();
  const better = (text.slice(start, edit.start) + edit.replacement + text.slice(edit.end, end)).trim();
  // To two significant digits: the model knows no more.
  const ratio = Number(Math.exp(gain).toPrecision(2));
  // More than the gain decides whether an edit is right.
  if (ratio <= 1) return messageOf('"{0}" may be meant here instead of "{1}".', better, written);
  return ratio < 1_000_000
    ? messageOf('"{0}" is {1} times less likely here than "{2}".', written, ratio.toLocaleString('en'), better)
    : messageOf('"{0}" is over a million times less likely here than "{1}".', written, better);
}
