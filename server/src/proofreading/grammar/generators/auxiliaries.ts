import { type CandidateContext, exchange } from '../candidateContext';
import { type GrammarWord, hasGap, isOnly, mayBe } from '../grammarWord';
import { PhraseSets } from '../phraseSets';
import { agrees, subjectBefore } from '../subject';
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
  am have_been
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

const beForms = 'is are was were am'.split(' ');
const haveForms = 'have has had'.split(' ');
const doForms = 'do does did'.split(' ');
const modals = 'will would can could should'.split(' ');

/** Auxiliaries and modals: put in, taken out, replaced, in the number or tense of others. */
export function auxiliaryEdits(context: CandidateContext): void {
  const { words, edits } = context;
  exchange(context, agreement, 'agreement');
  exchange(context, tenses, 'verb-tense');
  exchange(context, others, 'auxiliary');
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.editable && mayBe(word, WordKind.Auxiliary)) edits.delete(index, index + 1, 'auxiliary');
    const subject = subjectBefore(words, index);
    for (const auxiliary of new Set(missing(words, index))) {
      if (agrees(auxiliary, subject)) edits.insert(index, auxiliary, 'auxiliary');
    }
  }
}

const opensQuestion = /^(?:wh(?:at|en|ere|o|om|y|ich)|how)$/;
const subjects = WordKind.Noun | WordKind.Pronoun | WordKind.Adverb | WordKind.Conjunction;
/** What may follow `be` or `have` as its complement. */
const complements = WordKind.Determiner | WordKind.Quantifier | WordKind.Preposition | WordKind.Pronoun | WordKind.Noun;

/** What may be missing before the token, where a subject, an adverb or another auxiliary is before it. */
function missing(words: readonly GrammarWord[], index: number): readonly string[] {
  const before = words[index - 1];
  const word = words[index]!;
  if (before === undefined || !hasGap(words, index) || word.kinds === WordKind.Mark) return NONE;
  const participle = word.analyses.some(({ tag }) => tag === 'VBN');
  if (before.lower === 'to') return participle || mayBe(word, WordKind.Adjective) ? ['be', 'have'] : NONE;
  if (mayBe(before, WordKind.Auxiliary)) return ['be', 'been', 'have'];
  if (!mayBe(before, subjects)) return NONE;
  if (word.lower === 'be' || word.lower === 'have') return modals;
  if (word.lower === 'been') return haveForms;
  if (word.lower === 'not') return [...doForms, ...beForms, ...haveForms, ...modals];
  if (opensQuestion.test(before.lower) && mayBe(word, WordKind.Pronoun)) return [...doForms, ...beForms, ...modals];
  const found: string[] = [];
  if (word.lower.endsWith('ing')) found.push(...beForms);
  if (participle) found.push(...haveForms, ...beForms);
  if (word.analyses.some(({ tag }) => tag === 'VB')) found.push(...modals, ...doForms);
  if (mayBe(word, WordKind.Adjective) && !isOnly(before, WordKind.Adverb)) found.push(...beForms);
  if (mayBe(before, WordKind.Pronoun | WordKind.Noun) && mayBe(word, complements)) {
    if (mayBe(before, WordKind.Pronoun) || !mayBe(word, WordKind.Noun)) found.push(...beForms, ...haveForms);
  }
  return found;
}

const NONE: readonly string[] = [];
