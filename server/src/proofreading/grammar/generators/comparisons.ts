import { type CandidateContext, formsOf } from '../candidateContext';

/** Two words that compare: `more better`, `more easy`, `most tall`, and `expensiver`'s like, `beautifuller`, which spelling leaves. */
export function comparisonEdits(context: CandidateContext): void {
  const { words, edits } = context;
  for (let index = 0; index < words.length; index++) {
    const degree = words[index]!.lower;
    const next = words[index + 1];
    if ((degree === 'more' || degree === 'most') && next?.editable) {
      for (const { entry } of next.analyses) {
        for (const { form, tag } of formsOf(context, entry)) {
          if (/^(?:JJ|RB)[RS]$/.test(tag)) edits.replace(index, index + 2, form, 'comparison');
        }
      }
    }
    for (const { entry, tag, lemma } of words[index]!.analyses) {
      if (tag === 'JJR' || tag === 'RBR') edits.replace(index, index + 1, `more ${lemma}`, 'comparison');
      if (tag === 'JJS' || tag === 'RBS') edits.replace(index, index + 1, `most ${lemma}`, 'comparison');
      if (tag !== 'JJ' && tag !== 'RB') continue;
      for (const { form, tag: other } of formsOf(context, entry)) {
        if (other.endsWith('S')) edits.replace(index, index + 1, `the ${form}`, 'comparison');
      }
    }
  }
}
