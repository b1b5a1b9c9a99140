import type { PartOfSpeech } from '../../../server/src/lexicon/inflections';
import type { InflectedForm, InflectionTag } from '../../../server/src/lexicon/inflectionsFile';

export interface Lemma {
  readonly partOfSpeech: PartOfSpeech;
  /** The lemma first. */
  readonly forms: readonly InflectedForm[];
}

const categories: Readonly<Record<string, { readonly name: PartOfSpeech; readonly tags: readonly InflectionTag[] }>> = {
  noun: { name: 'noun', tags: ['NN', 'NNS'] },
  verb: { name: 'verb', tags: ['VB', 'VBD', 'VBN', 'VBG', 'VBZ'] },
  adj: { name: 'adjective', tags: ['JJ', 'JJR', 'JJS'] },
  adv: { name: 'adverb', tags: ['RB', 'RBR', 'RBS'] },
};

/** Verbs that the table leaves out, and forms it has none of. */
const ownLines = `
be,verb,was/were,been,being,is
`;
/** Of `be`, which alone has more than one form of the present. */
const present: readonly InflectedForm[] = [
  { form: 'am', tag: 'VBP' },
  { form: 'are', tag: 'VBP' },
];

/** Lines `lemma,category,form/form,form`; empty fields are forms that are not said, or regular participles that equal the past. */
export function readLemmas(table: string): Lemma[] {
  return `${ownLines.trim()}\n${table}`.split('\n').flatMap((line): Lemma | Lemma[] => {
    const [lemma, category = '', ...fields] = line.trim().split(',');
    const found = categories[category];
    if (lemma === undefined || found === undefined || !/^[a-z]{2,}$/.test(lemma)) return [];
    const forms: InflectedForm[] = [{ form: lemma, tag: found.tags[0]! }];
    found.tags.slice(1).forEach((tag, i) => {
      const field = fields[i] || (tag === 'VBN' ? fields[0] : '') || '';
      for (const form of field.split('/')) if (/^[a-z]+$/.test(form)) forms.push({ form, tag });
    });
    if (lemma === 'be') forms.push(...present);
    return { partOfSpeech: found.name, forms };
  });
}
