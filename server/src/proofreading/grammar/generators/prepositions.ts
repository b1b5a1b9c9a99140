import { type CandidateContext, exchange } from '../candidateContext';
import { endsPhrase, hasGap, isOnly, mayBe } from '../grammarWord';
import { PhraseSets } from '../phraseSets';
import { WordKind } from '../wordKind';

/** In place of another: the most frequent ones. */
const replacing =
  'of in to for on with at by from about as into during over through after before among between since until than like'.split(
    ' ',
  );
/** Put in where none is. */
const inserted = 'to of in for on with at from about'.split(' ');

const phraseSets = PhraseSets.parse(`
  because because_of due_to
  for because_of
  due due_to
  despite in_spite_of
  out out_of
  next next_to
  according according_to
  instead instead_of
  in_order_to to
  such_as like as
  on_the in_the at_the
  up_to until
`);

/** Prepositions: put in, taken out, replaced. */
export function prepositionEdits(context: CandidateContext): void {
  const { words, edits } = context;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.editable && mayBe(word, WordKind.Preposition)) {
      for (const preposition of replacing) edits.replace(index, index + 1, preposition, 'preposition-replace');
      edits.delete(index, index + 1, 'preposition-delete');
      continue;
    }
    const infinitive = mayBe(words[index - 1], WordKind.Verb) && word.analyses.some(({ tag }) => tag === 'VB');
    for (const preposition of missing(context, index)) {
      edits.insert(index, preposition, preposition === 'to' && infinitive ? 'verb-form' : 'preposition-insert');
    }
  }
  exchange(context, phraseSets, 'preposition-replace');
}

const NONE: readonly string[] = [];
const beforeVerb = ['to'];
const modifiers = 'of in for to at on'.split(' ');
/** `something to talk about.` */
const stranded = 'to of in for on with at about from'.split(' ');
const opensQuestion = /^(?:wh(?:at|ich|om|ere|o|ether)|how)$/;
const opensComplement =
  WordKind.Noun | WordKind.Adjective | WordKind.Determiner | WordKind.Quantifier | WordKind.Pronoun | WordKind.Number;

/** What may be missing before the token: a preposition comes after a word, and before what may open a noun phrase or end the clause. */
function missing({ words }: CandidateContext, index: number): readonly string[] {
  const before = words[index - 1];
  const word = words[index]!;
  if (before === undefined || isOnly(before, WordKind.Mark | WordKind.Determiner | WordKind.Preposition)) return NONE;
  if (endsPhrase(word)) return mayBe(before, WordKind.Verb | WordKind.Noun | WordKind.Adjective) ? stranded : NONE;
  if (!hasGap(words, index) || isSubject(before.lower) || isSubject(word.lower)) return NONE;
  if (word.lower.endsWith('ing')) return inserted;
  // Between an adjective and its noun, or between two nouns, there is seldom one.
  const modified = isOnly(before, WordKind.Adjective | WordKind.Noun | WordKind.Number | WordKind.Quantifier);
  if (mayBe(word, opensComplement) || opensQuestion.test(word.lower))
    return modified && isOnly(word, WordKind.Noun | WordKind.Adjective) ? modifiers : inserted;
  return mayBe(word, WordKind.Verb | WordKind.Auxiliary) ? beforeVerb : NONE;
}

const isSubject = (lower: string): boolean => /^(?:i|he|she|we|they)$/.test(lower);
