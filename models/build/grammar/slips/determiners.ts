import { wordList } from '../../../../server/src/text/wordList';
import { isCountable, isPlural, uncountable } from './nouns';
import { confusionTable, drawn, oneOf, type SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';

const articles = wordList('a an the');
const possessives = wordList('my your his her its our their');
/** Behind `a`, which belongs to it: a lot, a few. */
const quantities = wordList('lot few little bit couple number great while');

const beforeNounPhrase = (sentence: SlipSentence, index: number): boolean =>
  index > 0 &&
  sentence.tokens[index]!.spaceBefore &&
  !sentence.is(index - 1, 'DET', 'ADJ', 'NOUN', 'NUM', 'PROPN', 'ADV') &&
  !possessives.has(sentence.word(index - 1)) &&
  sentence.word(index - 1) !== "'s";

/** What articles and determiners are taken for; of `a` both forms are meant. */
const replaced = confusionTable(`
  the = a:5 this:1 that:0.6 its:0.6 their:0.4 some:0.4 our:0.3 my:0.3 all:0.2
  a an = the:6 one:1.4 some:0.7 this:0.4 any:0.4
  this = the:2 that:2 it:0.3
  that = the:1 this:2
  his = her:1 its:1 the:1 he:0.4
  her = his:1 its:1 the:1 she:0.4
  its = his:2 their:1 the:1 it:0.4
  their = his:1 its:1 the:1 they:0.5 there:1
  our = the:1 my:1 we:0.3
  my = the:1 our:1 me:0.6
  your = the:1 you:0.6 yours:0.4
  some = any:3 a:1 the:0.6
  any = some:3 a:1 every:0.5
  every = all:2 each:1 any:0.7
  each = every:2 all:1
  all = every:2 whole:0.5
  another = other:3 an_other:1 others:0.4
  other = another:3 others:1
  many = much:4 a_lot:1 lots:0.5
  much = many:4 lots_of:0.5 very:0.5
  few = little:2 less:1
  fewer = less:3
  no = any:1 not:1
  both = all:1 two:0.4
`);

export const determinerRules: readonly SlipRule[] = [
  {
    name: 'article left out',
    editClass: 'determiner-insert',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const word = sentence.word(index);
      if (!articles.has(word) || !sentence.isEditable(index) || quantities.has(sentence.word(index + 1)))
        return undefined;
      const head = sentence.head(index + 1);
      if (head < 0) return undefined;
      const noun = sentence.word(head);
      const single = !isPlural(sentence, head) && sentence.is(head, 'NOUN') && isCountable(sentence, noun);
      // Before a plural or a mass noun it is often right without.
      if (!single && random() < 0.5) return undefined;
      return sentence.drop(index, index + 1, 'determiner-insert', single && word !== 'the');
    },
  },
  {
    name: 'article put before what has none',
    editClass: 'determiner-delete',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      if (!beforeNounPhrase(sentence, index) || !sentence.is(index, 'ADJ', 'NOUN', 'PROPN')) return undefined;
      const head = sentence.head(index);
      if (head < 0) return undefined;
      const noun = sentence.word(head);
      if (sentence.is(head, 'PROPN'))
        return random() < 0.3 ? sentence.insert(index, 'the', 'determiner-delete', false) : undefined;
      if (isPlural(sentence, head))
        return sentence.insert(
          index,
          drawn(
            [
              ['the', 8],
              [sentence.indefinite(index), 1],
            ],
            random,
          ),
          'determiner-delete',
          false,
        );
      const article = drawn(
        [
          ['the', 6],
          [sentence.indefinite(index), 3],
        ],
        random,
      );
      return sentence.insert(index, article, 'determiner-delete', article !== 'the' && uncountable.has(noun));
    },
  },
  {
    name: 'one determiner for another',
    editClass: 'determiner-replace',
    family: 'train',
    weight: 3,
    at: (sentence, index, random) => {
      const others = replaced.get(sentence.word(index));
      if (others === undefined || !sentence.isEditable(index) || !sentence.is(index, 'DET', 'ADJ', 'PRON'))
        return undefined;
      if (sentence.head(index + 1) < 0) return undefined;
      const other = drawn(others, random);
      return sentence.replace(
        index,
        index + 1,
        other === 'a' ? sentence.indefinite(index + 1) : other,
        'determiner-replace',
        false,
      );
    },
  },
  {
    name: 'a for an',
    editClass: 'determiner-replace',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const word = sentence.word(index);
      if (
        (word !== 'a' && word !== 'an') ||
        !sentence.isEditable(index) ||
        !sentence.is(index + 1, 'ADJ', 'NOUN', 'ADV')
      )
        return undefined;
      return sentence.replace(index, index + 1, word === 'a' ? 'an' : 'a', 'determiner-replace');
    },
  },
  {
    name: 'determiner left out, as by writers whose language has none',
    editClass: 'determiner-insert',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      (articles.has(sentence.word(index)) || possessives.has(sentence.word(index))) &&
      sentence.isEditable(index) &&
      sentence.is(index, 'DET', 'PRON') &&
      sentence.is(index + 1, 'NOUN', 'ADJ')
        ? sentence.drop(index, index + 1, 'determiner-insert', false)
        : undefined,
  },
  {
    name: 'determiner before any noun after a preposition or verb',
    editClass: 'determiner-delete',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) =>
      sentence.is(index, 'NOUN', 'ADJ') &&
      sentence.is(index - 1, 'ADP', 'VERB', 'AUX') &&
      sentence.tokens[index]!.spaceBefore
        ? sentence.insert(index, oneOf(['the', 'the', 'their', 'a', 'some'], random), 'determiner-delete', false)
        : undefined,
  },
  {
    name: 'any frequent determiner for another',
    editClass: 'determiner-replace',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const frequent = ['the', 'a', 'this', 'that', 'some', 'any', 'these', 'their', 'its'];
      const word = sentence.word(index);
      if (!sentence.isEditable(index) || !sentence.is(index, 'DET') || sentence.head(index + 1) < 0) return undefined;
      const other = oneOf(
        frequent.filter((one) => one !== word && !(one === 'a' && word === 'an')),
        random,
      )!;
      return sentence.replace(
        index,
        index + 1,
        other === 'a' ? sentence.indefinite(index + 1) : other,
        'determiner-replace',
        false,
      );
    },
  },
];
