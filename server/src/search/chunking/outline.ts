import type { LineTable } from './lineTable';
import { Seam, type Unit } from './packing';
import { type Section, unitTokens } from './section';
import { unitsOf } from './units';

/** Where something begins in a source file, and the names of what it stands in, outermost first. */
export interface OutlineMark {
  readonly offset: number;
  readonly seam: Seam;
  readonly names: readonly string[];
}

/** A declaration of so many tokens has passages of its own; smaller neighbours share one. */
export const ownPassageTokens = 96;

/** What stands by itself under its names is a passage only with so many tokens; less goes with what follows inside of them. */
const leastTokens = 32;

interface NamedUnits {
  readonly names: readonly string[];
  readonly units: Unit[];
}

const samePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, level) => name === b[level]);

/**
 * Sections of source code from an outline of it.
 * @param marks ascending, at the start of lines; of two at one place the second says the names
 */
export const outlinedSections = (text: string, lines: LineTable, marks: readonly OutlineMark[]): Section[] => {
  const sections: NamedUnits[] = [];
  for (const { start, end, seam, names } of stretches(text, marks)) {
    const tokens = lines.tokens(start, end);
    const last = sections.at(-1);
    if (last !== undefined && isBracket(text, start, end) && extended(last, end, tokens)) continue;
    const units = unitsOf(text, { start, end }, seam, unitTokens(names), tokens);
    if (last !== undefined && samePath(last.names, names)) last.units.push(...units);
    else sections.push({ names, units });
  }
  return withoutTiny(sections).map(({ names, units }) => ({ headings: names, units, repeats: 'lines' }));
};

/** What has no word in it, like a closing bracket. */
const isBracket = (text: string, start: number, end: number): boolean =>
  end - start < 80 && !/[\p{L}\p{N}]/u.test(text.slice(start, end));

/** A closing bracket belongs to what it closes, where there is room. */
const extended = ({ names, units }: NamedUnits, end: number, tokens: number): boolean => {
  const last = units.at(-1)!;
  if (last.tokens + tokens > unitTokens(names)) return false;
  units[units.length - 1] = { ...last, end, tokens: last.tokens + tokens };
  return true;
};

/** The text from each mark to the next; at one place the better seam and the last names hold. */
function* stretches(text: string, marks: readonly OutlineMark[]) {
  let open: OutlineMark = { offset: 0, seam: Seam.Paragraph, names: marks[0]?.offset === 0 ? marks[0].names : [] };
  for (const mark of marks) {
    if (mark.offset > open.offset) {
      yield { start: open.offset, end: mark.offset, seam: open.seam, names: open.names };
      open = mark;
    } else open = { ...open, seam: Math.max(open.seam, mark.seam), names: mark.names };
  }
  if (open.offset < text.length) yield { start: open.offset, end: text.length, seam: open.seam, names: open.names };
}

/** The head of a class, or imports, go with the first member where they are short. */
const withoutTiny = (sections: readonly NamedUnits[]): NamedUnits[] => {
  const result: NamedUnits[] = [];
  let waiting: Unit[] = [];
  for (const [index, { names, units }] of sections.entries()) {
    const all = [...waiting, ...units];
    const tokens = all.reduce((sum, unit) => sum + unit.tokens, 0);
    const next = sections[index + 1];
    const inside = next !== undefined && samePath(names, next.names.slice(0, names.length));
    if (tokens < leastTokens && inside) waiting = all;
    else {
      result.push({ names, units: all });
      waiting = [];
    }
  }
  return result;
};
