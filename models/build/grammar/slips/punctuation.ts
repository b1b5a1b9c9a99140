import { oneOf, type SlipRule } from './slip';

export const punctuationRules: readonly SlipRule[] = [
  {
    name: 'mark at the end',
    editClass: 'punctuation',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const { start, end, form } = sentence.tokens[index]!;
      if (index !== sentence.length - 1 || index < 3) return undefined;
      const question =
        form === '?' && (sentence.is(0, 'AUX') || /^(?:what|how|why|where|who|when|which)$/.test(sentence.word(0)));
      if (question) return sentence.rewrite(start, end, oneOf(['.', ''], random), 'punctuation');
      return form === '.' && sentence.is(0, 'PRON', 'DET')
        ? sentence.rewrite(start, end, oneOf(['', '', ','], random), 'punctuation')
        : undefined;
    },
  },
  {
    name: 'mark inside',
    editClass: 'punctuation',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const { start, end, form } = sentence.tokens[index]!;
      if (form === ';') return sentence.rewrite(start, end, ',', 'punctuation');
      return form === ':' && index > 2
        ? sentence.rewrite(start, end, oneOf([',', ';', ''], random), 'punctuation')
        : undefined;
    },
  },
  {
    name: 'space before a mark or none behind it',
    editClass: 'punctuation',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const { start, end, form, spaceBefore } = sentence.tokens[index]!;
      if (spaceBefore || !/^[,?!;]$/.test(form)) return undefined;
      if (random() < 0.5) return sentence.rewrite(start, start, ' ', 'punctuation');
      return form === ',' && sentence.tokens[index + 1]?.spaceBefore && sentence.tokens[index + 1]!.kind === 'word'
        ? sentence.rewrite(end, sentence.tokens[index + 1]!.start, '', 'punctuation')
        : undefined;
    },
  },
  {
    name: 'word written twice',
    editClass: 'repetition',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const word = sentence.word(index);
      const mostOften = /^(?:the|to|of|a|is|in|and|that|for|it|you|be|on|with|are|as|this|was|have)$/.test(word);
      return index > 0 &&
        mostOften &&
        sentence.isEditable(index) &&
        sentence.tokens[index]!.spaceBefore &&
        sentence.word(index - 1) !== word &&
        sentence.word(index + 1) !== word
        ? sentence.double(index, word !== 'that' && word !== 'is')
        : undefined;
    },
  },
  {
    name: 'any word written twice',
    editClass: 'repetition',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      index > 0 &&
      sentence.isEditable(index) &&
      sentence.tokens[index]!.spaceBefore &&
      sentence.word(index).length > 1 &&
      !/^(?:had|that|very|so|no)$/.test(sentence.word(index))
        ? sentence.double(index)
        : undefined,
  },
];
