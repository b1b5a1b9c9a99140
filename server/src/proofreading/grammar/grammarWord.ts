import { letterCase } from '../../lexicon/letterCase';
import type { Token } from '../../text/token';
import type { GrammarSentence } from './grammarEdit';
import type { GrammarLexicon } from './grammarResources';

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
  /** Whether another word may be put in before it. */
  readonly gapBefore: boolean;
}

const latinWord = /^[A-Za-z]+(?:'[A-Za-z]+)?'?$/;
/** After these a sentence begins anew. */
const opening = /^["'(:\u2014\u2026[]$/;

/** Tokens with what the generators ask of each again and again. */
export function grammarWords({ text, tokens }: GrammarSentence, lexicon: GrammarLexicon): GrammarWord[] {
  let quoted = false;
  return tokens.map((token, index) => {
    if (token.form === '"') quoted = !quoted;
    const written = text.slice(token.start, token.end);
    const lower = token.form.toLowerCase();
    const isWord = token.kind === 'word';
    const known = isWord && lexicon.indexOf(lower === 'i' ? 'I' : lower) >= 0;
    const latin = isWord && written.length === token.form.length && latinWord.test(token.form);
    const capitals = letterCase(token.form);
    const name =
      token.form !== 'I' &&
      (capitals === 'mixed' ||
        (capitals === 'upper' && token.form.length > 1) ||
        (capitals === 'capitalized' &&
          !(index === 0 || opening.test(tokens[index - 1]!.form)) &&
          !/^I'/.test(token.form)));
    const compound = isJoined(tokens, index);
    const editable = latin && !name && !compound && !(quoted && !known);
    return { token, written, lower, isWord, editable, known, gapBefore: index === 0 || token.spaceBefore };
  });
}

/** Beside a hyphen or a slash, without a space. */
const isJoined = (tokens: readonly Token[], index: number): boolean =>
  (!tokens[index]!.spaceBefore && /^[-/'\u2019]$/.test(tokens[index - 1]?.form ?? '')) ||
  (tokens[index + 1]?.spaceBefore === false && /^[-/]$/.test(tokens[index + 1]!.form));
