import { wordList } from '../../../../server/src/text/wordList';
import { confusionTable, drawn, oneOf, type SlipRule } from './slip';

const conjunctions = confusionTable(`
  and = but:1 or:2 ,:1
  but = and:2 however:1
  or = and:2 nor:1
  because = because_of:3 since:0.2 cause:2 for:1
  so = because:1 and:1 then:0.5
  if = whether:0.5 when:2 whether_if:1
  whether = if:0.5 weather:1
  while = during:3 when:1
  although though = but:1 even:1 despite:2
  despite = although:2 despite_of:3 in_spite:1
  when = if:1 while:0.5
  than = that:2 then:3 from:0.5
  as = like:3 than:1
  until = till:0.3 when:1
  unless = if:1 except:1
  that = what:2 which:0.3
`);
const left = wordList('there not as that than so all also and one');
const added = confusionTable(`
  because = but:0.3 why:1 the_reason:1
  if = that:1
  whether = that:2 if:1
  what how why where = that
  to = for
  more = the
  such = so
`);

export const functionWordRules: readonly SlipRule[] = [
  {
    name: 'conjunction taken for another',
    editClass: 'conjunction',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const others = conjunctions.get(sentence.word(index));
      if (others === undefined || !sentence.isEditable(index) || !sentence.is(index, 'CCONJ', 'SCONJ', 'ADP', 'ADV'))
        return undefined;
      const other = drawn(
        others.filter(([word]) => word !== ','),
        random,
      )!;
      return sentence.replace(index, index + 1, other, 'conjunction', / (?:of|if|in)$/.test(other));
    },
  },
  {
    name: 'although, but',
    editClass: 'function-word-delete',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      if (sentence.word(index - 1) !== ',' || !sentence.is(index, 'PRON', 'DET', 'NOUN')) return undefined;
      const opening = sentence.word(0);
      if (opening === 'although' || opening === 'though') return sentence.insert(index, 'but', 'function-word-delete');
      if (opening === 'because' || opening === 'since')
        return sentence.insert(index, oneOf(['so', 'that is why'], random), 'function-word-delete');
      return opening === 'if' ? sentence.insert(index, 'so', 'function-word-delete') : undefined;
    },
  },
  {
    name: 'word of a closed class too many',
    editClass: 'function-word-delete',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const extra = added.get(sentence.word(index));
      return extra !== undefined &&
        index > 0 &&
        sentence.isEditable(index) &&
        sentence.tokens[index]!.spaceBefore &&
        sentence.is(index - 1, 'VERB', 'NOUN', 'PRON', 'ADJ')
        ? sentence.insert(index, drawn(extra, random), 'function-word-delete', false)
        : undefined;
    },
  },
  {
    name: 'very or more too many',
    editClass: 'function-word-delete',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const degree = sentence.is(index, 'ADJ') ? sentence.forms.positive(sentence.word(index)) : undefined;
      return degree !== undefined && index > 0 && sentence.isEditable(index)
        ? sentence.insert(index, oneOf(['more', 'very'], random), 'function-word-delete')
        : undefined;
    },
  },
  {
    name: 'word of a closed class left out',
    editClass: 'function-word-insert',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const word = sentence.word(index);
      if (index === 0 || !left.has(word) || !sentence.isEditable(index) || !sentence.tokens[index]!.spaceBefore)
        return undefined;
      // Without it the sentence says something else, or the same.
      if (word === 'not' || (word === 'that' && sentence.is(index - 1, 'VERB'))) return undefined;
      return sentence.drop(
        index,
        index + 1,
        'function-word-insert',
        word === 'there' && sentence.is(index + 1, 'AUX', 'VERB'),
      );
    },
  },
  {
    name: 'any conjunction for another',
    editClass: 'conjunction',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const others = ['and', 'but', 'or', 'so', 'because', 'if', 'when', 'that', 'while'];
      const word = sentence.word(index);
      return sentence.isEditable(index) && sentence.is(index, 'CCONJ', 'SCONJ') && others.includes(word)
        ? sentence.replace(
            index,
            index + 1,
            oneOf(
              others.filter((other) => other !== word),
              random,
            ),
            'conjunction',
            false,
          )
        : undefined;
    },
  },
  {
    name: 'any conjunction or particle left out',
    editClass: 'function-word-insert',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      index > 0 &&
      sentence.isEditable(index) &&
      sentence.is(index, 'CCONJ', 'SCONJ', 'PART') &&
      sentence.tokens[index]!.spaceBefore
        ? sentence.drop(index, index + 1, 'function-word-insert', false)
        : undefined,
  },
  {
    name: 'any frequent word put in',
    editClass: 'function-word-delete',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) =>
      index > 0 && sentence.isEditable(index) && sentence.isEditable(index - 1) && sentence.tokens[index]!.spaceBefore
        ? sentence.insert(
            index,
            oneOf(['it', 'that', 'and', 'so', 'very', 'also', 'just', 'there', 'which'], random),
            'function-word-delete',
            false,
          )
        : undefined,
  },
];
