import type { ModelsOptions } from './options';

/** Writes records as JSON, or a table made of them as text. */
export const writeRecords = (records: readonly object[], { format }: ModelsOptions, table: () => string): void => {
  if (format === 'text') process.stdout.write(table());
  else if (format === 'json') process.stdout.write(`${JSON.stringify(records, null, 2)}\n`);
  else process.stdout.write(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
};
