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

/** Up to forty letters: what is longer is no word, and takes long to look up part by part. */
const latinWord = /^(?=.{1,40}$)[A-Za-z]+(?:'[A-Za-z]+)?'?$/;
/** After these a sentence begins, and its first word has a capital. */
const opening = /^["'(:.?!\u2014\u2026[]$/;

/** Tokens with what the generators ask of each again and again. */
export function grammarWords(
  { text, tokens }: GrammarSentence,
  { lexicon, inflections }: GrammarResources,
): GrammarWord[] {
  let quoted = false;
  return tokens.map((token, index): GrammarWord => {
    const { form } = token;
    if (form === '"') quoted = !quoted;
    const written = text.slice(token.start, token.end);
    const lower = form.toLowerCase();
    const isWord = token.kind === 'word';
    const isEntry = isWord && lexicon.indexOf(lower) >= 0;
    const starts = index === 0 || opening.test(tokens[index - 1]!.form);
    const isName = isWord && hasNameCapitals(form, starts && (isEntry || isClosed(lower) || lexicon.indexOf(form) < 0));
    const closed = isWord && !isName && isClosed(lower);
    const known = isEntry || closed || (isWord && pronounForms.test(lower));
    const latin = isWord && written.length === form.length && latinWord.test(form);
    const editable = latin && !isName && !(quoted && !known) && !isJoined(tokens, index);
    const analyses = editable && !closed ? inflections.analysesOf(lower) : NONE;
    const kinds = isName ? WordKind.Noun : kindsOf(token, lower, analyses, known);
    return { token, written, lower, isWord, editable, known, closed, analyses, kinds };
  });
}

const NONE: readonly Analysis[] = [];
/** `I'm`: the lexicon has it with a capital. */
const pronounForms = /^i'(?:m|ve|ll|d)$/;

/** Capitals that are not a sentence's, but of a name or an abbreviation. */
function hasNameCapitals(form: string, startsSentence: boolean): boolean {
  if (form === 'I' || form.startsWith("I'")) return false;
  const shape = letterCase(form);
  return shape === 'mixed' || (shape === 'upper' && form.length > 1) || (shape === 'capitalized' && !startsSentence);
}

/** Beside a hyphen or a slash, without a space. */
const isJoined = (tokens: readonly Token[], index: number): boolean =>
  (!tokens[index]!.spaceBefore && /^[-/'\u2019]$/.test(tokens[index - 1]?.form ?? '')) ||
  (tokens[index + 1]?.spaceBefore === false && /^[-/]$/.test(tokens[index + 1]!.form));

/** A pronoun with its auxiliary, `we've`: the pronoun; undefined of what is none. */
export const contractedSubject = (word: GrammarWord | undefined): string | undefined =>
  word?.editable === true ? /^([a-z]+)'(?:s|m|re|ve|ll|d)$/.exec(word.lower)?.[1] : undefined;

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
