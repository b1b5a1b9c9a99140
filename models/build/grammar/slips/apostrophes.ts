import type { SlipRule } from './slip';

const contraction = /^[a-z]+'(?:t|s|m|re|ll|ve|d)$/;
export const apostropheRules: readonly SlipRule[] = [
  {
    name: 'apostrophe of a contraction left out',
    editClass: 'apostrophe',
    family: 'train',
    weight: 2,
    at: (sentence, index) => {
      const { start, end, form } = sentence.tokens[index]!;
      if (!contraction.test(form.toLowerCase()) || end - start !== form.length) return undefined;
      const ambiguous = /^(?:we're|she'll|he'll|we'll|i'll|i'd|she'd|he'd|we'd|they're|you're|it's|that's)$/i.test(
        form,
      );
      return ambiguous && !/^it's$/i.test(form)
        ? undefined
        : sentence.rewrite(start, end, form.replace("'", ''), 'apostrophe');
    },
  },
  {
    name: 'apostrophe of the possessive left out',
    editClass: 'apostrophe',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const { start, end, form } = sentence.tokens[index]!;
      if (form !== "'s" || !sentence.is(index - 1, 'NOUN', 'PROPN')) return undefined;
      if (!sentence.is(index + 1, 'NOUN', 'ADJ')) return undefined;
      const written = random() < 0.7 ? 's' : '';
      if (written === '' && !/\p{L}/u.test(sentence.word(index - 1))) return undefined;
      return sentence.rewrite(start, end, written, 'apostrophe');
    },
  },
  {
    name: "it's and its",
    editClass: 'apostrophe',
    family: 'train',
    weight: 1.5,
    at: (sentence, index) =>
      sentence.word(index) === 'its' && sentence.isEditable(index) && sentence.is(index + 1, 'NOUN', 'ADJ')
        ? sentence.replace(index, index + 1, "it's", 'apostrophe')
        : undefined,
  },
  {
    name: 'apostrophe in a plural',
    editClass: 'apostrophe',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      const word = sentence.word(index);
      if (!sentence.isEditable(index) || !sentence.is(index, 'NOUN') || !/[^s]s$/.test(word)) return undefined;
      if (sentence.forms.singular(word) !== word.slice(0, -1) || sentence.is(index + 1, 'NOUN', 'ADJ', 'PROPN'))
        return undefined;
      const { end } = sentence.tokens[index]!;
      return sentence.rewrite(end - 1, end, "'s", 'apostrophe');
    },
  },
  {
    name: 'any apostrophe moved or left out',
    editClass: 'apostrophe',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const { start, end, form } = sentence.tokens[index]!;
      const at = form.indexOf("'");
      if (at < 0 || end - start !== form.length || form.length < 2) return undefined;
      const without = form.replace("'", '');
      if (random() < 0.3 && without.length > 3 && at > 1)
        return sentence.rewrite(start, end, `${without.slice(0, at - 1)}'${without.slice(at - 1)}`, 'apostrophe');
      return sentence.rewrite(
        start,
        end,
        without,
        'apostrophe',
        !/^(?:well|were|shell|hell|ill|id|shed|wed|its)$/i.test(without),
      );
    },
  },
];
