/** A cell's style by its letter: `m` monospace and `l` literal are no prose; `a` is AsciiDoc of its own. */
const specification = /(?:^|(?<=\s))(?:\d+\*)?(?:\d*(?:\.\d+)?\+)?(?:[<^>])?(?:\.[<^>])?([adehlmsv])?$/;

/** The styles of a table's columns, from its `cols` attribute; empty when it has none. */
export const columnStyles = (attributes: string): string[] => {
  const value = /\bcols\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,\]]*))/.exec(attributes);
  const columns = value?.[1] ?? value?.[2] ?? value?.[3];
  if (columns === undefined) return [];
  return columns.split(/[,;]/).flatMap((column) => {
    const match = /^\s*(?:(\d{1,2})\*)?[^a-z]*([adehlmsv])?\s*$/.exec(column);
    return Array.from({ length: Number(match?.[1] ?? 1) }, () => match?.[2] ?? '');
  });
};

/**
 * Calls `visit` with each cell of prose of a table's body, from `start` to `end` in the source. A cell reaches from its
 * bar to the next one, over several lines and with blank ones between.
 */
export const eachTableCell = (
  source: string,
  start: number,
  end: number,
  styles: readonly string[],
  visit: (start: number, end: number) => void,
): void => {
  const body = source.slice(start, end);
  const bars = [...body.matchAll(/(?<!\\)\|/g)].map((match) => match.index);
  let column = 0;
  let style = styleBefore(body.slice(0, bars[0] ?? 0));
  bars.forEach((bar, index) => {
    const next = bars[index + 1] ?? body.length;
    const raw = body.slice(bar + 1, next);
    const specified = index + 1 < bars.length ? specification.exec(raw) : null;
    const cell = specified === null ? raw : raw.slice(0, specified.index);
    const effective = style === '' ? (styles[column % Math.max(1, styles.length)] ?? '') : style;
    if (effective !== 'm' && effective !== 'l' && !/^(?:----|\.\.\.\.|```)/m.test(cell))
      visit(start + bar + 1, start + bar + 1 + cell.length);
    column++;
    style = specified?.[1] ?? '';
  });
};

const styleBefore = (text: string): string => specification.exec(text)?.[1] ?? '';
