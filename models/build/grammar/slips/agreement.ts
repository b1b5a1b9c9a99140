import { wordList } from '../../../../server/src/text/wordList';
import { isPlural } from './nouns';
import type { SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';
import { modals, singularSubject, verbAt, wordBefore } from './verbContext';

/** The verbs whose forms for one and for many are words of their own. */
const others: Readonly<Record<string, string>> = {
  is: 'are',
  are: 'is',
  was: 'were',
  were: 'was',
  has: 'have',
  have: 'has',
  does: 'do',
  do: 'does',
  "isn't": "aren't",
  "aren't": "isn't",
  "wasn't": "weren't",
  "weren't": "wasn't",
  "doesn't": "don't",
  "don't": "doesn't",
  "hasn't": "haven't",
  am: 'is',
};
const demonstratives: Readonly<Record<string, string>> = { this: 'these', these: 'this', that: 'those', those: 'that' };
const notSubject = wordList('let make makes made help helps helped see saw hear heard to and or not');

/** The form for the other number, where the verb at the token is finite and shows its number. */
function otherNumber(sentence: SlipSentence, index: number): string | undefined {
  const word = sentence.word(index);
  if (modals.has(wordBefore(sentence, index)) || notSubject.has(sentence.word(index - 1))) return undefined;
  const other = others[word];
  if (other !== undefined) return sentence.is(index, 'AUX', 'VERB') ? other : undefined;
  const verb = verbAt(sentence, index);
  if (verb === undefined || verb.past === verb.base) return undefined;
  if (word === verb.third) return verb.base;
  return word === verb.base ? verb.third : undefined;
}

/** `the list of old items`: behind a noun for one comes a phrase for many, or the other way round, and then the verb. */
function attracted(sentence: SlipSentence, index: number): boolean {
  if (!sentence.is(index - 1, 'NOUN')) return false;
  let start = index - 1;
  while (start > 0 && sentence.is(start - 1, 'ADJ', 'DET', 'NOUN', 'NUM')) start--;
  return (
    sentence.is(start - 1, 'ADP') &&
    sentence.is(start - 2, 'NOUN') &&
    isPlural(sentence, start - 2) !== isPlural(sentence, index - 1)
  );
}

export const agreementRules: readonly SlipRule[] = [
  {
    name: 'verb beside its subject',
    editClass: 'agreement',
    family: 'train',
    weight: 6,
    at: (sentence, index) => {
      const other = otherNumber(sentence, index);
      if (other === undefined || !sentence.isEditable(index) || singularSubject(sentence, index) === undefined)
        return undefined;
      // An imperative or an infinitive has no subject, whatever stands before it.
      if (sentence.is(index - 2, 'ADP') && !sentence.is(index - 1, 'PRON')) return undefined;
      return sentence.replace(index, index + 1, other, 'agreement');
    },
  },
  {
    name: 'verb that agrees with the nearest noun',
    editClass: 'agreement',
    family: 'train',
    weight: 2,
    at: (sentence, index) => {
      const other = otherNumber(sentence, index);
      if (other === undefined || !sentence.isEditable(index) || !attracted(sentence, index)) return undefined;
      return sentence.replace(index, index + 1, other, 'agreement', false);
    },
  },
  {
    name: 'there is with many',
    editClass: 'agreement',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const other = others[sentence.word(index)];
      return sentence.word(index - 1) === 'there' && other !== undefined && sentence.head(index + 1) >= 0
        ? sentence.replace(index, index + 1, other, 'agreement')
        : undefined;
    },
  },
  {
    name: 'verb of a relative clause',
    editClass: 'agreement',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const other = otherNumber(sentence, index);
      if (
        other === undefined ||
        !['who', 'which', 'that'].includes(sentence.word(index - 1)) ||
        !sentence.is(index - 2, 'NOUN')
      )
        return undefined;
      return sentence.replace(index, index + 1, other, 'agreement', false);
    },
  },
  {
    name: 'this with many',
    editClass: 'agreement',
    family: 'train',
    weight: 1.5,
    at: (sentence, index) => {
      const other = demonstratives[sentence.word(index)];
      if (
        other === undefined ||
        !sentence.is(index + 1, 'NOUN') ||
        !sentence.is(index, 'DET') ||
        !sentence.isEditable(index)
      )
        return undefined;
      const many = sentence.word(index) === 'these' || sentence.word(index) === 'those';
      return many === isPlural(sentence, index + 1)
        ? sentence.replace(index, index + 1, other, 'agreement')
        : undefined;
    },
  },
  {
    name: 'other number of any finite verb',
    editClass: 'agreement',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) => {
      const other = otherNumber(sentence, index);
      if (other === undefined || !sentence.isEditable(index) || !sentence.is(index - 1, 'NOUN', 'PRON', 'ADV', 'PROPN'))
        return undefined;
      return sentence.replace(index, index + 1, other, 'agreement', false);
    },
  },
];
