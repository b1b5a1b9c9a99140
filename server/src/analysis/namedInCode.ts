import type { Finding } from '../proofreading/finding';
import type { NamesOfCode } from '../text/maskedDocument';

/** Whether a finding calls a word unknown or wants another capital where the word is a name of the code that the prose is about. */
export const isNamedInCode = ({ code, start, end }: Finding, source: string, names: NamesOfCode | undefined): boolean =>
  names !== undefined && (code === 'unknown-word' || code === 'proper-name') && names.has(source.slice(start, end));
