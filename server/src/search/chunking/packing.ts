import { contentKey } from '../../text/contentKey';
import type { Span } from '../../text/span';
import { estimateTokens } from './tokenEstimate';

/** How well a passage may begin at a place, worst first. */
export enum Seam {
  /** Inside a word that is too long. */
  Character,
  Word,
  /** A line that goes on with a sentence. */
  Wrap,
  Sentence,
  /** A line of its own: a list item, a row, a statement. */
  Line,
  Paragraph,
}

/** The smallest thing that is not cut: what stands from a seam to the next. */
export interface Unit extends Span {
  /** Estimated. */
  readonly tokens: number;
  /** Of its start. */
  readonly seam: Seam;
}

/** Consecutive units of one section, and what of the passage before is repeated in front of it. */
export interface Passage extends Span {
  /** Where what is new begins. */
  readonly core: number;
}

/** Whole units, where those fit, or else whole sentences and at the least words, or whole lines and else nothing. */
export type Repeated = 'sentences' | 'lines';

export interface PackingLimits {
  /** Tokens that a passage has at most. */
  readonly most: number;
  /** Tokens of the passage before that are repeated, at most; part of `most`. */
  readonly overlap: number;
}

/** What it costs to cut at a seam, in units of a passage that is left empty. */
const cutCost: Readonly<Record<Seam, number>> = {
  [Seam.Character]: 4,
  [Seam.Word]: 2,
  [Seam.Wrap]: 0.8,
  [Seam.Sentence]: 0.4,
  [Seam.Line]: 0.2,
  [Seam.Paragraph]: 0,
};

/** Passages that one group has at most. The larger it is, the fuller are passages and the more of them an edit changes. */
const passagesAGroup = 3;

/**
 * Cuts the units of a section into passages. An edit changes no passage that is further from it than the tokens of two groups: the section is
 * first cut at the seams of highest priority, by kind and then by a hash of what follows, as long as a part is larger than a group (the
 * Cartesian tree of the priorities, of which all nodes above a size are cuts), so whether a seam is a cut depends on its surroundings alone.
 * Groups are then cut as evenly, and at as good seams, as they can be.
 * @param units ascending and without a gap but white space, none above the limit less the overlap
 */
export const packed = (
  text: string,
  units: readonly Unit[],
  { most, overlap }: PackingLimits,
  repeats: Repeated = 'sentences',
): Passage[] => {
  const total = units.reduce((sum, { tokens }) => sum + tokens, 0);
  if (units.length === 0) return [];
  const whole = { start: units[0]!.start, core: units[0]!.start, end: units.at(-1)!.end };
  if (total <= most) return [whole];
  const room = most - overlap;
  const passages: Passage[] = [];
  for (const group of groupsOf(text, units, room * passagesAGroup))
    for (const { from, to } of evenly(units, group, room)) {
      const core = units[from]!.start;
      const start = from === 0 ? core : repeatedFrom(text, units, from, passages.at(-1)!.core, overlap, repeats);
      passages.push({ start, core, end: units[to - 1]!.end });
    }
  return passages;
};

/** Units from one index to before another. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Ascending. A group of less than a quarter of a passage joins its neighbour. */
const groupsOf = (text: string, units: readonly Unit[], limit: number): Range[] => {
  const before = new Float64Array(units.length + 1);
  units.forEach(({ tokens }, index) => {
    before[index + 1] = before[index]! + tokens;
  });
  const priorities = Float64Array.from(units, ({ start, end, seam }) => seam + contentKey(text, start, end) / 2 ** 53);
  const groups: Range[] = [];
  const open: Range[] = [{ from: 0, to: units.length }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const { from, to } = range;
    if (to - from > 1 && before[to]! - before[from]! > limit) {
      const at = highest(priorities, from + 1, to);
      open.push({ from: at, to }, { from, to: at });
      continue;
    }
    const last = groups.at(-1);
    const tiny = (group: Range) => before[group.to]! - before[group.from]! < limit / (4 * passagesAGroup);
    if (last !== undefined && (tiny(range) || (groups.length === 1 && tiny(last))))
      groups[groups.length - 1] = { from: last.from, to };
    else groups.push(range);
  }
  return groups;
};

/** Index of the highest from one index to before another; of equals, as in a text that repeats itself, the one nearest to the middle. */
const highest = (priorities: Float64Array, from: number, to: number): number => {
  const middle = (from + to) / 2;
  let best = from;
  for (let index = from + 1; index < to; index++) {
    const difference = priorities[index]! - priorities[best]!;
    if (difference > 0 || (difference === 0 && Math.abs(index - middle) < Math.abs(best - middle))) best = index;
  }
  return best;
};

/** A part of a passage below which it does not matter where a cut is. */
const grain = 1 / 32;

/** The cheapest cut of a group into passages of at most `room` tokens, by dynamic programming. */
const evenly = (units: readonly Unit[], group: Range, room: number): Range[] => {
  const runs = runsOf(units, group, room * grain);
  const costs = new Float64Array(runs.length + 1).fill(Number.POSITIVE_INFINITY);
  const starts = new Int32Array(runs.length + 1);
  costs[0] = 0;
  for (let end = 1; end <= runs.length; end++) {
    let tokens = 0;
    for (let start = end - 1; start >= 0; start--) {
      tokens += runs[start]!.tokens;
      if (tokens > room && start < end - 1) break;
      const empty = Math.max(0, 1 - tokens / room);
      const cost = costs[start]! + empty * empty + (start === 0 ? 0 : cutCost[units[runs[start]!.from]!.seam]);
      if (cost < costs[end]!) {
        costs[end] = cost;
        starts[end] = start;
      }
    }
  }
  const ranges: Range[] = [];
  for (let end = runs.length; end > 0; end = starts[end]!)
    ranges.push({ from: runs[starts[end]!]!.from, to: runs[end - 1]!.to });
  return ranges.reverse();
};

/** Neighbours of less than `least` tokens together, where the second begins at no better a seam. */
const runsOf = (
  units: readonly Unit[],
  { from, to }: Range,
  least: number,
): (Range & { readonly tokens: number })[] => {
  const runs: { from: number; to: number; tokens: number }[] = [];
  for (let index = from; index < to; index++) {
    const { tokens, seam } = units[index]!;
    const run = runs.at(-1);
    const joins = run !== undefined && run.tokens + tokens < least && seam <= units[run.from]!.seam;
    if (joins) {
      run.to = index + 1;
      run.tokens += tokens;
    } else runs.push({ from: index, to: index + 1, tokens });
  }
  return runs;
};

/** Where a passage that begins with unit `index` starts, so that it repeats the end of the one before. */
const repeatedFrom = (
  text: string,
  units: readonly Unit[],
  index: number,
  least: number,
  overlap: number,
  repeats: Repeated,
): number => {
  let start = units[index]!.start;
  let left = overlap;
  for (let at = index - 1; at >= 0 && units[at]!.start > least && units[at]!.tokens <= left; at--) {
    start = units[at]!.start;
    left -= units[at]!.tokens;
  }
  if (start < units[index]!.start || overlap === 0) return start;
  // The unit before is too long as a whole.
  const tail = { start: Math.max(least, start - 6 * overlap), end: start };
  if (repeats === 'lines') return earliest(text, tail, /\n/g, overlap) ?? start;
  return earliest(text, tail, sentenceStart, overlap) ?? earliest(text, tail, /\s+/g, overlap) ?? start;
};

/** The first place after a match from where on a span has no more than `most` tokens, but some. */
const earliest = (text: string, { start, end }: Span, pattern: RegExp, most: number): number | undefined => {
  const cuts = [...text.slice(start, end).matchAll(pattern)].map((match) => start + match.index + match[0].length);
  let found: number | undefined;
  let left = most;
  let before = end;
  for (const cut of cuts.reverse()) {
    left -= estimateTokens(text, cut, before);
    if (left < 0) break;
    if (left < most) found = cut;
    before = cut;
  }
  return found;
};

/** What ends a sentence and the white space after it: roughly, for a place to cut; `segmentSentences` is for sentences themselves. */
export const sentenceStart = /[.!?][\])"'\u2019\u201D*_`]*\s+|[\u3002\uFF01\uFF1F]\s*/g;
