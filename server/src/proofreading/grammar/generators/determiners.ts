import type { Token } from '../../../text/token';
import { initialSound } from '../../mechanics/initialSound';
import { type CandidateContext, exchange } from '../candidateContext';
import { articles, demonstratives, possessives } from '../closedClasses';
import { hasGap, isOnly, mayBe } from '../grammarWord';
import { PhraseSets } from '../phraseSets';
import { WordKind } from '../wordKind';

/** What a determiner may become; `a` stands for both forms of the article. */
const exchangeable = 'a the this that these those my your his her its our their some any'.split(' ');
const replaceable: ReadonlySet<string> = new Set([
  ...articles,
  ...demonstratives,
  ...possessives,
  ...'some any every each all another no one'.split(' '),
]);

const quantifierSets = PhraseSets.parse(`
  much many a_lot_of lots_of
  much a_lot very_much
  few a_few
  little a_little
  few little
  less fewer
  all every each both
  every all_the
  all the_whole
  other another others the_other the_others
  some any several
  no any
  no not
  no not_any
  most most_of most_of_the the_most
  all all_of
  all all_the
  some some_of
  many many_of
  both both_of
  each each_of
  such so such_a
  lot_of lots_of
  one a
`);

/** Articles and other determiners: put in, taken out, replaced. */
export function determinerEdits(context: CandidateContext): void {
  const { words, edits } = context;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const next = words[index + 1];
    if (word.editable && replaceable.has(word.lower)) {
      for (const determiner of exchangeable) {
        const form = determiner === 'a' ? indefinite(next?.token) : determiner;
        if (form !== word.lower) edits.replace(index, index + 1, form, 'determiner-replace');
      }
      if (articles.has(word.lower)) {
        edits.replace(index, index + 1, word.lower === 'a' ? 'an' : 'a', 'determiner-replace');
      }
      if (next !== undefined) edits.delete(index, index + 1, 'determiner-delete');
    }
    if (!lacksDeterminer(context, index)) continue;
    edits.insert(index, 'the', 'determiner-insert');
    edits.insert(index, indefinite(word.token), 'determiner-insert');
  }
  exchange(context, quantifierSets, 'determiner-replace');
}

const opensNounPhrase = WordKind.Noun | WordKind.Adjective | WordKind.Number | WordKind.Quantifier | WordKind.Adverb;

/** Whether a noun phrase without a determiner may begin at `index`. */
function lacksDeterminer({ words }: CandidateContext, index: number): boolean {
  const word = words[index]!;
  const before = words[index - 1];
  if (!hasGap(words, index) || (!mayBe(word, opensNounPhrase) && word.lower !== 'one')) return false;
  if (isOnly(word, WordKind.Adverb) && !mayBe(words[index + 1], WordKind.Adjective | WordKind.Adverb)) return false;
  return !mayBe(before, WordKind.Determiner | WordKind.Number) && !isOnly(before, WordKind.Adjective);
}

const indefinite = (token: Token | undefined): 'a' | 'an' =>
  token !== undefined && initialSound(token, false) === 'vowel' ? 'an' : 'a';
