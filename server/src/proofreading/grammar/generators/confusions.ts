import { confusionSets } from '../../confusion/confusionSets';
import type { CandidateContext } from '../candidateContext';

/** By first word, phrases with what they are confused with. */
const confusables = new Map<string, { readonly words: readonly string[]; readonly others: readonly string[] }[]>();
for (const set of confusionSets) {
  for (const phrase of set) {
    const words = phrase.split(' ');
    const known = confusables.get(words[0]!) ?? [];
    known.push({ words, others: set.filter((other) => other !== phrase) });
    confusables.set(words[0]!, known);
  }
}

/** Words of similar sound or spelling: their/there, affect/effect. */
export function confusionEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    if (!words[index]!.editable) continue;
    for (const { words: phrase, others } of confusables.get(words[index]!.lower) ?? []) {
      if (!phrase.every((part, i) => words[index + i]?.lower === part && words[index + i]!.editable)) continue;
      for (const other of others) edits.replace(index, index + phrase.length, other, 'confusion');
    }
  }
}
