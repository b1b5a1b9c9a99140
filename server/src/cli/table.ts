import stringWidth from 'string-width';

/** Rows as aligned columns, two spaces apart; the first row is the head. Numbers stand right, words left. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))));
  const numeric = widths.map((_, column) => rows.slice(1).every((row) => /^[-+\d.,% ]*$/.test(row[column] ?? '')));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const padding = ' '.repeat(widths[column]! - stringWidth(cell));
          return numeric[column] ? padding + cell : cell + padding;
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
