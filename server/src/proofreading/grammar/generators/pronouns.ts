import { type CandidateContext, exchange } from '../candidateContext';
import { personalPronouns } from '../closedClasses';
import { contractedSubject, endsPhrase, hasGap, mayBe } from '../grammarWord';
import { PhraseSets } from '../phraseSets';
import { WordKind } from '../wordKind';

const sets = PhraseSets.parse(`
  i me my mine myself
  you your yours yourself yourselves
  he him his himself
  she her hers herself
  it its itself
  we us our ours ourselves
  they them their theirs themselves
  he she it they
  him her it them
  his her its their
  himself herself itself themselves
  i we you they
  me us you
  my our your
  it this that
  they these those
  it they them these those
  this these
  that those
  one ones it them
  which that who what whom whose where when
  which and_which
  someone anyone everyone somebody anybody everybody nobody no_one
  something anything everything nothing
  somewhere anywhere everywhere nowhere
  there it they here
  each_other themselves one_another ourselves
  there_is it_is
  there_are they_are
  there_was it_was
  in_which where which
`);

const superfluous: ReadonlySet<string> = new Set([
  ...personalPronouns,
  ...'myself yourself itself themselves one there this that'.split(' '),
]);
/** The subject of a verb without one. */
const subjects = 'it I you we they he she there'.split(' ');
const singular = 'it he she there'.split(' ');
/** The object of a verb without one, before the clause ends or goes on. */
const objects = 'it them me'.split(' ');

/** Pronouns: put in, taken out, replaced. */
export function pronounEdits(context: CandidateContext): void {
  const { words, edits } = context;
  exchange(context, sets, 'pronoun');
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const before = words[index - 1];
    if (word.editable && superfluous.has(word.lower)) edits.delete(index, index + 1, 'pronoun');
    if (lacksSubject(context, index)) {
      const third =
        /^(?:is|was|has|does|isn't|wasn't|hasn't|doesn't)$/.test(word.lower) || word.analyses[0]?.tag === 'VBZ';
      for (const pronoun of third ? singular : subjects) edits.insert(index, pronoun, 'pronoun');
    }
    const goesOn = endsPhrase(word) || mayBe(word, WordKind.Preposition | WordKind.Conjunction | WordKind.Adverb);
    if (goesOn && hasSpaceOrMark(context, index) && mayBe(before, WordKind.Verb | WordKind.Preposition)) {
      for (const pronoun of objects) edits.insert(index, pronoun, 'pronoun');
    }
  }
}

const hasSpaceOrMark = ({ words }: CandidateContext, index: number): boolean =>
  endsPhrase(words[index]) || hasGap(words, index);

/** A verb or an auxiliary after what begins a clause, or at the start. */
function lacksSubject({ words }: CandidateContext, index: number): boolean {
  const word = words[index]!;
  const before = words[index - 1];
  if (!mayBe(word, WordKind.Verb | WordKind.Auxiliary) || !hasGap(words, index)) return false;
  // `we've`: the subject is there.
  if (contractedSubject(word) !== undefined || contractedSubject(before) !== undefined) return false;
  return index === 0 || mayBe(before, WordKind.Conjunction | WordKind.Mark | WordKind.Verb | WordKind.Auxiliary);
}
