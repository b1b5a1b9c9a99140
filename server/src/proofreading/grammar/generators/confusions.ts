import { confusionSets } from '../../confusion/confusionSets';
import { type CandidateContext, exchange } from '../candidateContext';
import { PhraseSets } from '../phraseSets';

/** Beside those of writers in general, what learners mix up. */
const learners = PhraseSets.parse(`
  alone lonely
  cause because
  cloth clothes
  fell felt fall feel
  hard hardly
  late lately
  like likely
  live leave life
  near nearly nearby
  of off
  some_times sometimes
  sometime sometimes some_time
  thing think
  there their they're
  to too
  where were was
  who's whose
  your you're
  good well
  person personal
  man men
  woman women
  rise raise arise
  lie lay
  sit seat set
  sign signal
  story history
  quite quiet
  every_things everything
  any_thing anything
  some_one someone
  for_example such_as
  by_the_way anyway
`);
const shared = new PhraseSets(confusionSets);

/** Words of similar sound or spelling, and slips that make another word: their/there, affect/effect, form/from. */
export function confusionEdits(context: CandidateContext): void {
  const { words, edits, resources } = context;
  for (let index = 0; index < words.length; index++) {
    if (!words[index]!.editable) continue;
    for (const { words: phrase, intended } of resources.confusions.startingWith(words[index]!.lower)) {
      if (!phrase.every((part, i) => words[index + i]?.lower === part && words[index + i]!.editable)) continue;
      for (const { form } of intended) edits.replace(index, index + phrase.length, form, 'confusion');
    }
  }
  exchange(context, shared, 'confusion');
  exchange(context, learners, 'confusion');
}
