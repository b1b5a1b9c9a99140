import type { Analysis, PartOfSpeech } from '../../lexicon/inflections';
import type { Token } from '../../text/token';
import {
  auxiliaries,
  conjunctions,
  determiners,
  fixedAdverbs,
  numbers,
  prepositions,
  pronouns,
  quantifiers,
} from './closedClasses';

/** What a token may be in a sentence, as bits: most words may be several things. */
export enum WordKind {
  Noun = 1,
  Verb = 2,
  Adjective = 4,
  Adverb = 8,
  Determiner = 16,
  Quantifier = 32,
  Preposition = 64,
  Pronoun = 128,
  Auxiliary = 256,
  Conjunction = 512,
  Number = 1024,
  Mark = 2048,
}

const closedClasses: readonly (readonly [ReadonlySet<string>, WordKind])[] = [
  [determiners, WordKind.Determiner],
  [quantifiers, WordKind.Quantifier],
  [prepositions, WordKind.Preposition],
  [pronouns, WordKind.Pronoun],
  [auxiliaries, WordKind.Auxiliary],
  [conjunctions, WordKind.Conjunction],
  [fixedAdverbs, WordKind.Adverb],
  [numbers, WordKind.Number],
];
const kindsOfClosed = new Map<string, number>();
for (const [words, kind] of closedClasses)
  for (const word of words) kindsOfClosed.set(word, (kindsOfClosed.get(word) ?? 0) | kind);

const kindOf: Readonly<Record<PartOfSpeech, WordKind>> = {
  noun: WordKind.Noun,
  verb: WordKind.Verb,
  adjective: WordKind.Adjective,
  adverb: WordKind.Adverb,
};
/** A token of its own after the noun it belongs to. */
const possessive = /^'s?$/;
/** A subject and its auxiliary. */
const contraction = /^[a-z]+'(?:s|m|re|ve|ll|d)$/;
const open = WordKind.Noun | WordKind.Verb | WordKind.Adjective | WordKind.Adverb;

/** Whether the word, in small letters, belongs to a closed class. */
export const isClosed = (lower: string): boolean => kindsOfClosed.has(lower);

/** The kinds of a token; of a word nobody knows, all open ones; of a name, a formula or code, a noun. */
export function kindsOf(
  token: Pick<Token, 'kind' | 'form'>,
  lower: string,
  analyses: readonly Analysis[],
  known: boolean,
): number {
  if (token.kind === 'punctuation') return WordKind.Mark;
  if (token.kind === 'number') return WordKind.Number;
  if (token.kind !== 'word') return WordKind.Noun;
  if (possessive.test(lower)) return WordKind.Determiner;
  if (contraction.test(lower)) return WordKind.Pronoun | WordKind.Auxiliary;
  const closed = kindsOfClosed.get(lower);
  if (closed !== undefined) return closed;
  const kinds = analyses.reduce((bits, { partOfSpeech }) => bits | kindOf[partOfSpeech], 0);
  return kinds === 0 ? (known ? WordKind.Noun : open) : kinds;
}
