import type { Inflections } from './inflections';

/** Of each reading of a word. */
const MOST = 4;
/** Words of few letters hold sentences together; what they mean hangs on what stands around them. */
const LEAST_LETTERS = 4;
const auxiliaries =
  /^(?:been|being|does|done|doing|have|having|were|will|would|could|should|might|must|that|this|they|them|with|when|than|then)$/;

/** Words of much the same meaning as a word of small letters, in the same form: `bought` for `purchased`. Which sense is meant nobody knows here. */
export const synonyms = (inflections: Inflections, word: string): readonly string[] => {
  if (word.length < LEAST_LETTERS || auxiliaries.test(word)) return [];
  const found = new Set<string>();
  for (const { entry, tag } of inflections.analysesOf(word)) {
    let taken = 0;
    for (const other of inflections.synonymsOf(entry)) {
      const form = inflections.formsOf(other).find((inflected) => inflected.tag === tag)?.form;
      if (form !== undefined && form !== word) found.add(form);
      if (++taken === MOST) break;
    }
  }
  return [...found];
};
