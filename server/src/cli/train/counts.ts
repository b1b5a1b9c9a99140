import { InvalidArgumentError } from 'commander';

/** A whole number, 0 or more. */
export const parseCount = (value: string): number => {
  if (!/^\d{1,9}$/.test(value.trim())) throw new InvalidArgumentError('Write a whole number.');
  return Number(value);
};

/** Whole numbers separated by commas. */
export const parseCounts = (value: string): readonly number[] => {
  if (!/^\d{1,9}(,\d{1,9})*$/.test(value.trim())) throw new InvalidArgumentError('Write whole numbers, e.g. 0,1,2.');
  return value.split(',').map(Number);
};
