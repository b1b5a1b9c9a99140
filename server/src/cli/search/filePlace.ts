import { InvalidArgumentError } from 'commander';

/** A line of a file, counted from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
}

/** Reads `FILE:LINE`. A column after it, as compilers print it, is passed over. */
export const parsePlace = (value: string): FilePlace => {
  const [, file, line] = /^(.+?):([1-9]\d*)(?::\d+)?$/s.exec(value) ?? [];
  if (file === undefined) throw new InvalidArgumentError('it takes a file and a line, like docs/a.md:12.');
  return { file, line: Number(line) };
};
