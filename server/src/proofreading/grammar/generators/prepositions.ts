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
const inserted = 'to of in for on with at by from about as'.split(' ');

const phraseSets = PhraseSets.parse(`
  because because_of due_to
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
    for (const preposition of missing(context, index)) edits.insert(index, preposition, 'preposition-insert');
  }
  exchange(context, phraseSets, 'preposition-replace');
}

const NONE: readonly string[] = [];
const beforeVerb = ['to'];
/** `something to talk about.` */
const stranded = 'to of in for on with at about from'.split(' ');
const opensComplement =
  WordKind.Noun |
  WordKind.Adjective |
  WordKind.Determiner |
  WordKind.Quantifier |
  WordKind.Pronoun |
  WordKind.Number |
  WordKind.Conjunction;

/** What may be missing before the token: a preposition comes after a word, and before what may open a noun phrase or end the clause. */
function missing({ words }: CandidateContext, index: number): readonly string[] {
  const before = words[index - 1];
  const word = words[index]!;
  if (before === undefined || isOnly(before, WordKind.Mark | WordKind.Determiner | WordKind.Preposition)) return NONE;
  if (endsPhrase(word)) return mayBe(before, WordKind.Verb | WordKind.Noun | WordKind.Adjective) ? stranded : NONE;
  if (!hasGap(words, index)) return NONE;
  if (mayBe(word, opensComplement) || word.lower.endsWith('ing')) return inserted;
  return mayBe(word, WordKind.Verb | WordKind.Auxiliary) ? beforeVerb : NONE;
}
