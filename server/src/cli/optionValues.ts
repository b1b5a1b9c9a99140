import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** `10MB`, `500k`, `1000000`: bytes, in decimal units. */
export const parseBytes = (value: string): number => {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)b?$/i.exec(value.trim());
  const bytes = match === null ? Number.NaN : Number(match[1]) * (units[match[2]!.toLowerCase()] ?? Number.NaN);
  if (!(bytes > 0)) throw new InvalidArgumentError('Write a size such as 500KB or 20MB.');
  return Math.floor(bytes);
};

/** A probability. */
export const parseProbability = (value: string): number => {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number <= 1))
    throw new InvalidArgumentError('Write a number between 0 and 1.');
  return number;
};

/** A whole number from 0 on. */
export const parseCount = (value: string): number => {
  const number = Number(value);
  if (value.trim() === '' || !Number.isInteger(number) || number < 0)
    throw new InvalidArgumentError('Write a whole number from 0 on.');
  return number;
};

/** A whole number from 1 on. */
export const parseCountFromOne = (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Write a whole number from 1 on.');
  return number;
};

/** `12:40`: line and column, from 1. */
export const parsePosition = (value: string): { readonly line: number; readonly column: number } => {
  const [, line = '', column = ''] = /^([1-9]\d*):([1-9]\d*)$/.exec(value.trim()) ?? [];
  if (line === '') throw new InvalidArgumentError('Write LINE:COLUMN such as 12:40, both from 1.');
  return { line: Number(line), column: Number(column) };
};

/** Text that is not empty. */
export const parseText = (value: string): string => {
  if (value === '') throw new InvalidArgumentError('It is empty.');
  return value;
};

/** A finite number. */
export const parseNumber = (value: string): number => {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('Write a number.');
  return number;
};

/** One or more names from a closed list, separated by commas or given again. */
export const parseNames =
  <Name extends string>(known: readonly Name[]) =>
  (value: string, before: readonly Name[] = []): readonly Name[] => {
    const names = value.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !(known as readonly string[]).includes(name));
    if (unknown !== undefined) throw new InvalidArgumentError(`Allowed are ${known.join(', ')}.`);
    return [...before, ...(names as Name[])];
  };
