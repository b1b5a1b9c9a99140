import type { PartOfSpeech } from '../../../server/src/lexicon/inflections';
import type { WordKey } from './wordnet';

interface Suffix {
  readonly from: PartOfSpeech;
  readonly to: PartOfSpeech;
  /** What the base loses at its end, as a regular expression, and the suffixes that come in its place. */
  readonly drops: RegExp;
  readonly adds: readonly string[];
}

/** Productive derivation of English (Plag 2003, Word-Formation in English, ch. 4), with the changes of spelling it brings. */
const suffixes: readonly Suffix[] = [
  { from: 'adjective', to: 'adverb', drops: /$/, adds: ['ly', 'ally'] },
  { from: 'adjective', to: 'adverb', drops: /y$/, adds: ['ily'] },
  { from: 'adjective', to: 'adverb', drops: /e$/, adds: ['y'] },
  { from: 'adjective', to: 'noun', drops: /$/, adds: ['ness', 'ity', 'ty', 'th'] },
  { from: 'adjective', to: 'noun', drops: /y$/, adds: ['iness'] },
  { from: 'adjective', to: 'noun', drops: /e$/, adds: ['ity', 'th'] },
  { from: 'adjective', to: 'noun', drops: /t$/, adds: ['ce', 'cy'] },
  { from: 'adjective', to: 'noun', drops: /ble$/, adds: ['bility'] },
  { from: 'adjective', to: 'verb', drops: /$/, adds: ['en', 'ize', 'ise'] },
  { from: 'adjective', to: 'verb', drops: /e$/, adds: ['en', 'ize', 'ise'] },
  {
    from: 'noun',
    to: 'adjective',
    drops: /$/,
    adds: ['ful', 'less', 'y', 'al', 'ial', 'ous', 'ic', 'ish', 'ly', 'able', 'ary', 'ed', 'like'],
  },
  { from: 'noun', to: 'adjective', drops: /e$/, adds: ['al', 'ial', 'ous', 'y', 'ic', 'able', 'ary'] },
  { from: 'noun', to: 'adjective', drops: /y$/, adds: ['ic', 'ical', 'ious', 'iful', 'ial'] },
  { from: 'noun', to: 'noun', drops: /$/, adds: ['ist', 'ship', 'hood', 'er'] },
  {
    from: 'verb',
    to: 'noun',
    drops: /$/,
    adds: ['ment', 'ion', 'ation', 'er', 'or', 'ance', 'ence', 'al', 'ure', 'ing', 'age'],
  },
  {
    from: 'verb',
    to: 'noun',
    drops: /e$/,
    adds: ['ion', 'ation', 'er', 'or', 'ance', 'ence', 'al', 'ure', 'ing', 'age'],
  },
  { from: 'verb', to: 'noun', drops: /y$/, adds: ['ication', 'iance', 'ier'] },
  { from: 'verb', to: 'noun', drops: /de?$/, adds: ['sion'] },
  { from: 'verb', to: 'adjective', drops: /$/, adds: ['able', 'ible', 'ive', 'ful', 'ative', 'ant', 'ent'] },
  { from: 'verb', to: 'adjective', drops: /e$/, adds: ['able', 'ible', 'ive', 'ative', 'ant', 'ent'] },
  { from: 'verb', to: 'adjective', drops: /de?$/, adds: ['sive'] },
];

/** Shorter bases make chance matches: `man`, `manure`. */
const LEAST_BASE = 4;

/** Words of the list that suffixes make of `key`. */
export function suffixed(key: WordKey, isWord: (key: WordKey) => boolean): WordKey[] {
  const space = key.indexOf(' ');
  const base = key.slice(space + 1);
  if (base.length < LEAST_BASE) return [];
  return suffixes.flatMap(({ from, to, drops, adds }) =>
    key.slice(0, space) === from && drops.test(base)
      ? adds.map((added): WordKey => `${to} ${base.replace(drops, '')}${added}`).filter(isWord)
      : [],
  );
}
