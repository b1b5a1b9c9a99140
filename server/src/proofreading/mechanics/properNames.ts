import { wordList } from '../../text/wordList';

/** Names that have no lower-case meaning, lower case here. Left out: march, may, august, polish, turkey, china, japan, jordan, roman, swede. */
export const properNames: ReadonlySet<string> = wordList(`
  monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
  january february april june july september october november december
  english french german spanish italian russian chinese japanese korean arabic hebrew hindi portuguese swedish norwegian
  finnish greek turkish irish scottish welsh british american canadian australian european african asian indian mexican
  brazilian egyptian iranian iraqi israeli vietnamese ukrainian hungarian romanian bulgarian croatian serbian belgian
  austrian americans canadians australians europeans africans asians germans italians russians
  england britain scotland ireland france germany spain italy russia india canada australia mexico brazil egypt africa
  europe asia america norway sweden denmark finland poland portugal greece ukraine israel
  london berlin tokyo moscow
  christmas easter
`);

/** `french fries`, `arabic numerals`: common nouns by now in many house styles. */
const commonPhrases: Readonly<Record<string, ReadonlySet<string>>> = {
  french: wordList('fries fry doors door windows window press toast horn kiss bread leave polish'),
  arabic: wordList('numeral numerals'),
  turkish: wordList('delight bath towel'),
  german: wordList('measles shepherd shepherds'),
  indian: wordList('ink'),
  english: wordList('muffin muffins'),
  greek: wordList('letter letters'),
  irish: wordList('coffee'),
};

export const isCommonPhrase = (name: string, next: string): boolean => commonPhrases[name]?.has(next) === true;
