import { ABSENT } from '../../text/maskedDocument';
import type { Token } from '../../text/token';
import { wordList } from '../../text/wordList';
import type { Finding } from '../finding';
import { messageOf } from '../message';
import { determiners, functionWords, prepositions } from './functionWords';
import { gapBetween, isAttached, type MechanicsContext, slip, touchesMarkup } from './mechanicsContext';

/** Doubled on purpose (`very very`, `bye bye`) or by grammar (`had had`, `gave her her`, `told you you`). */
const rightlyDoubled = wordList(`
  had that do did her you it very really so far long many much more too no yes bye ha he hee ho hear there now well
  tut knock blah bla chop night pom who what where one two three four five six seven eight nine ten aye boo bling can cha choo
  dum tom go pa ma walla please never ever always again double quad log char foo bar baz qux test testing ping beep buffalo
  hush whoa oh ah la na da yada yo hot up down round out over through less big little tick bang row choppy same old quack
  woof meow tap step click swing win lose ever sub pretty super mega ultra extra
`);

/** Doubled rightly where a clause ends with the first: `what it is is`, `all there was was`. */
const copulas = wordList('is was are were');
const clauseOpeners = wordList(
  'what who whom where when how why which whatever whoever all that as everything problem question thing',
);

/** The second may begin a phrase of its own after a verb's particle: `log in in the morning`. */
const particles = wordList('in on by off at to as for with');

/** A word written twice: `the the`, over a line break too. Names, numbers and emphasised words are left alone. */
export function checkRepetition({ text, sentence: { tokens } }: MechanicsContext): Finding[] {
  const findings: Finding[] = [];
  for (let index = 1; index < tokens.length; index++) {
    const first = tokens[index - 1]!;
    const second = tokens[index]!;
    if (index >= 3 && second.form === tokens[index - 2]!.form) {
      const phrase = doubledPhrase(text, tokens, index);
      if (phrase !== undefined) findings.push(phrase);
    }
    if (first.form.length !== second.form.length || !second.spaceBefore) continue;
    if (first.kind !== 'word' || second.kind !== 'word') continue;
    let confidence = doubledConfidence(first.form, second.form);
    if (copulas.has(second.form) && hasClauseOpener(tokens, index - 1)) continue;
    if (confidence === 0 || isAttached(first) || isAttached(tokens[index + 1])) continue;
    if (tokens[index - 2]?.form === '-' && !first.spaceBefore) continue;
    if (index >= 3 && isList(tokens, index)) continue;
    const gap = gapBetween(text, first, second);
    const broken = /[\r\n]/.test(gap);
    // Lines of a list may repeat a content word.
    if (broken && !functionWords.has(second.form)) confidence = Math.min(confidence, 0.45);
    if (gap.includes(ABSENT) && !broken) continue;
    if (touchesMarkup(text, second) && !broken) continue;
    findings.push(
      slip({
        ...removal(text, first, second, tokens[index + 1], broken),
        kind: 'repetition',
        code: 'doubled-word',
        message: messageOf('"{0}" is written twice.', second.form),
        confidence,
      }),
    );
  }
  return findings;
}

/** `at the at the`, `to go to go`: a preposition with its determiner, or two words of which one is a function word. */
function doubledPhrase(text: string, tokens: readonly Token[], index: number): Finding | undefined {
  const [one, two, three, four] = [tokens[index - 3]!, tokens[index - 2]!, tokens[index - 1]!, tokens[index]!];
  if (one.form.toLowerCase() !== three.form || two.form !== four.form || one.form === two.form) return undefined;
  if (three.kind !== 'word' || four.kind !== 'word' || four.form !== four.form.toLowerCase()) return undefined;
  if (!/^[^\uE000\r\n]*$/.test(text.slice(one.start, four.end)) || !two.spaceBefore || !four.spaceBefore)
    return undefined;
  const nominal = prepositions.has(three.form) && determiners.has(four.form);
  if (!nominal && !isSlippedPair(tokens, index)) return undefined;
  return slip({
    start: one.start,
    end: four.end,
    kind: 'repetition',
    code: 'doubled-phrase',
    message: messageOf('"{0}" is written twice.', `${three.form} ${four.form}`),
    confidence: nominal ? 0.93 : 0.8,
    replacements: [text.slice(one.start, two.end)],
  });
}

/** Not a chain (`more and more and more`), nor what is said twice on purpose (`day by day by day`, `on and on and`). */
function isSlippedPair(tokens: readonly Token[], index: number): boolean {
  const [three, four] = [tokens[index - 1]!, tokens[index]!];
  if (/^(?:and|or|by|after|upon|times|plus|minus)$/.test(three.form) || /^(?:and|or|by|after|upon)$/.test(four.form)) {
    return false;
  }
  if (tokens[index + 1]?.form === three.form || tokens[index - 4]?.form.toLowerCase() === four.form) return false;
  if (rightlyDoubled.has(three.form) && rightlyDoubled.has(four.form)) return false;
  return functionWords.has(three.form) !== functionWords.has(four.form) && four.form.length > 1;
}

function doubledConfidence(first: string, second: string): number {
  const lower = second.toLowerCase();
  if (first.toLowerCase() !== lower || second !== lower) return 0;
  const asWritten = first === second;
  if (!asWritten && (first.slice(1) !== lower.slice(1) || !functionWords.has(lower))) return 0;
  if (rightlyDoubled.has(lower) || lower.startsWith("'")) return 0;
  if (particles.has(lower)) return 0.85;
  if (functionWords.has(lower)) return 0.97;
  return lower.length > 2 ? 0.75 : 0;
}

/** So many tokens back, a clause has ended. */
const MAX_CLAUSE = 40;

const hasClauseOpener = (tokens: readonly Token[], before: number): boolean =>
  tokens.slice(Math.max(0, before - MAX_CLAUSE), before).some(({ form }) => clauseOpeners.has(form.toLowerCase()));

/** Words that are listed or sung, not slips: `a a b b`, `la la la`. */
const isList = (tokens: readonly Token[], index: number): boolean => {
  const [one, two] = [tokens[index - 3]!, tokens[index - 2]!];
  return one.kind === 'word' && one.form === two.form;
};

/** One of the two words goes; over a line break the second does, so that the line's own beginning (a comment's mark) stays. */
function removal(text: string, first: Token, second: Token, next: Token | undefined, broken: boolean) {
  if (!broken) return { start: first.start, end: second.end, replacements: [text.slice(first.start, first.end)] };
  const space = text.charAt(second.end) === ' ' && next?.spaceBefore === true ? 1 : 0;
  const clean = space === 1 && !text.slice(second.start, second.end + 2).includes(ABSENT);
  return { start: second.start, end: second.end + space, replacements: clean ? [''] : [] };
}
