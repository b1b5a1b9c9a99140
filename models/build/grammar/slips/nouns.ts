import { wordList } from '../../../../server/src/text/wordList';
import { oneOf, type SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';

/** Mass nouns that learners count, and count nouns whose plural is another word. */
export const uncountable = wordList(`
  information advice furniture homework knowledge equipment research evidence luggage software hardware housework traffic progress money
  behaviour behavior training feedback music weather staff news work help travel health happiness education nature society art bread
  water food rice fruit fun luck permission pollution poverty scenery slang smoke stuff sugar tea coffee milk transport transportation
  trouble violence wealth courage documentation content data access support time space love peace freedom justice
  information underwear machinery jewellery jewelry vocabulary literature clothing accommodation attention experience
`);

/** Singular nouns of which many can be counted. */
export const isCountable = (sentence: SlipSentence, singular: string): boolean => {
  const plural = sentence.forms.plural(singular);
  return (
    plural !== undefined &&
    !uncountable.has(singular) &&
    sentence.frequency(plural) > sentence.frequency(singular) - 3.5
  );
};

export const isPlural = (sentence: SlipSentence, index: number): boolean =>
  sentence.is(index, 'NOUN') && sentence.forms.singular(sentence.word(index)) !== undefined;

const manyWords = wordList(`
  many these those several few both various all some other most two three four five six seven eight nine ten hundred thousand different numerous
`);
const oneWords = wordList('a an one every each this that another either neither');
const definite = wordList('the my your his her its our their');

/** The word that says how many, within three words before the noun. */
function quantity(sentence: SlipSentence, index: number): 'many' | 'one' | 'definite' | 'none' {
  for (let i = index - 1; i >= Math.max(0, index - 3); i--) {
    const word = sentence.word(i);
    if (manyWords.has(word) || /^\d+$/.test(word)) return word === '1' ? 'one' : 'many';
    if (oneWords.has(word)) return 'one';
    if (definite.has(word))
      return sentence.word(i - 1) === 'of' && sentence.word(i - 2) === 'one' ? 'many' : 'definite';
    if (!sentence.is(i, 'ADJ', 'NOUN', 'ADV', 'VERB')) break;
  }
  return 'none';
}

const isHead = (sentence: SlipSentence, index: number): boolean => !sentence.is(index + 1, 'NOUN', 'PROPN');

const regularised: Readonly<Record<string, readonly string[]>> = {
  children: ['childs', 'childrens'],
  people: ['peoples', 'persons'],
  men: ['mans', 'mens'],
  women: ['womans', 'womens', 'woman'],
  feet: ['foots', 'feets'],
  teeth: ['tooths', 'teeths'],
  mice: ['mouses'],
  lives: ['lifes'],
  wives: ['wifes'],
  knives: ['knifes'],
  fish: ['fishes'],
  sheep: ['sheeps'],
  series: ['serie'],
};

export const nounRules: readonly SlipRule[] = [
  {
    name: 'plural ending left out',
    editClass: 'noun-number',
    family: 'train',
    weight: 5,
    at: (sentence, index) => {
      if (!sentence.isEditable(index) || !isPlural(sentence, index) || !isHead(sentence, index)) return undefined;
      const singular = sentence.forms.singular(sentence.word(index))!;
      const count = quantity(sentence, index);
      const sure = count === 'many' || (count === 'none' && isCountable(sentence, singular));
      return sentence.replace(index, index + 1, singular, 'noun-number', sure);
    },
  },
  {
    name: 'plural after a word for one',
    editClass: 'noun-number',
    family: 'train',
    weight: 2,
    at: (sentence, index) => {
      if (!sentence.isEditable(index) || !sentence.is(index, 'NOUN') || !isHead(sentence, index)) return undefined;
      const plural = sentence.forms.plural(sentence.word(index));
      if (plural === undefined || !isCountable(sentence, sentence.word(index))) return undefined;
      const count = quantity(sentence, index);
      if (count === 'many' || count === 'none') return undefined;
      return sentence.replace(index, index + 1, plural, 'noun-number', count === 'one');
    },
  },
  {
    name: 'plural of a mass noun',
    editClass: 'noun-number',
    family: 'train',
    weight: 2,
    at: (sentence, index) => {
      const word = sentence.word(index);
      if (!sentence.isEditable(index) || !sentence.is(index, 'NOUN') || !uncountable.has(word)) return undefined;
      if (!isHead(sentence, index) || /[sc]$/.test(word)) return undefined;
      return sentence.replace(
        index,
        index + 1,
        `${word}s`,
        'noun-number',
        !/^(?:time|space|fruit|food|work|art)$/.test(word),
      );
    },
  },
  {
    name: 'plural by the rule',
    editClass: 'noun-number',
    family: 'train',
    weight: 0.5,
    at: (sentence, index, random) => {
      const others = regularised[sentence.word(index)];
      if (others === undefined || !sentence.isEditable(index) || !sentence.is(index, 'NOUN')) return undefined;
      return sentence.replace(index, index + 1, oneOf(others, random), 'noun-number');
    },
  },
  {
    name: 'the other number of any noun',
    editClass: 'noun-number',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) => {
      if (!sentence.isEditable(index) || !sentence.is(index, 'NOUN')) return undefined;
      const word = sentence.word(index);
      const other = sentence.forms.singular(word) ?? sentence.forms.plural(word);
      return other === undefined ? undefined : sentence.replace(index, index + 1, other, 'noun-number', false);
    },
  },
];
