import { CharacterClass, classOfUnit, normalizeForm } from './characterClasses';
import { isUnitSymbol } from './identifiers';
import { RunTokenizer } from './runTokenizer';
import type { Span } from './span';
import type { Token, TokenKind } from './token';

/** Marks after which a word is surely over when white space follows. */
const closing = new Uint8Array(128);
for (const mark of ',.;:!?)"') closing[mark.charCodeAt(0)] = 1;

/**
 * Words, numbers, marks and identifiers of `span`, ascending and disjoint; white space and ABSENT are in none.
 *
 * Plain words are scanned by code unit; a run with anything else in it (digits, inner marks, capitals or stops, ABSENT) goes through
 * `RunTokenizer`. Word boundaries are those of `Intl.Segmenter` (UAX #29) with our rules for clitics, hyphens, stops and identifiers.
 * Linear in the length of the span.
 */
export function tokenize(text: string, span: Span): Token[] {
  const tokens: Token[] = [];
  const runs = new RunTokenizer(text, tokens);
  const end = Math.min(span.end, text.length);
  let index = span.start;
  let spaceBefore = true;
  while (index < end) {
    const first = classOfUnit(text.charCodeAt(index));
    if (first === CharacterClass.Space) {
      spaceBefore = true;
      index++;
      continue;
    }
    if (first <= CharacterClass.Upper) {
      let after = index + 1;
      while (after < end && classOfUnit(text.charCodeAt(after)) === CharacterClass.Lower) after++;
      if (after === end || classOfUnit(text.charCodeAt(after)) === CharacterClass.Space) {
        pushWord(tokens, text, index, after, spaceBefore);
        index = after;
        continue;
      }
      if (
        closing[text.charCodeAt(after)] === 1 &&
        (after + 1 === end || classOfUnit(text.charCodeAt(after + 1)) === CharacterClass.Space)
      ) {
        pushWord(tokens, text, index, after, spaceBefore);
        tokens.push({
          start: after,
          end: after + 1,
          kind: 'punctuation',
          form: text.charAt(after),
          spaceBefore: false,
        });
        index = after + 1;
        spaceBefore = true;
        continue;
      }
    }
    let runEnd = index;
    while (runEnd < end && classOfUnit(text.charCodeAt(runEnd)) !== CharacterClass.Space) runEnd++;
    if (runs.tokenize(index, runEnd, spaceBefore)) spaceBefore = false;
    index = runEnd;
  }
  return tokens;
}

function pushWord(tokens: Token[], text: string, start: number, end: number, spaceBefore: boolean): void {
  const form = text.slice(start, end);
  let kind: TokenKind = 'word';
  if (tokens.length > 0 && tokens[tokens.length - 1]!.kind === 'number' && isUnitSymbol(form)) kind = 'identifier';
  tokens.push({ start, end, kind, form: normalizeForm(form), spaceBefore });
}
