import { wordList } from '../../../../server/src/text/wordList';
import { confusionTable, drawn, oneOf, type SlipRule } from './slip';
import { pluralPronouns, singularPronouns, singularSubject, verbAt } from './verbContext';

const be = wordList('is are was were am be been');
const have = wordList('have has had');
const modal = wordList('will would can could should must may might');
const exchanged = confusionTable(`
  can = could:5 will:1 may:1
  could = can:5 would:2 might:1
  will = would:5 can:1 shall:0.5
  would = will:5 could:1
  should = must:2 would:2 would_better:0.2 have_to:1
  must = should:2 have_to:1 can:1 must_to:1
  may = can:3 might:2 maybe:2
  might = may:3 can:1
  has = have:0.5 is:2
  have = are:1
  is = has:1 does:0.5
  was = has:1 did:0.5
  been = being:3
  being = been:3
`);
const neverPassive = wordList(
  'happen happens happened exist exists existed appear appears appeared arrive arrived die died occur occurs occurred',
);

export const auxiliaryRules: readonly SlipRule[] = [
  {
    name: 'be left out',
    editClass: 'auxiliary',
    family: 'train',
    weight: 3,
    at: (sentence, index) =>
      be.has(sentence.word(index)) &&
      sentence.isEditable(index) &&
      sentence.is(index, 'AUX', 'VERB') &&
      sentence.is(index - 1, 'PRON', 'NOUN', 'AUX', 'PART', 'ADV') &&
      sentence.is(index + 1, 'ADJ', 'VERB', 'ADV', 'DET')
        ? sentence.drop(index, index + 1, 'auxiliary', sentence.is(index - 1, 'PRON', 'PART'))
        : undefined,
  },
  {
    name: 'have or a modal left out',
    editClass: 'auxiliary',
    family: 'train',
    weight: 1,
    at: (sentence, index) =>
      (have.has(sentence.word(index)) || modal.has(sentence.word(index))) &&
      sentence.isEditable(index) &&
      sentence.is(index, 'AUX') &&
      sentence.is(index + 1, 'VERB', 'AUX') &&
      index > 0
        ? sentence.drop(index, index + 1, 'auxiliary', false)
        : undefined,
  },
  {
    name: 'do left out',
    editClass: 'auxiliary',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const word = sentence.word(index);
      if (!sentence.isEditable(index) || !sentence.is(index, 'AUX')) return undefined;
      if (/^(?:do|does|did)n't$/.test(word)) return sentence.replace(index, index + 1, 'not', 'auxiliary');
      return ['do', 'does', 'did'].includes(word) &&
        (sentence.word(index + 1) === 'not' || sentence.is(index + 1, 'PRON'))
        ? sentence.drop(index, index + 1, 'auxiliary', false)
        : undefined;
    },
  },
  {
    name: 'auxiliary taken for another',
    editClass: 'auxiliary',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const others = exchanged.get(sentence.word(index));
      return others !== undefined &&
        sentence.isEditable(index) &&
        sentence.is(index, 'AUX') &&
        sentence.is(index + 1, 'VERB', 'AUX', 'ADV', 'PRON')
        ? sentence.replace(index, index + 1, drawn(others, random), 'auxiliary', false)
        : undefined;
    },
  },
  {
    name: 'be before a verb that needs none',
    editClass: 'auxiliary',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const verb = verbAt(sentence, index);
      const word = sentence.word(index);
      const subject = sentence.word(index - 1);
      if (verb === undefined || !sentence.tokens[index]!.spaceBefore) return undefined;
      if (neverPassive.has(word) && word === verb.past && singularSubject(sentence, index) !== undefined)
        return sentence.insert(index, singularSubject(sentence, index) ? 'was' : 'were', 'auxiliary');
      if (word !== verb.base && word !== verb.third) return undefined;
      if (!pluralPronouns.has(subject) && !singularPronouns.has(subject)) return undefined;
      if (sentence.is(index - 2, 'AUX', 'VERB')) return undefined;
      const form = subject === 'i' ? 'am' : pluralPronouns.has(subject) ? 'are' : 'is';
      return sentence.insert(index, random() < 0.85 ? form : 'was', 'auxiliary');
    },
  },
  {
    name: 'any auxiliary left out',
    editClass: 'auxiliary',
    family: 'unseen',
    weight: 2,
    at: (sentence, index) =>
      sentence.is(index, 'AUX') && sentence.isEditable(index) && index > 0 && index + 1 < sentence.length
        ? sentence.drop(index, index + 1, 'auxiliary', false)
        : undefined,
  },
  {
    name: 'auxiliary put in before any verb',
    editClass: 'auxiliary',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) =>
      sentence.is(index, 'VERB') && sentence.is(index - 1, 'PRON', 'NOUN') && sentence.tokens[index]!.spaceBefore
        ? sentence.insert(index, oneOf(['is', 'are', 'was', 'have', 'will', 'can'], random), 'auxiliary', false)
        : undefined,
  },
];
