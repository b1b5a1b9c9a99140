import { type CandidateContext, exchange } from '../candidateContext';
import { endsPhrase, type GrammarWord, hasGap, isOnly, mayBe } from '../grammarWord';
import { PhraseSets } from '../phraseSets';
import { WordKind } from '../wordKind';

const sets = PhraseSets.parse(`
  and or but so
  because since as so for
  although though but even_though
  however but although
  despite although
  when while if whenever where as
  if whether
  that if
  that how what why where which who
  how what
  than then that as from
  as like such_as
  unless if
  until till by when
  so that so_that
  therefore so thus and
  nor or and
  and as_well_as
  while during
  whereas while but
  after before since
  because that why
`);

const opensClause = WordKind.Pronoun | WordKind.Determiner | WordKind.Noun;

/** Conjunctions and relative pronouns: put in, taken out, replaced. */
export function conjunctionEdits(context: CandidateContext): void {
  const { words, edits } = context;
  exchange(context, sets, 'conjunction');
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.editable && mayBe(word, WordKind.Conjunction)) edits.delete(index, index + 1, 'conjunction');
    const before = words[index - 1];
    if (before === undefined || !hasGap(words, index) || endsPhrase(word) || mayBe(before, WordKind.Conjunction))
      continue;
    if (isOnly(before, WordKind.Determiner)) continue;
    if (!mayBe(word, WordKind.Conjunction)) edits.insert(index, 'and', 'conjunction');
    // A clause within the clause begins with its subject or, where the relative pronoun is the subject, with its verb.
    if (mayBe(word, opensClause) && mayBe(before, WordKind.Verb | WordKind.Adjective | WordKind.Noun))
      edits.insert(index, 'that', 'conjunction');
    if (isFiniteVerb(word) && mayBe(before, WordKind.Noun | WordKind.Pronoun)) {
      for (const relative of ['that', 'which', 'who']) edits.insert(index, relative, 'conjunction');
    }
    if (before.lower === ',')
      for (const conjunction of ['but', 'so', 'or']) edits.insert(index, conjunction, 'conjunction');
  }
}

const isFiniteVerb = (word: GrammarWord): boolean =>
  mayBe(word, WordKind.Auxiliary) || word.analyses.some(({ tag }) => /^VB[DPZ]?$/.test(tag));
