import { wordList } from '../../../../server/src/text/wordList';
import { drawn, type SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';
import {
  beForms,
  doForms,
  haveForms,
  isInfinitiveTo,
  modals,
  singularSubject,
  verbAt,
  wordBefore,
} from './verbContext';

const pastTime = /\b(?:yesterday|ago|last (?:week|month|year|night|summer)|when I was|in (?:1\d|20[01])\d\d)\b/i;
const stative = wordList(
  'know want need like love hate believe understand agree think mean own seem prefer remember contain depend have',
);
const pastBe: Readonly<Record<string, string>> = {
  was: 'is',
  were: 'are',
  "wasn't": "isn't",
  "weren't": "aren't",
  had: 'has',
  did: 'does',
};

/** Another verb of the sentence, or the sentence before, that is surely past. */
function tellsOfThePast(sentence: SlipSentence, except: number): boolean {
  if (pastTime.test(sentence.text)) return true;
  for (let i = 0; i < sentence.length; i++) {
    if (i === except) continue;
    const word = sentence.word(i);
    if (word === 'was' || word === 'were' || word === 'had' || word === 'did') return true;
    const verb = sentence.is(i, 'VERB') ? sentence.forms.verb(word) : undefined;
    if (verb !== undefined && verb.past === word && verb.past !== verb.participle && verb.past !== verb.base)
      return true;
  }
  return false;
}

const isFiniteVerb = (sentence: SlipSentence, index: number): boolean => {
  const before = wordBefore(sentence, index);
  return (
    !isInfinitiveTo(sentence, index - 1) &&
    ![modals, doForms, haveForms, beForms].some((words) => words.has(before)) &&
    !sentence.is(index - 1, 'ADP', 'DET', 'ADJ')
  );
};

const present = (sentence: SlipSentence, index: number, { base, third }: { base: string; third: string }): string =>
  singularSubject(sentence, index) === true ? third : base;

export const tenseRules: readonly SlipRule[] = [
  {
    name: 'present among past tenses',
    editClass: 'verb-tense',
    family: 'train',
    weight: 4,
    at: (sentence, index) => {
      if (!tellsOfThePast(sentence, index)) return undefined;
      const be = pastBe[sentence.word(index)];
      if (be !== undefined && sentence.is(index, 'AUX', 'VERB'))
        return sentence.replace(index, index + 1, be, 'verb-tense', false);
      const verb = verbAt(sentence, index);
      if (
        verb === undefined ||
        verb.past !== sentence.word(index) ||
        verb.past === verb.base ||
        !isFiniteVerb(sentence, index)
      )
        return undefined;
      return sentence.replace(index, index + 1, present(sentence, index, verb), 'verb-tense', false);
    },
  },
  {
    name: 'past among present tenses',
    editClass: 'verb-tense',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      if (tellsOfThePast(sentence, index)) return undefined;
      const verb = verbAt(sentence, index);
      const word = sentence.word(index);
      if (verb === undefined || (word !== verb.base && word !== verb.third) || !isFiniteVerb(sentence, index))
        return undefined;
      if (singularSubject(sentence, index) === undefined || verb.past === word) return undefined;
      return sentence.replace(index, index + 1, verb.past, 'verb-tense', false);
    },
  },
  {
    name: 'past or present for perfect',
    editClass: 'verb-tense',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index + 1);
      const word = sentence.word(index);
      if (verb === undefined || verb.participle !== sentence.word(index + 1) || !['have', 'has', 'had'].includes(word))
        return undefined;
      if (modals.has(wordBefore(sentence, index)) || isInfinitiveTo(sentence, index - 1)) return undefined;
      const now = word === 'has' ? verb.third : verb.base;
      const written = drawn(
        [
          [verb.past, 3],
          [now, word === 'had' ? 0 : 2],
          [`${word === 'had' ? 'has' : 'had'} ${verb.participle}`, 1],
        ],
        random,
      );
      return sentence.replace(index, index + 2, written, 'verb-tense', false);
    },
  },
  {
    name: 'progressive of a state',
    editClass: 'verb-tense',
    family: 'train',
    weight: 0.6,
    at: (sentence, index) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || !stative.has(verb.base) || !isFiniteVerb(sentence, index)) return undefined;
      const subject = sentence.word(index - 1);
      const be =
        subject === 'i'
          ? 'am'
          : singularSubject(sentence, index) === true
            ? 'is'
            : singularSubject(sentence, index) === false
              ? 'are'
              : undefined;
      const word = sentence.word(index);
      if (be === undefined || (word !== verb.base && word !== verb.third)) return undefined;
      return sentence.replace(index, index + 1, `${be} ${verb.gerund}`, 'verb-tense');
    },
  },
  {
    name: 'will after when and if',
    editClass: 'verb-tense',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const verb = verbAt(sentence, index);
      const word = sentence.word(index);
      if (verb === undefined || (word !== verb.base && word !== verb.third) || !sentence.is(index - 1, 'PRON'))
        return undefined;
      if (!['when', 'if', 'until', 'before', 'after', 'unless'].includes(sentence.word(index - 2))) return undefined;
      return sentence.replace(index, index + 1, `will ${verb.base}`, 'verb-tense', sentence.text.includes('will'));
    },
  },
  {
    name: 'past and present exchanged',
    editClass: 'verb-tense',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) => {
      const be =
        pastBe[sentence.word(index)] ?? Object.entries(pastBe).find(([, now]) => now === sentence.word(index))?.[0];
      if (be !== undefined && sentence.is(index, 'AUX', 'VERB'))
        return sentence.replace(index, index + 1, be, 'verb-tense', false);
      const verb = verbAt(sentence, index);
      const word = sentence.word(index);
      if (
        verb === undefined ||
        !isFiniteVerb(sentence, index) ||
        (sentence.is(index - 1, 'PUNCT') && word === verb.base)
      )
        return undefined;
      if (word === verb.past)
        return sentence.replace(index, index + 1, present(sentence, index, verb), 'verb-tense', false);
      if (word !== verb.base && word !== verb.third) return undefined;
      return sentence.replace(index, index + 1, verb.past, 'verb-tense', false);
    },
  },
];
