import { wordList } from './wordList';

// Abbreviations by what a full stop after them means for the end of the sentence. Forms in lower case, without the last stop.

/** A name or an explanation follows, never a new sentence. */
const neverFinal = wordList(`
  dr mr mrs ms messrs mme mlle prof st ste gen col maj sgt capt cpt lt cmdr adm brig rev fr hon gov sen rep pres supt
  amb insp e.g i.e eg ie cf vs v viz approx ca esp incl excl resp aka a.k.a w.r.t mt ft
`);

/** Of these, what ends a sentence too: `Main St. The`, `5 ms. It`, `6 ft. We`. */
const alsoFinal = wordList('st ms ft mt v');

/** Never ends a sentence when a number, a placeholder or a bracket follows: `No. 5`, `Fig. 3`, `pp. 3-9`, `Jan. 2`. */
const beforeNumber = wordList(`
  no nos fig figs eq eqs eqn sec sect secs ch chap chaps vol vols art p pp pt par para ref refs ex tab app apx ed eds thm
  def lem prop cor alg ver rev op col cols ll approx ca circa jan feb mar apr jun jul aug sept sep oct nov dec
`);

/** May stand at the end; what follows decides. */
const mayBeFinal = wordList(`
  etc al jr sr inc ltd co corp bros llc plc u.s u.k u.n e.u u.s.a u.s.s.r d.c a.m p.m am pm b.c a.d b.c.e c.e ph.d m.d
  b.a m.a b.sc m.sc d.phil ave blvd rd est dept univ assn max min avg misc ext tel temp ed eds trans repr
  jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
  sec secs hr hrs mins lb lbs oz ft in cm mm km kg mg orig intl natl govt mfg mgr asst
  ariz calif colo conn fla ill ind kan mass mich minn miss mont nebr nev okla ore penn tenn tex wash wis
`);

/** What stands directly after the abbreviation and its white space. */
export type Following = 'lowercase' | 'uppercase' | 'opener' | 'number' | 'placeholder' | 'other';

const initial = /^\p{Lu}$/u;
const dottedLetters = /^(?:\p{L}{1,3}\.)+\p{L}{1,3}$/u;

/**
 * Whether a full stop after `word` leaves the sentence open.
 *
 * @param word the letters before the stop, inner stops included (`e.g`, `Dr`, `U.S`)
 * @param afterName whether a capitalised word or an initial stands before it, or nothing: `John F. The` against `plan B. The`
 */
export function keepsSentenceOpen(word: string, following: Following, afterName: boolean): boolean {
  const lower = word.toLowerCase();
  if (initial.test(word)) {
    if (following === 'uppercase') return word !== 'I' || afterName;
    return following === 'lowercase' || (following === 'opener' && afterName && word !== 'I');
  }
  if (neverFinal.has(lower)) return !alsoFinal.has(lower) || following !== 'opener';
  if (beforeNumber.has(lower) && (following === 'number' || following === 'placeholder'))
    return lower !== 'no' || word === 'No';
  if (mayBeFinal.has(lower) || dottedLetters.test(word)) {
    if (following === 'lowercase' || following === 'other') return true;
    if (lower === 'etc' || lower === 'al') return false;
    return following === 'uppercase' && dottedLetters.test(word);
  }
  return false;
}

/** Whether `word` (no last stop) is an abbreviation that is written with one. */
export function isAbbreviation(word: string): boolean {
  const lower = word.toLowerCase();
  return neverFinal.has(lower) || beforeNumber.has(lower) || mayBeFinal.has(lower) || dottedLetters.test(word);
}

/**
 * Function words that begin sentences far more often than they carry a name: their capital after a full stop, even one
 * without a space, says that a new sentence starts. Lower case.
 */
const sentenceOpeners = wordList(`
  a an the this that these those there here it its he she they we you i his her their our my your in on at to for from
  with without by of as if when while where what why who how which after before since until because although though
  however but and or so then thus therefore hence also once both each every some all many most no not now next first
  finally instead otherwise moreover furthermore meanwhile please let do does did is are was were can could should
  would will may might must have has
`);

export const isSentenceOpener = (word: string): boolean => sentenceOpeners.has(word.toLowerCase());
