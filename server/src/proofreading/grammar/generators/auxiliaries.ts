import { type CandidateContext, exchange } from '../candidateContext';
import { endsPhrase, hasGap, isOnly, mayBe } from '../grammarWord';
import { PhraseSets } from '../phraseSets';
import { WordKind } from '../wordKind';

const agreement = PhraseSets.parse(`
  am is are
  was were
  has have
  does do
  isn't aren't
  wasn't weren't
  hasn't haven't
  doesn't don't
  it's they're
`);
const tenses = PhraseSets.parse(`
  is was
  are were
  am was
  has had
  have had having
  do did
  does did
  don't didn't
  doesn't didn't
  isn't wasn't
  aren't weren't
  haven't hadn't
  hasn't hadn't
  be been being
  be is
  be are
  be am
  be was
  be were
  been is
  been was
  been were
  being is
  being are
  being was
  is has_been
  are have_been
  was has_been
  was had_been
  were had_been
  were have_been
  is will_be
  are will_be
  was would_be
  been have_been
  been has_been
  been had_been
  had have_had
  did have_done
`);
const others = PhraseSets.parse(`
  will would can could should may might must shall
  can have_to
  must have_to has_to had_to
  should need_to have_to
  could was_able_to
  would used_to
  used_to use_to
  is has
  are have
  was had
  were had
  be have
  been had
  being having
  is does
  are do
  was did
  were did
  do have
  does has
  did had
  cannot can_not can't could_not couldn't
  can't couldn't won't wouldn't shouldn't don't didn't doesn't
  isn't doesn't
  aren't don't
  wasn't didn't
  don't am_not
  is_not does_not
  are_not do_not
  was_not did_not
  there_is there_are
  there_was there_were
`);

/** Before a verb, an adjective, a noun: what may be missing. */
const inserted = 'is are was were be been have has had will would can could should do does did am'.split(' ');

/** Auxiliaries and modals: put in, taken out, replaced, in the number or tense of others. */
export function auxiliaryEdits(context: CandidateContext): void {
  const { words, edits } = context;
  exchange(context, agreement, 'agreement');
  exchange(context, tenses, 'verb-tense');
  exchange(context, others, 'auxiliary');
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.editable && mayBe(word, WordKind.Auxiliary)) edits.delete(index, index + 1, 'auxiliary');
    if (mayLackAuxiliary(context, index)) {
      for (const auxiliary of inserted) edits.insert(index, auxiliary, 'auxiliary');
    }
  }
}

const subject = WordKind.Noun | WordKind.Pronoun | WordKind.Auxiliary | WordKind.Adverb | WordKind.Conjunction;
const predicate = WordKind.Verb | WordKind.Adjective | WordKind.Auxiliary | WordKind.Adverb;
/** `She a doctor`. */
const nominalPredicate = WordKind.Determiner | WordKind.Preposition | WordKind.Pronoun | WordKind.Conjunction;

/** Whether the token may be a predicate's first, with its subject, an adverb or another auxiliary before it. */
function mayLackAuxiliary({ words }: CandidateContext, index: number): boolean {
  const before = words[index - 1];
  const word = words[index]!;
  if (before === undefined || !hasGap(words, index) || endsPhrase(word)) return false;
  if (mayBe(before, subject))
    return mayBe(word, predicate) || (mayBe(before, WordKind.Pronoun) && mayBe(word, nominalPredicate));
  return before.lower === 'to' && !isOnly(word, WordKind.Verb | WordKind.Determiner);
}
