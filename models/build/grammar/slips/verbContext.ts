import { wordList } from '../../../../server/src/text/wordList';
import type { VerbForms } from '../wordForms';
import type { SlipSentence } from './slipSentence';

export const modals = wordList(
  "will would can could may might must shall should cannot can't couldn't won't wouldn't shouldn't mustn't i'll you'll he'll she'll it'll we'll they'll",
);
export const doForms = wordList("do does did don't doesn't didn't");
export const haveForms = wordList("have has had having haven't hasn't hadn't i've you've we've they've");
export const beForms = wordList(
  "is are was were be been being am isn't aren't wasn't weren't i'm you're he's she's it's we're they're that's there's",
);
export const singularPronouns = wordList(
  'he she it everyone everybody someone somebody anyone nobody nothing something everything',
);
export const pluralPronouns = wordList('i you we they');

/** The word before, adverbs and `not` passed over. */
export function wordBefore(sentence: SlipSentence, index: number): string {
  let i = index - 1;
  while (i > 0 && (sentence.is(i, 'ADV') || sentence.word(i) === 'not')) i--;
  return sentence.word(i);
}

/** The verb at the token; no auxiliary. */
export function verbAt(sentence: SlipSentence, index: number): VerbForms | undefined {
  const word = sentence.word(index);
  if (!sentence.isEditable(index) || !sentence.is(index, 'VERB') || beForms.has(word) || modals.has(word))
    return undefined;
  return sentence.forms.verb(word);
}

export const isInfinitiveTo = (sentence: SlipSentence, index: number): boolean =>
  sentence.word(index) === 'to' && sentence.is(index, 'PART');

/** Whether a subject for one stands right before: `she`, `the dog`. Undefined where it cannot be told. */
export function singularSubject(sentence: SlipSentence, index: number): boolean | undefined {
  let i = index - 1;
  while (i > 0 && sentence.is(i, 'ADV')) i--;
  const word = sentence.word(i);
  if (singularPronouns.has(word)) return true;
  if (pluralPronouns.has(word)) return false;
  if (!sentence.is(i, 'NOUN')) return undefined;
  // `the list of items`: the noun before the preposition counts, and nobody knows which; see the rule for agreement over a distance.
  for (let before = i - 1; before >= Math.max(0, i - 4); before--) {
    if (sentence.is(before, 'ADP', 'CCONJ', 'VERB', 'PUNCT', 'PART'))
      return sentence.is(before, 'PUNCT') ? number(sentence, i) : undefined;
  }
  return number(sentence, i);
}

const number = (sentence: SlipSentence, index: number): boolean =>
  sentence.forms.singular(sentence.word(index)) === undefined;
