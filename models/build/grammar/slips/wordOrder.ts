import { wordList } from '../../../../server/src/text/wordList';
import type { SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';

const adverbs = wordList(
  'always never often also usually already still probably sometimes really just only ever even almost',
);
const questionWords = wordList('what where how why when who which');
const linking = wordList('is are was were can should will could would must do does did');
const objects = wordList('it them him her me us');

/** Two stretches of words that stand side by side change places. */
const swapped = (sentence: SlipSentence, first: number, middle: number, last: number, sure = true) => {
  for (let i = first; i < last; i++)
    if (!sentence.isEditable(i) || (i > first && !sentence.tokens[i]!.spaceBefore)) return undefined;
  const written = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => (sentence.word(from + i) === 'i' ? 'I' : sentence.word(from + i))).join(
      ' ',
    );
  return sentence.replace(first, last, `${written(middle, last)} ${written(first, middle)}`, 'word-order', sure);
};

export const wordOrderRules: readonly SlipRule[] = [
  {
    name: 'adverb behind its verb',
    editClass: 'word-order',
    family: 'train',
    weight: 2,
    at: (sentence, index) =>
      adverbs.has(sentence.word(index)) && sentence.is(index + 1, 'VERB')
        ? swapped(sentence, index, index + 1, index + 2, false)
        : undefined,
  },
  {
    name: 'adverb before its auxiliary',
    editClass: 'word-order',
    family: 'train',
    weight: 2,
    at: (sentence, index) =>
      adverbs.has(sentence.word(index + 1)) && sentence.is(index, 'AUX') && sentence.is(index - 1, 'PRON', 'NOUN')
        ? swapped(sentence, index, index + 1, index + 2, false)
        : undefined,
  },
  {
    name: 'order of a question inside a sentence',
    editClass: 'word-order',
    family: 'train',
    weight: 2,
    at: (sentence, index) =>
      index > 0 &&
      questionWords.has(sentence.word(index - 1)) &&
      sentence.is(index, 'PRON') &&
      linking.has(sentence.word(index + 1)) &&
      sentence.is(index + 1, 'AUX')
        ? swapped(sentence, index, index + 1, index + 2, sentence.is(index - 2, 'VERB'))
        : undefined,
  },
  {
    name: 'order of a statement in a question',
    editClass: 'word-order',
    family: 'train',
    weight: 1,
    at: (sentence, index) =>
      sentence.text.endsWith('?') &&
      questionWords.has(sentence.word(index - 1)) &&
      linking.has(sentence.word(index)) &&
      sentence.is(index + 1, 'PRON')
        ? swapped(sentence, index, index + 1, index + 2)
        : undefined,
  },
  {
    name: 'adverb between verb and object',
    editClass: 'word-order',
    family: 'train',
    weight: 1,
    at: (sentence, index) =>
      sentence.is(index - 1, 'VERB') &&
      objects.has(sentence.word(index)) &&
      sentence.is(index + 1, 'ADV') &&
      sentence.isEditable(index + 1) &&
      !sentence.is(index + 2, 'ADJ', 'ADV', 'VERB')
        ? swapped(sentence, index, index + 1, index + 2, false)
        : undefined,
  },
  {
    name: 'pronoun behind the particle',
    editClass: 'word-order',
    family: 'train',
    weight: 0.5,
    at: (sentence, index) =>
      sentence.is(index - 1, 'VERB') &&
      objects.has(sentence.word(index)) &&
      ['up', 'out', 'off', 'down', 'away', 'back'].includes(sentence.word(index + 1))
        ? swapped(sentence, index, index + 1, index + 2)
        : undefined,
  },
  {
    name: 'adjective behind its noun',
    editClass: 'word-order',
    family: 'train',
    weight: 1,
    at: (sentence, index) =>
      sentence.is(index, 'ADJ') &&
      sentence.is(index + 1, 'NOUN') &&
      !sentence.is(index + 2, 'NOUN') &&
      !sentence.is(index - 1, 'ADJ', 'ADV')
        ? swapped(sentence, index, index + 1, index + 2)
        : undefined,
  },
  {
    name: 'any two neighbours changed',
    editClass: 'word-order',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      sentence.is(index, 'ADV', 'ADJ', 'PRON', 'PART') && sentence.is(index + 1, 'VERB', 'ADV', 'AUX', 'ADJ', 'NOUN')
        ? swapped(sentence, index, index + 1, index + 2, false)
        : undefined,
  },
  {
    name: 'adverb at the wrong end of its phrase',
    editClass: 'word-order',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      sentence.is(index, 'ADV') &&
      sentence.is(index + 1, 'VERB') &&
      sentence.is(index + 2, 'DET', 'PRON') &&
      sentence.is(index + 3, 'NOUN')
        ? swapped(sentence, index, index + 1, index + 3, false)
        : undefined,
  },
];
