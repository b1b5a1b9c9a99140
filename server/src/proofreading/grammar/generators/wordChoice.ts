import { type CandidateContext, formsOf } from '../candidateContext';

/** Synonyms, inflected as the word in whose place they come. */
export function wordChoiceEdits(context: CandidateContext): void {
  const { words, edits, resources } = context;
  for (let index = 0; index < words.length; index++) {
    for (const { entry, tag } of words[index]!.analyses) {
      for (const synonym of resources.inflections.synonymsOf(entry)) {
        for (const { form, tag: tagOfForm } of formsOf(context, synonym)) {
          if (tagOfForm === tag) edits.replace(index, index + 1, form, 'word-choice');
        }
      }
    }
  }
}
