import { wordList } from '../../../../server/src/text/wordList';
import type { SlipRule } from './slip';

const alwaysCapital = wordList(`
  monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december
  english french german spanish chinese japanese russian italian american british european african christmas easter internet
`);
export const capitalRules: readonly SlipRule[] = [
  {
    name: 'small i, day, month or nationality',
    editClass: 'capital',
    family: 'train',
    weight: 3,
    at: (sentence, index) => {
      const { start, form } = sentence.tokens[index]!;
      const fixed =
        form === 'I' ||
        /^I'(?:m|ll|ve|d)$/.test(form) ||
        (alwaysCapital.has(form.toLowerCase()) && /^[A-Z][a-z]/.test(form));
      return fixed ? sentence.rewrite(start, start + 1, form.charAt(0).toLowerCase(), 'capital') : undefined;
    },
  },
  {
    name: 'small letter at the start',
    editClass: 'capital',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const { start, form } = sentence.tokens[index]!;
      return index === 0 && sentence.isEditable(0) && form !== 'I' && /^[A-Z][a-z]/.test(form)
        ? sentence.rewrite(start, start + 1, form.charAt(0).toLowerCase(), 'capital')
        : undefined;
    },
  },
  {
    name: 'capital of a common noun',
    editClass: 'capital',
    family: 'train',
    weight: 1.5,
    at: (sentence, index) => {
      const { start, form } = sentence.tokens[index]!;
      if (index === 0 || !sentence.isEditable(index) || !sentence.is(index, 'NOUN', 'ADJ') || !/^[a-z]{4,}$/.test(form))
        return undefined;
      return sentence.rewrite(start, start + 1, form.charAt(0).toUpperCase(), 'capital');
    },
  },
  {
    name: 'small letter of a name, or capital anywhere',
    editClass: 'capital',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const { start, form } = sentence.tokens[index]!;
      if (
        sentence.is(index, 'PROPN') &&
        index > 0 &&
        /^[A-Z][a-z]{2,}$/.test(form) &&
        sentence.frequency(form) > Number.NEGATIVE_INFINITY &&
        sentence.frequency(form.toLowerCase()) === Number.NEGATIVE_INFINITY
      )
        return sentence.rewrite(start, start + 1, form.charAt(0).toLowerCase(), 'capital');
      if (form === 'I') return sentence.rewrite(start, start + 1, 'i', 'capital');
      if (index === 0 || !sentence.isEditable(index) || !/^[a-z]{3,}$/.test(form) || random() > 0.1) return undefined;
      return sentence.rewrite(start, start + 1, form.charAt(0).toUpperCase(), 'capital');
    },
  },
];
