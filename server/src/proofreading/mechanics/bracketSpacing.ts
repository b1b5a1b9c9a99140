import type { Token } from '../../text/token';
import type { Finding } from '../finding';
import { type Message, messageOf } from '../message';
import { gapBetween, type MechanicsContext, slip } from './mechanicsContext';
import { isPlainWord, isProse } from './plainWords';

/** Spaces inside round brackets, and those forgotten outside of them; `index` is a closing bracket's. */
export function checkBracketSpacing(context: MechanicsContext, index: number, findings: Finding[]): void {
  const { tokens } = context.sentence;
  if (tokens[index]!.form !== ')') return;
  let open = index - 1;
  while (open >= 0 && tokens[open]!.form !== '(' && tokens[open]!.form !== ')') open--;
  if (open < 0 || tokens[open]!.form !== '(' || open + 1 >= index) return;
  const moved = spaceOnWrongSide(context, open, index);
  if (moved !== undefined) {
    findings.push(moved);
    return;
  }
  inside(context, open, index, findings);
  outside(context, open, index, findings);
}

/** `word( word)`. */
function spaceOnWrongSide(
  { text, sentence: { tokens } }: MechanicsContext,
  open: number,
  close: number,
): Finding | undefined {
  const [before, opening, first] = [tokens[open - 1], tokens[open]!, tokens[open + 1]!];
  if (
    before === undefined ||
    !isPlainWord(before) ||
    opening.spaceBefore ||
    tokens[close]!.spaceBefore ||
    !isProse(first)
  )
    return undefined;
  if (gapBetween(text, before, opening) !== '' || gapBetween(text, opening, first) !== ' ') return undefined;
  return slip({
    start: opening.start,
    end: first.start,
    kind: 'spacing',
    code: 'space-on-wrong-side',
    message: messageOf('The space belongs before "{0}", not after it.', '('),
    confidence: 0.85,
    replacements: [' ('],
  });
}

/** `( word)` and `(word )`; spaces on both sides are a style. */
function inside(
  { text, sentence: { tokens } }: MechanicsContext,
  open: number,
  close: number,
  findings: Finding[],
): void {
  const [opening, first, last, closing] = [tokens[open]!, tokens[open + 1]!, tokens[close - 1]!, tokens[close]!];
  if (first.spaceBefore === closing.spaceBefore || !isProse(first) || !isPlainWord(last)) return;
  const [start, end] = first.spaceBefore ? [opening, first] : [last, closing];
  if (!/^ {1,2}$/.test(gapBetween(text, start, end))) return;
  const bracket = first.spaceBefore ? opening : closing;
  findings.push(
    slip({
      start: first.spaceBefore ? opening.start : last.end,
      end: first.spaceBefore ? first.start : closing.end,
      kind: 'spacing',
      code: 'space-inside-brackets',
      message: first.spaceBefore
        ? messageOf('There is no space after "{0}".', bracket.form)
        : messageOf('There is no space before "{0}".', bracket.form),
      confidence: 0.85,
      replacements: [bracket.form],
    }),
  );
}

/** `word(some words)` and `(some words)word`: more than one word, so that it is no call and no `file(s)`. */
function outside(
  { text, sentence: { tokens } }: MechanicsContext,
  open: number,
  close: number,
  findings: Finding[],
): void {
  const content = tokens.slice(open + 1, close);
  if (content.length < 2 || !content.every((token, i) => isProse(token) && token.spaceBefore === i > 0)) return;
  const [before, opening, closing, after] = [tokens[open - 1], tokens[open]!, tokens[close]!, tokens[close + 1]];
  if (before !== undefined && isPlainWord(before) && gapBetween(text, before, opening) === '')
    findings.push(forgotten(opening, messageOf('A space is missing before "{0}".', '('), ' ('));
  if (after !== undefined && isPlainWord(after) && gapBetween(text, closing, after) === '')
    findings.push(forgotten(closing, messageOf('A space is missing after "{0}".', ')'), ') '));
}

const forgotten = (bracket: Token, message: Message, replacement: string): Finding =>
  slip({
    start: bracket.start,
    end: bracket.end,
    kind: 'spacing',
    code: 'space-around-brackets',
    message,
    confidence: 0.85,
    replacements: [replacement],
  });
