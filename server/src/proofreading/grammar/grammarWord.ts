import type { Analysis } from '../../lexicon/inflections';
import { letterCase } from '../../lexicon/letterCase';
import type { Token } from '../../text/token';
import type { GrammarSentence } from './grammarEdit';
import type { GrammarResources } from './grammarResources';
import { isClosed, kindsOf, WordKind } from './wordKind';

/** A token as the generators see it. */
export interface GrammarWord {
  readonly token: Token;
  /** As it is in the text. */
  readonly written: string;
  /** Small letters, straight apostrophes. */
  readonly lower: string;
  readonly isWord: boolean;
  /** A word that may be replaced: no name, no abbreviation, no part of a compound, nothing of an identifier. */
  readonly editable: boolean;
  /** Whether the lexicon lists it in small letters. */
  readonly known: boolean;
  /** Of a closed class. */
  readonly closed: boolean;
  /** `WordKind` bits. */
  readonly kinds: number;
  /** Readings as forms of open-class lemmas; none of a word of a closed class. */
  readonly analyses: readonly Analysis[];
}

const latinWord = /^[A-Za-z]+(?:'[A-Za-z]+)?'?$/;
/** After these a sentence begins, and its first word has a capital. */
const opening = /^["'(:.?!\u2014\u2026[]$/;

/** Tokens with what the generators ask of each again and again. */
export function grammarWords(
  { text, tokens }: GrammarSentence,
  { lexicon, inflections }: GrammarResources,
): GrammarWord[] {
  let quoted = false;
  return tokens.map((token, index) => {
    if (token.form === '"') quoted = !quoted;
    const written = text.slice(token.start, token.end);
    const lower = token.form.toLowerCase();
    const isWord = token.kind === 'word';
    const closed = isWord && isClosed(lower);
    const known = isWord && (closed || lower.startsWith("i'") || lexicon.indexOf(lower) >= 0);
    const latin = isWord && written.length === token.form.length && latinWord.test(token.form);
    const editable =
      latin &&
      !(quoted && !known) &&
      !isJoined(tokens, index) &&
      !isName(token.form, index === 0 || startsAnew(tokens, index));
    const analyses = editable && !closed ? inflections.analysesOf(lower) : NONE;
    return {
      token,
      written,
      lower,
      isWord,
      editable,
      known,
      closed,
      analyses,
      kinds: kindsOf(token, lower, analyses, known),
    };
  });
}

const NONE: readonly Analysis[] = [];

const startsAnew = (tokens: readonly Token[], index: number): boolean => opening.test(tokens[index - 1]!.form);

/** Capitals that are not a sentence's: names, abbreviations. */
function isName(form: string, first: boolean): boolean {
  if (form === 'I' || form.startsWith("I'")) return false;
  const shape = letterCase(form);
  return shape === 'mixed' || (shape === 'upper' && form.length > 1) || (shape === 'capitalized' && !first);
}

/** Beside a hyphen or a slash, without a space. */
const isJoined = (tokens: readonly Token[], index: number): boolean =>
  (!tokens[index]!.spaceBefore && /^[-/'\u2019]$/.test(tokens[index - 1]?.form ?? '')) ||
  (tokens[index + 1]?.spaceBefore === false && /^[-/]$/.test(tokens[index + 1]!.form));

/** Whether the word may be one of the kinds, given as bits. */
export const mayBe = (word: GrammarWord | undefined, kinds: number): boolean =>
  word !== undefined && (word.kinds & kinds) !== 0;

/** Whether the word may be nothing but these kinds. */
export const isOnly = (word: GrammarWord | undefined, kinds: number): boolean =>
  word !== undefined && (word.kinds & ~kinds) === 0;

/** Whether a word could be put in before the token: white space is there. */
export const hasGap = (words: readonly GrammarWord[], index: number): boolean =>
  index === 0 || words[index]!.token.spaceBefore;

/** Whether a clause or a phrase may end before the token: a mark, or the sentence's end. */
export const endsPhrase = (word: GrammarWord | undefined): boolean =>
  word === undefined || (word.kinds === WordKind.Mark && /^[,;:.!?)\]}"]$/.test(word.token.form));
