import { wordList } from './wordList';

/** Closed-class words whose `'s` is a contraction and stays with them: `it's`, `let's`. */
const takesS = wordList(`
  it that there here this what who let she he where how when why everyone everybody everything someone somebody something
  anyone anybody anything nobody nothing one other another else
`);

/** Closed-class words that keep `'ll`, `'d`, `'ve`, `'re`, `'m`: `we'll`, `could've`. */
const takesAuxiliary = wordList(`
  i you he she it we they that this these those there here who what where when why how one
  could would should might must may can will not ain y
`);

const auxiliaries = wordList(`ll d ve re m`);

/** Words that an apostrophe starts. */
const clipped = wordList(`'tis 'twas 'em 'til 'cause 'n 'round 'bout`);

export const isClipped = (form: string): boolean => clipped.has(form);

/**
 * How much of a word with apostrophes is a clitic of its own: `'s` of `John's`, `'ll` of `water'll`; 0 for `it's`, `don't`, `o'clock`.
 *
 * @param form apostrophes straightened
 * @returns code units at the end of `form`
 */
export function cliticLength(form: string): number {
  const apostrophe = form.lastIndexOf("'");
  if (apostrophe <= 0) return 0;
  const suffix = form.slice(apostrophe + 1).toLowerCase();
  const host = form.slice(0, apostrophe).toLowerCase();
  if (suffix === 's') return takesS.has(host) ? 0 : 2;
  if (auxiliaries.has(suffix)) return takesAuxiliary.has(host) || host.includes("'") ? 0 : suffix.length + 1;
  return 0;
}
