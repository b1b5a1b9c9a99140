import type { PartOfSpeech } from '../../../lexicon/inflections';
import { type CandidateContext, formsOf } from '../candidateContext';
import { collocationSets } from '../collocationSets';

/** By part of speech and lemma. */
const others = new Map<string, Set<string>>();
for (const [partOfSpeech, sets] of Object.entries(collocationSets)) {
  for (const set of sets) {
    for (const lemma of set) {
      const key = `${partOfSpeech} ${lemma}`;
      const known = others.get(key) ?? new Set();
      others.set(key, known);
      for (const other of set) if (other !== lemma) known.add(other);
    }
  }
}

/** Words of closed classes that are lemmas of verbs too. */
const lightVerbs: ReadonlyMap<string, readonly [lemma: string, tag: string]> = new Map([
  ['do', ['do', 'VB']],
  ['does', ['do', 'VBZ']],
  ['did', ['do', 'VBD']],
  ['done', ['do', 'VBN']],
  ['doing', ['do', 'VBG']],
  ['have', ['have', 'VB']],
  ['has', ['have', 'VBZ']],
  ['had', ['have', 'VBD']],
  ['having', ['have', 'VBG']],
]);

/** Words that go with other neighbours: make / do, say / tell, big / large. Inflected as the word in whose place they come. */
export function collocationEdits(context: CandidateContext): void {
  const { words } = context;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (!word.editable) continue;
    for (const { partOfSpeech, lemma, tag } of word.analyses) propose(context, index, partOfSpeech, lemma, tag);
    const [lemma, tag] = lightVerbs.get(word.lower) ?? [];
    if (lemma !== undefined && tag !== undefined) propose(context, index, 'verb', lemma, tag);
  }
}

function propose(
  context: CandidateContext,
  index: number,
  partOfSpeech: PartOfSpeech,
  lemma: string,
  tag: string,
): void {
  const { edits, resources } = context;
  for (const other of others.get(`${partOfSpeech} ${lemma}`) ?? []) {
    for (const { entry, partOfSpeech: part } of resources.inflections.analysesOf(other)) {
      if (part !== partOfSpeech) continue;
      for (const { form, tag: tagOfForm } of formsOf(context, entry)) {
        if (tagOfForm === tag) edits.replace(index, index + 1, form, 'collocation');
      }
    }
  }
}
