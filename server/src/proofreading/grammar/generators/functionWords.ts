import { wordList } from '../../../text/wordList';
import { type CandidateContext, exchange } from '../candidateContext';
import { endsPhrase, hasGap, mayBe } from '../grammarWord';
import { PhraseSets } from '../phraseSets';
import { WordKind } from '../wordKind';

const superfluous = wordList(`
  also too very just only not more most then all own even much so such quite really always already still yet again ever here there now
  up out down back other another many some
`);
const sets = PhraseSets.parse(`
  very really so too quite
  very very_much
  very_much a_lot
  much very
  much more
  also too either as_well
  also even
  neither either
  already yet still
  ago before earlier
  always ever never
  not no
  here there
  then than
  now nowadays
  maybe perhaps
  almost most mostly nearly
  so such such_a
  so very
  only just
  just even
  too to
  too_much too_many very_much
  again another_time
  no_longer not_anymore
  at_first first firstly
  at_last finally in_the_end
  another_hand the_other_hand
  more most
  many much
`);
/** Before adjectives and adverbs. */
const degree = 'more so'.split(' ');
/** Before verbs and after auxiliaries. */
const beforeVerb = 'not also'.split(' ');

/** Adverbs, particles and quantifiers that are missing, too many, or others. */
export function functionWordEdits(context: CandidateContext): void {
  const { words, edits } = context;
  exchange(context, sets, 'word-choice');
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.editable && superfluous.has(word.lower)) edits.delete(index, index + 1, 'function-word-delete');
    const before = words[index - 1];
    if (before === undefined || !hasGap(words, index) || endsPhrase(word)) continue;
    if (
      mayBe(word, WordKind.Adjective | WordKind.Adverb) &&
      mayBe(before, WordKind.Verb | WordKind.Auxiliary | WordKind.Determiner)
    ) {
      for (const adverb of degree) edits.insert(index, adverb, 'function-word-insert');
    }
    if (mayBe(before, WordKind.Auxiliary))
      for (const adverb of beforeVerb) edits.insert(index, adverb, 'function-word-insert');
  }
}
