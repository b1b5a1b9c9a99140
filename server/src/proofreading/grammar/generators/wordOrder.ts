import type { CandidateContext } from '../candidateContext';
import { contractedSubject, type GrammarWord, isOnly, mayBe } from '../grammarWord';
import { WordKind } from '../wordKind';

/** Farthest that an adverb moves, in words. */
const REACH = 4;

/** Neighbours that change places, and adverbs that move over a few words. */
export function wordOrderEdits(context: CandidateContext): void {
  const { words } = context;
  for (let index = 0; index + 1 < words.length; index++) {
    if (!areMovable(context, index, index + 2)) continue;
    if (maySwap(words[index]!, words[index + 1]!)) move(context, index, index + 1, index + 2);
    for (let end = index + 3; end <= Math.min(words.length, index + 1 + REACH); end++) {
      if (!areMovable(context, index, end)) break;
      if (mayMove(context, index)) move(context, index, index + 1, end);
      if (mayMove(context, end - 1)) move(context, index, end - 1, end);
    }
  }
}

/** Words [middle, end) come before [start, middle). */
function move({ words, edits }: CandidateContext, start: number, middle: number, end: number): void {
  const moved = [...words.slice(middle, end), ...words.slice(start, middle)];
  edits.replace(start, end, moved.map(({ lower }) => lower.replace(/^i(?=$|')/, 'I')).join(' '), 'word-order');
}

/** Not what is alike, and nothing with what opens the phrase it stands in. */
function maySwap(one: GrammarWord, other: GrammarWord): boolean {
  const fixed = WordKind.Determiner | WordKind.Preposition | WordKind.Conjunction;
  if (isOnly(one, fixed) || isOnly(other, WordKind.Determiner | WordKind.Conjunction)) return false;
  if (isOnly(other, WordKind.Preposition)) return mayBe(one, WordKind.Pronoun);
  return !(isOnly(one, WordKind.Noun) && isOnly(other, WordKind.Noun));
}

function mayMove({ words }: CandidateContext, index: number): boolean {
  const word = words[index];
  if (mayBe(word, WordKind.Adverb)) return true;
  return (
    mayBe(word, WordKind.Auxiliary | WordKind.Pronoun) &&
    !mayBe(word, WordKind.Determiner) &&
    contractedSubject(word) === undefined
  );
}

/** Words of small letters, apart by spaces alone. */
const areMovable = ({ words }: CandidateContext, start: number, end: number): boolean =>
  words.slice(start, end).every(({ editable, token }, i) => editable && (i === 0 || token.spaceBefore));
