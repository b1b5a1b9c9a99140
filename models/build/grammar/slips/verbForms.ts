import { wordList } from '../../../../server/src/text/wordList';
import { drawn, oneOf, type SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';
import { beForms, doForms, haveForms, isInfinitiveTo, modals, verbAt, wordBefore } from './verbContext';

const takesGerund = wordList(`
  enjoy enjoys enjoyed avoid avoids avoided keep keeps kept mind finish finished finishes suggest suggests suggested consider considered
  considering imagine stop stopped practise practice involve involves involved miss missed recommend recommends recommended risk admit
  admitted deny denied postpone start started starts begin began begins continue continued like liked likes love loves hate without by
  for of in at about from before after despite
`);
const takesInfinitive = wordList(`
  want wants wanted decide decided decides hope hopes hoped need needs needed try tries tried trying plan plans planned planning agree
  agreed refuse refused expect expected expects promise promised learn learned learnt would manage managed seem seems seemed afford
  choose chose allowed able going easy hard difficult important necessary possible ready used have has had way time chance
`);
const bareInfinitive = wordList('make makes made let lets help helps helped');
const personal = wordList('me you him her it us them');

const verbForm = (sentence: SlipSentence, index: number, written: string | undefined, sure = true) =>
  sentence.replace(index, index + 1, written, 'verb-form', sure);

export const verbFormRules: readonly SlipRule[] = [
  {
    name: 'other form after to',
    editClass: 'verb-form',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || verb.base !== sentence.word(index) || !isInfinitiveTo(sentence, index - 1))
        return undefined;
      const written = drawn(
        [
          [verb.gerund, 5],
          [verb.past, 3],
          [verb.third, 2],
        ],
        random,
      );
      return verbForm(sentence, index, written);
    },
  },
  {
    name: 'other form after a modal',
    editClass: 'verb-form',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || verb.base !== sentence.word(index) || !modals.has(wordBefore(sentence, index)))
        return undefined;
      const written = drawn(
        [
          [verb.third, 2],
          [verb.past, 3],
          [verb.gerund, 2],
          [`to ${verb.base}`, 3],
        ],
        random,
      );
      return verbForm(sentence, index, written);
    },
  },
  {
    name: 'past or ending after do',
    editClass: 'verb-form',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      const before = wordBefore(sentence, index);
      const doer = doForms.has(before) ? before : sentence.is(index - 1, 'PRON') ? sentence.word(index - 2) : '';
      if (verb === undefined || verb.base !== sentence.word(index) || !doForms.has(doer)) return undefined;
      const written = doer.startsWith('did')
        ? verb.past
        : drawn(
            [
              [verb.third, 3],
              [verb.gerund, 1],
              [`to ${verb.base}`, 0.5],
            ],
            random,
          );
      return verbForm(sentence, index, written);
    },
  },
  {
    name: 'infinitive or bare verb for -ing',
    editClass: 'verb-form',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || verb.gerund !== sentence.word(index) || !takesGerund.has(sentence.word(index - 1)))
        return undefined;
      const afterPreposition = sentence.is(index - 1, 'ADP', 'SCONJ');
      return verbForm(
        sentence,
        index,
        drawn(
          [
            [verb.base, afterPreposition ? 3 : 1],
            [`to ${verb.base}`, 2],
          ],
          random,
        ),
        afterPreposition,
      );
    },
  },
  {
    name: '-ing or bare verb for infinitive',
    editClass: 'verb-form',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || verb.base !== sentence.word(index) || !isInfinitiveTo(sentence, index - 1))
        return undefined;
      if (!takesInfinitive.has(sentence.word(index - 2))) return undefined;
      return sentence.replace(
        index - 1,
        index + 1,
        drawn(
          [
            [verb.base, 3],
            [verb.gerund, 3],
            [`for ${verb.gerund}`, 1],
          ],
          random,
        ),
        'verb-form',
        false,
      );
    },
  },
  {
    name: 'to or -ing after make and let',
    editClass: 'verb-form',
    family: 'train',
    weight: 0.5,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || verb.base !== sentence.word(index) || !personal.has(sentence.word(index - 1)))
        return undefined;
      if (!bareInfinitive.has(sentence.word(index - 2))) return undefined;
      return verbForm(
        sentence,
        index,
        drawn(
          [
            [`to ${verb.base}`, 3],
            [verb.gerund, 1],
            [verb.third, 1],
          ],
          random,
        ),
        false,
      );
    },
  },
  {
    name: 'purpose with for',
    editClass: 'verb-form',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || verb.base !== sentence.word(index) || !isInfinitiveTo(sentence, index - 1))
        return undefined;
      if (!sentence.is(index - 2, 'NOUN', 'PRON') || takesInfinitive.has(sentence.word(index - 2))) return undefined;
      return sentence.replace(
        index - 1,
        index + 1,
        drawn(
          [
            [`for ${verb.base}`, 2],
            [`for to ${verb.base}`, 1],
            [`for ${verb.gerund}`, 1],
          ],
          random,
        ),
        'verb-form',
        false,
      );
    },
  },
  {
    name: 'other form after be',
    editClass: 'verb-form',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      const word = sentence.word(index);
      if (verb === undefined || word === verb.base || !beForms.has(wordBefore(sentence, index))) return undefined;
      if (word === verb.gerund)
        return verbForm(
          sentence,
          index,
          drawn(
            [
              [verb.base, 4],
              [verb.past, 1],
            ],
            random,
          ),
        );
      if (word !== verb.participle) return undefined;
      const irregular = verb.past !== verb.participle;
      return verbForm(
        sentence,
        index,
        drawn(
          [
            [verb.base, 4],
            [verb.past, irregular ? 5 : 0],
            [verb.gerund, 1.5],
          ],
          random,
        ),
        true,
      );
    },
  },
  {
    name: 'other form after have',
    editClass: 'verb-form',
    family: 'train',
    weight: 1.5,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      if (verb === undefined || verb.participle !== sentence.word(index) || !haveForms.has(wordBefore(sentence, index)))
        return undefined;
      const irregular = verb.past !== verb.participle;
      const written = drawn(
        [
          [verb.base, irregular ? 2 : 4],
          [verb.past, irregular ? 5 : 0],
          [verb.gerund, 1],
        ],
        random,
      );
      return written === sentence.word(index) ? undefined : verbForm(sentence, index, written);
    },
  },
  {
    name: 'bare verb as subject',
    editClass: 'verb-form',
    family: 'train',
    weight: 0.4,
    at: (sentence, index) => {
      const verb = index === 0 ? verbAt(sentence, index) : undefined;
      return verb !== undefined && verb.gerund === sentence.word(index) && !sentence.text.includes(',')
        ? verbForm(sentence, index, verb.base, false)
        : undefined;
    },
  },
  {
    name: 'any other form where one is governed',
    editClass: 'verb-form',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      const word = sentence.word(index);
      const before = wordBefore(sentence, index);
      if (verb === undefined) return undefined;
      const governed =
        before === 'to' || modals.has(before) || haveForms.has(before) || beForms.has(before) || doForms.has(before);
      if (!governed && word !== verb.gerund) return undefined;
      const others = [verb.base, verb.third, verb.past, verb.participle, verb.gerund].filter((form) => form !== word);
      return verbForm(sentence, index, oneOf(others, random), false);
    },
  },
];
