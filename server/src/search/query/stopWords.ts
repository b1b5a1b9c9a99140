import * as lists from 'stopword';
import type { StemmerChoice } from '../../configuration/searchSettings';

const listOf: Readonly<Partial<Record<StemmerChoice, readonly string[]>>> = {
  english: lists.eng,
  arabic: lists.ara,
  armenian: lists.hye,
  basque: lists.eus,
  catalan: lists.cat,
  czech: lists.ces,
  danish: lists.dan,
  dutch: lists.nld,
  finnish: lists.fin,
  french: lists.fra,
  german: lists.deu,
  hungarian: lists.hun,
  irish: lists.gle,
  italian: lists.ita,
  norwegian: lists.nob,
  portuguese: lists.por,
  romanian: lists.ron,
  russian: lists.rus,
  slovene: lists.slv,
  spanish: lists.spa,
  swedish: lists.swe,
  turkish: lists.tur,
};

const word = /[\p{L}\p{M}\p{N}_]+/gu;

/** Whether a word says nothing about what is looked for. */
export const isStopWord = (word: string, language: StemmerChoice): boolean =>
  listOf[language]?.includes(word.toLowerCase()) === true;

/**
 * A query without the words that say nothing about what is looked for, in the language whose endings the index takes off; the whole query where it has no others. The index
 * holds them all the same: a quoted phrase needs them. What is written in capitals, like `IT` or `OR`, stays.
 */
export const withoutStopWords = (query: string, language: StemmerChoice): string => {
  const stopWords = new Set(listOf[language]);
  const words = query.match(word) ?? [];
  const kept = words.filter((written) => isAcronym(written) || !stopWords.has(written.toLowerCase()));
  return kept.length === 0 || kept.length === words.length ? query : kept.join(' ');
};

const isAcronym = (written: string): boolean => written.length > 1 && /^\p{Lu}+$/u.test(written);
