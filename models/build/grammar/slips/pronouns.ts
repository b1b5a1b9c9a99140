import { wordList } from '../../../../server/src/text/wordList';
import { confusionTable, drawn, oneOf, type SlipRule } from './slip';

const taken = confusionTable(`
  i = me:3 my:1
  me = i:3 my:1 myself:1
  he = him:2 she:1 his:1 it:1
  him = he:3 his:1 her:0.5
  she = her:2 he:1
  they = them:3 it:1 he:0.3 their:1
  them = they:3 it:2 their:1 him:0.3
  we = us:2 our:1
  us = we:3 our:0.5
  it = they:1 them:1 this:1 he:0.5 its:1
  who = which:4 whom:1 that:0.3
  which = what:3 who:2 that:0.3
  that = what:1 which:0.2 who:0.3
  what = that:2 which:1
  whose = which:1 who:1 who's:1
  whom = who:2 which:1
  myself = me:2 my_self:1
  themselves = them:1 themself:2 theirselves:1
  himself = him:1 hisself:1
  itself = it:1 himself:1
  theirs mine yours = their my your
  everyone everybody = every_one:1 all:1 everything:1
  everything = all:3 everyone:0.5
  something = anything:3
  anything = something:2 nothing:1
  someone = anyone:2
  anyone = someone:2 everyone:1
  nothing = anything:2
`);
const dropped = wordList('it i we they he she you');
const objects = wordList('it them him her me us');

export const pronounRules: readonly SlipRule[] = [
  {
    name: 'pronoun in the wrong form',
    editClass: 'pronoun',
    family: 'train',
    weight: 4,
    at: (sentence, index, random) => {
      const others = taken.get(sentence.word(index));
      return others !== undefined && sentence.isEditable(index) && sentence.is(index, 'PRON', 'SCONJ')
        ? sentence.replace(index, index + 1, drawn(others, random), 'pronoun', false)
        : undefined;
    },
  },
  {
    name: 'subject left out',
    editClass: 'pronoun',
    family: 'train',
    weight: 2,
    at: (sentence, index) =>
      index > 0 &&
      dropped.has(sentence.word(index)) &&
      sentence.isEditable(index) &&
      sentence.is(index + 1, 'AUX', 'VERB') &&
      sentence.is(index - 1, 'SCONJ', 'CCONJ', 'ADP', 'PUNCT', 'ADV', 'VERB')
        ? sentence.drop(index, index + 1, 'pronoun', false)
        : undefined,
  },
  {
    name: 'object left out',
    editClass: 'pronoun',
    family: 'train',
    weight: 1,
    at: (sentence, index) =>
      objects.has(sentence.word(index)) &&
      sentence.isEditable(index) &&
      sentence.is(index - 1, 'VERB') &&
      !sentence.is(index + 1, 'VERB', 'AUX', 'NOUN', 'ADJ', 'ADV')
        ? sentence.drop(index, index + 1, 'pronoun', false)
        : undefined,
  },
  {
    name: 'subject told twice',
    editClass: 'function-word-delete',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      if (!sentence.is(index, 'AUX', 'VERB') || !sentence.is(index - 1, 'NOUN') || !sentence.tokens[index]!.spaceBefore)
        return undefined;
      if (index < 2 || !sentence.is(index - 2, 'DET', 'PRON') || !sentence.isEditable(index)) return undefined;
      const noun = sentence.word(index - 1);
      return sentence.insert(
        index,
        sentence.forms.singular(noun) !== undefined ? 'they' : 'it',
        'function-word-delete',
      );
    },
  },
  {
    name: 'any pronoun for another',
    editClass: 'pronoun',
    family: 'unseen',
    weight: 2,
    at: (sentence, index, random) => {
      const others = ['it', 'they', 'them', 'he', 'him', 'we', 'us', 'you', 'this', 'which', 'who', 'what', 'that'];
      const word = sentence.word(index);
      return sentence.is(index, 'PRON') && sentence.isEditable(index) && others.includes(word)
        ? sentence.replace(
            index,
            index + 1,
            oneOf(
              others.filter((other) => other !== word),
              random,
            ),
            'pronoun',
            false,
          )
        : undefined;
    },
  },
  {
    name: 'any pronoun left out',
    editClass: 'pronoun',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      index > 0 &&
      sentence.is(index, 'PRON') &&
      sentence.isEditable(index) &&
      (dropped.has(sentence.word(index)) || objects.has(sentence.word(index)))
        ? sentence.drop(index, index + 1, 'pronoun', false)
        : undefined,
  },
];
