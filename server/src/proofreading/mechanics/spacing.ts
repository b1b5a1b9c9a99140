import { isSentenceOpener } from '../../text/abbreviations';
import type { Token } from '../../text/token';
import type { Finding } from '../finding';
import { messageOf } from '../message';
import { checkBracketSpacing } from './bracketSpacing';
import { functionWords } from './functionWords';
import { gapBetween, type MechanicsContext, slip } from './mechanicsContext';
import { isPlainWord, isProse } from './plainWords';

/** Misplaced and forgotten spaces around marks and between words. Silent beside masked markup and in what may be code or alignment. */
export function checkSpacing(context: MechanicsContext): Finding[] {
  const { tokens } = context.sentence;
  const findings: Finding[] = [];
  const codeMarks = tokens.reduce((sum, token) => sum + (isSpacedCodeMark(token) ? 1 : 0), 0);
  const wideGaps: number[] = [];
  forgottenAfterSentence(context, findings);
  for (let index = 1; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.start - tokens[index - 1]!.end > 1) wideGaps.push(index);
    if (token.kind !== 'punctuation') continue;
    spaceBeforeMark(context, index, codeMarks > (isSpacedCodeMark(token) ? 1 : 0), findings);
    spaceOnWrongSide(context, index, findings);
    forgottenAfterMark(context, index, findings);
    forgottenAfterQuotation(context, index, findings);
    checkBracketSpacing(context, index, findings);
  }
  spaceInsideQuotes(context, findings);
  wideGap(context, wideGaps, findings);
  return findings;
}

/** A mark of operators and conditionals, set apart: `a ? b : c`, `x = y`. */
const isSpacedCodeMark = ({ kind, spaceBefore, form }: Token): boolean =>
  kind === 'punctuation' && spaceBefore && /^[?:!=+<>|/*]$/.test(form);

const beforeMarkConfidence: Readonly<Record<string, number>> = {
  ',': 0.95,
  '.': 0.93,
  ';': 0.85,
  '?': 0.85,
  '!': 0.8,
  ':': 0.55,
};

/** `word ,` and the like. The spaced `?` and `:` of French and of code (`a ? b : c`) are left alone. */
function spaceBeforeMark(
  { text, sentence: { tokens }, block }: MechanicsContext,
  index: number,
  inCode: boolean,
  findings: Finding[],
): void {
  const mark = tokens[index]!;
  const before = tokens[index - 1]!;
  const after = tokens[index + 1];
  const confidence = beforeMarkConfidence[mark.form];
  if (confidence === undefined || !mark.spaceBefore || !isPlainWord(before)) return;
  if (!/^ {1,2}$/.test(gapBetween(text, before, mark))) return;
  const doubled = /^[?!]$/.test(mark.form) && /^[?!]$/.test(after?.form ?? '') && !after!.spaceBefore;
  const closes = doubled || after === undefined || after.spaceBefore || /^["')\]]$/.test(after.form);
  if (!closes || (after?.kind === 'punctuation' && after.spaceBefore)) return;
  if (mark.form === '.' && after !== undefined && !/^["')\]]$|^[A-Z\u00C0-\u00DE]/.test(after.form)) return;
  if ((mark.form === '?' || mark.form === '!') && !doubled && after !== undefined && !/^["')]$/.test(after.form))
    return;
  if (mark.form === ':' && (block.kind !== 'paragraph' || after === undefined || !isPlainWord(after))) return;
  findings.push(
    slip({
      start: before.end,
      end: mark.end,
      kind: 'spacing',
      code: 'space-before-mark',
      message: messageOf('There is no space before "{0}".', mark.form),
      confidence: inCode ? confidence / 2 : confidence,
      replacements: [mark.form],
    }),
  );
}

/** `word ,word`: the space went to the wrong side of the mark. */
function spaceOnWrongSide({ text, sentence: { tokens } }: MechanicsContext, index: number, findings: Finding[]): void {
  const mark = tokens[index]!;
  const before = tokens[index - 1]!;
  const after = tokens[index + 1];
  if ((mark.form !== ',' && mark.form !== ';') || !isPlainWord(before) || after === undefined || !isProse(after))
    return;
  if (gapBetween(text, before, mark) !== ' ' || gapBetween(text, mark, after) !== '') return;
  // `a ,b,c`: what goes on without a space is no sentence.
  const [beyond, last] = [tokens[index + 2], tokens[index + 3]];
  if (beyond?.spaceBefore === false && (beyond.kind !== 'punctuation' || last?.spaceBefore === false)) return;
  findings.push(
    slip({
      start: before.end,
      end: mark.end,
      kind: 'spacing',
      code: 'space-on-wrong-side',
      message: messageOf('The space belongs after "{0}", not before it.', mark.form),
      confidence: 0.9,
      replacements: [`${mark.form} `],
    }),
  );
}

/** `word,word`: sure beside a function word; `key,value` may be meant. */
function forgottenAfterMark(
  { text, sentence: { tokens } }: MechanicsContext,
  index: number,
  findings: Finding[],
): void {
  const mark = tokens[index]!;
  const before = tokens[index - 1]!;
  const after = tokens[index + 1];
  if ((mark.form !== ',' && mark.form !== ';') || mark.spaceBefore || !isPlainWord(before)) return;
  if (after === undefined || after.kind !== 'word' || after.spaceBefore) return;
  if (gapBetween(text, before, mark) !== '' || gapBetween(text, mark, after) !== '') return;
  if (!isPlainWord(after) && after.form !== 'a' && after.form !== 'I') return;
  if (isListed(tokens, index)) return;
  const joins = functionWords.has(after.form.toLowerCase()) || functionWords.has(before.form.toLowerCase());
  findings.push(
    slip({
      start: mark.start,
      end: mark.end,
      kind: 'spacing',
      code: 'space-after-mark',
      message: messageOf('A space is missing after "{0}".', mark.form),
      confidence: joins ? 0.95 : 0.6,
      replacements: [`${mark.form} `],
    }),
  );
}

/** `,\u201Dsaid Hal`: after a curly closing mark, which is never an opening one. */
function forgottenAfterQuotation(
  { text, sentence: { tokens } }: MechanicsContext,
  index: number,
  findings: Finding[],
): void {
  const quote = tokens[index]!;
  const after = tokens[index + 1];
  if (text.charAt(quote.start) !== '\u201D' || !/^[,?!]$/.test(tokens[index - 1]!.form)) return;
  if (after === undefined || after.start !== quote.end || !isPlainWord(after)) return;
  findings.push(
    slip({
      start: quote.start,
      end: quote.end,
      kind: 'spacing',
      code: 'space-after-quotation',
      message: messageOf('A space is missing after the quotation.'),
      confidence: 0.93,
      replacements: ['\u201D '],
    }),
  );
}

/** The longest run of tokens without white space that is looked through. */
const longestRun = 24;

/** More than one unspaced comma in a run without white space, or other marks in it: a list of names or code. */
function isListed(tokens: readonly Token[], index: number): boolean {
  let first = index - 1;
  while (first > 0 && index - first < longestRun && !tokens[first]!.spaceBefore) first--;
  let last = index + 1;
  while (last + 1 < tokens.length && last - index < longestRun && !tokens[last + 1]!.spaceBefore) last++;
  const marks = tokens.slice(first, last + 1).filter(({ kind }) => kind !== 'word');
  return marks.filter(({ form }) => !/^["'.?!)(]$/.test(form)).length > 1;
}

/** `end.The next`: the sentence before has no white space at its end. */
function forgottenAfterSentence({ text, sentence, previous }: MechanicsContext, findings: Finding[]): void {
  const first = sentence.tokens[0];
  const stop = previous?.tokens.at(-1);
  const word = previous?.tokens.at(-2);
  if (first === undefined || stop === undefined || word === undefined || stop.end !== first.start) return;
  if (!/^[.?!]$/.test(stop.form) || word.end !== stop.start || !isPlainWord(word)) return;
  if (stop.form === '.' ? !isSentenceOpener(first.form) : !isPlainWord(first)) return;
  if (!/^[A-Z\u00C0-\u00DE]/.test(first.form) || !/[a-z\u00DF-\u00FF]$/.test(word.form)) return;
  const next = sentence.tokens[1];
  if (next !== undefined && !next.spaceBefore && next.form !== ',' && !next.form.startsWith("'")) return;
  findings.push(
    slip({
      start: first.start,
      end: first.end,
      kind: 'spacing',
      code: 'space-after-sentence',
      message: messageOf('A space is missing before this sentence.'),
      confidence: 0.93,
      replacements: [` ${text.slice(first.start, first.end)}`],
    }),
  );
}

/** `"word "` and `" word"`, where a sentence has one pair of straight quotes. */
function spaceInsideQuotes({ text, sentence: { tokens } }: MechanicsContext, findings: Finding[]): void {
  const quotes = tokens.flatMap(({ start }, index) => (text.charAt(start) === '"' ? [index] : []));
  const [open, close] = quotes;
  if (open === undefined || close === undefined || quotes.length > 2 || close < open + 2) return;
  const [opening, first, last, closing] = [tokens[open]!, tokens[open + 1]!, tokens[close - 1]!, tokens[close]!];
  if (first.spaceBefore === closing.spaceBefore || !opening.spaceBefore) return;
  const after = tokens[close + 1];
  if (after !== undefined && !after.spaceBefore && closing.spaceBefore) return;
  const [start, end] = first.spaceBefore ? [opening.end, first.start] : [last.end, closing.start];
  if (!/^ {1,2}$/.test(text.slice(start, end))) return;
  const quote = first.spaceBefore ? opening : closing;
  findings.push(
    slip({
      start: first.spaceBefore ? quote.start : start,
      end: first.spaceBefore ? end : quote.end,
      kind: 'spacing',
      code: 'space-inside-quotes',
      message: first.spaceBefore
        ? messageOf('There is no space after an opening quotation mark.')
        : messageOf('There is no space before a closing quotation mark.'),
      confidence: 0.75,
      replacements: ['"'],
    }),
  );
}

/** Two spaces between words of a paragraph, once in a sentence: more are alignment. */
function wideGap(
  { text, sentence: { tokens }, block }: MechanicsContext,
  gaps: readonly number[],
  findings: Finding[],
): void {
  if (block.kind !== 'paragraph' && block.kind !== 'quote') return;
  const wide = gaps.filter((index) => /[ \t]{2}|\t/.test(gapBetween(text, tokens[index - 1]!, tokens[index]!)));
  const [index] = wide;
  if (index === undefined || wide.length > 1) return;
  const [before, token] = [tokens[index - 1]!, tokens[index]!];
  const gap = gapBetween(text, before, token);
  if (!isProse(token) || !(isProse(before) || before.form === ',') || !/^ {2,3}$/.test(gap)) return;
  findings.push(
    slip({
      start: before.end,
      end: token.start,
      kind: 'spacing',
      code: 'two-spaces',
      message:
        gap.length === 2
          ? messageOf('There are two spaces between these words.')
          : messageOf('There are three spaces between these words.'),
      confidence: 0.7,
      replacements: [' '],
    }),
  );
}
