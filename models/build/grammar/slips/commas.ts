import { wordList } from '../../../../server/src/text/wordList';
import type { SlipRule } from './slip';

const openers = wordList(
  'if when although though because while after before since as once unless however therefore moreover furthermore',
);
const coordinating = wordList('but so and or yet');
const subordinating = wordList('because that if when who than as which where while whether');

export const commaRules: readonly SlipRule[] = [
  {
    name: 'comma after an opening left out',
    editClass: 'comma-insert',
    family: 'train',
    weight: 4,
    at: (sentence, index) => {
      if (sentence.word(index) !== ',' || index > 12) return undefined;
      for (let i = 1; i < index; i++) if (sentence.is(i, 'PUNCT')) return undefined;
      const word = sentence.word(0);
      const opens =
        openers.has(word) || (index <= 5 && (sentence.is(0, 'ADP', 'ADV', 'SCONJ') || sentence.is(0, 'VERB')));
      return opens ? sentence.drop(index, index + 1, 'comma-insert', openers.has(word)) : undefined;
    },
  },
  {
    name: 'comma before a conjunction left out',
    editClass: 'comma-insert',
    family: 'train',
    weight: 3,
    at: (sentence, index) =>
      sentence.word(index) === ',' &&
      coordinating.has(sentence.word(index + 1)) &&
      sentence.is(index + 2, 'PRON', 'DET', 'NOUN')
        ? sentence.drop(index, index + 1, 'comma-insert', ['but', 'so'].includes(sentence.word(index + 1)))
        : undefined,
  },
  {
    name: 'other comma left out',
    editClass: 'comma-insert',
    family: 'train',
    weight: 3,
    at: (sentence, index) => {
      if (sentence.word(index) !== ',' || index < 2) return undefined;
      const next = sentence.word(index + 1);
      return sentence.drop(index, index + 1, 'comma-insert', ['which', 'however', 'too', 'please'].includes(next));
    },
  },
  {
    name: 'comma before a clause that belongs to the verb',
    editClass: 'comma-delete',
    family: 'train',
    weight: 3,
    at: (sentence, index) =>
      index > 2 &&
      subordinating.has(sentence.word(index)) &&
      sentence.is(index, 'SCONJ', 'ADP', 'PRON', 'ADV') &&
      sentence.is(index - 1, 'VERB', 'NOUN', 'ADJ', 'PRON')
        ? sentence.insertMark(
            index,
            ',',
            'comma-delete',
            sentence.word(index) === 'that' && sentence.is(index - 1, 'VERB'),
          )
        : undefined,
  },
  {
    name: 'comma between subject and verb',
    editClass: 'comma-delete',
    family: 'train',
    weight: 1,
    at: (sentence, index) =>
      index > 2 &&
      sentence.is(index, 'AUX', 'VERB') &&
      sentence.is(index - 1, 'NOUN') &&
      sentence.tokens[index]!.spaceBefore
        ? sentence.insertMark(index, ',', 'comma-delete')
        : undefined,
  },
  {
    name: 'comma before and, between two',
    editClass: 'comma-delete',
    family: 'train',
    weight: 3,
    at: (sentence, index) => {
      const word = sentence.word(index);
      if (index < 2 || (word !== 'and' && word !== 'or')) return undefined;
      const alike =
        sentence.tag(index - 1) === sentence.tag(index + 1) && sentence.is(index + 1, 'NOUN', 'ADJ', 'VERB');
      return alike && !sentence.text.includes(',') ? sentence.insertMark(index, ',', 'comma-delete', false) : undefined;
    },
  },
  {
    name: 'comma behind a conjunction or opening',
    editClass: 'comma-delete',
    family: 'train',
    weight: 1,
    at: (sentence, index) =>
      index > 0 &&
      /^(?:but|and|so|because|that|although)$/.test(sentence.word(index - 1)) &&
      sentence.is(index, 'PRON', 'DET', 'NOUN') &&
      sentence.tokens[index]!.spaceBefore
        ? sentence.insertMark(index, ',', 'comma-delete')
        : undefined,
  },
  {
    name: 'any comma left out',
    editClass: 'comma-insert',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      sentence.word(index) === ',' && index > 0 ? sentence.drop(index, index + 1, 'comma-insert', false) : undefined,
  },
  {
    name: 'comma where a breath is taken',
    editClass: 'comma-delete',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      index > 2 &&
      sentence.is(index, 'ADP', 'CCONJ', 'SCONJ', 'PART') &&
      sentence.is(index - 1, 'NOUN', 'VERB', 'ADJ', 'ADV') &&
      sentence.tokens[index]!.spaceBefore
        ? sentence.insertMark(index, ',', 'comma-delete', false)
        : undefined,
  },
];
