import type { Token } from '../../text/token';
import { wordList } from '../../text/wordList';
import type { Finding } from '../finding';
import { messageOf } from '../message';
import { determiners, functionWords } from './functionWords';
import { isAttached, type MechanicsContext, slip, touchesMarkup } from './mechanicsContext';
import { isCommonPhrase, properNames } from './properNames';

/** Names that keep their small letter at the start of a sentence. */
const smallNames = wordList(`
  npm npx pnpm yarn pip git grep sed awk vim emacs bash zsh curl wget systemd jq tmux ssh gcc clang cmake make rustc cargo
  rustup serde tokio numpy pandas scipy pytest django flask nginx jquery webpack esbuild eslint deno bun node e ex vi ed
  de van von der la le bell iphone macos ios adidas eBay k pi x y z n
`);

/** Small letters where English has capitals: a sentence's start, the pronoun `I`, names of days, months, peoples and languages. */
export function checkCapitalization(context: MechanicsContext): Finding[] {
  const findings: Finding[] = [];
  const { tokens } = context.sentence;
  sentenceStart(context, findings);
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.kind === 'identifier') lateShift(context, token, findings);
    if (token.kind !== 'word') continue;
    if (/^i(?:'(?:m|ve|ll|d))?$/.test(token.form)) pronoun(context, index, findings);
    else if (properNames.has(token.form)) properName(context, index, findings);
  }
  return findings;
}

const capitalized = (form: string): string => form.charAt(0).toUpperCase() + form.slice(1);

function sentenceStart({ text, sentence: { tokens }, previous, block }: MechanicsContext, findings: Finding[]): void {
  const first = tokens[0];
  const next = tokens[1];
  if (block.kind !== 'paragraph' || first === undefined || first.kind !== 'word' || next === undefined) return;
  if (
    !/^[a-z\u00DF-\u00FF][a-z'\u00DF-\u00FF]*$/.test(first.form) ||
    smallNames.has(first.form) ||
    /^i(?:'|$)/.test(first.form)
  )
    return;
  if (next.kind === 'punctuation' && !next.spaceBefore && next.form !== ',') return;
  if (!endsWithTerminator(tokens) || touchesMarkup(text, first)) return;
  const stop = previous?.tokens.at(-1);
  if (previous !== undefined && (!/^[.?!]$/.test(stop?.form ?? '') || previous.tokens.length < 3)) return;
  findings.push(
    slip({
      start: first.start,
      end: first.end,
      kind: 'capitalization',
      code: 'sentence-start',
      message: messageOf('A sentence begins with a capital letter.'),
      confidence: startConfidence(first.form, stop?.form),
      replacements: [capitalized(text.slice(first.start, first.end))],
    }),
  );
}

/** Words that begin a sentence and do not go on with a formula, a listing or a title that ends in a question mark. */
const subjects = wordList(`
  i you he she it we they this these those there my your his her our their the today yesterday tomorrow also yes first
  finally sometimes maybe
`);

function startConfidence(word: string, stopBefore: string | undefined): number {
  if (stopBefore === '.') return 0.85;
  return subjects.has(word) ? 0.6 : 0.4;
}

function endsWithTerminator(tokens: readonly Token[]): boolean {
  for (let index = tokens.length - 1; index > 0; index--) {
    const { kind, form } = tokens[index]!;
    if (kind !== 'punctuation') return false;
    if (/^[.?!]$/.test(form)) return true;
  }
  return false;
}

/** After a variable `i`, not after the pronoun. */
const afterVariable = wordList(`
  is th and or in to from for of at on as by with that which where denotes equals may can could will would must should
`);
/** Where these words are, `i` may be a variable. */
const aboutVariables = wordList(`
  variable variables index indices integer integers loop loops element elements matrix array arrays row rows column columns
  subscript letter vector sum counter parameter parameters where let
`);
/** Said of persons: sure even beside variables. */
const personal = wordList(`
  am think thought want wanted know knew believe believed feel felt hope hoped guess love loved like liked hate went go
  got get see saw said say told tell mean meant wish wonder wondered tried try bought live lived work worked remember
  agree forgot suppose prefer enjoy enjoyed read wrote made met was have had do did don't didn't wasn't haven't hadn't can't
  couldn't won't wouldn't
`);

/** `i` as a pronoun, not as a variable, a numeral or an emphasised letter. */
function pronoun({ text, sentence: { tokens } }: MechanicsContext, index: number, findings: Finding[]): void {
  const token = tokens[index]!;
  const next = tokens[index + 1];
  const before = tokens[index - 1];
  if (touchesMarkup(text, token) || isAttached(next)) return;
  if (before !== undefined && !token.spaceBefore && before.form !== '"') return;
  const confidence = token.form === 'i' ? pronounConfidence(tokens, index) : 0.96;
  if (confidence === 0) return;
  findings.push(
    slip({
      start: token.start,
      end: token.end,
      kind: 'capitalization',
      code: 'pronoun-i',
      message: messageOf('The pronoun "I" is a capital letter.'),
      confidence,
      replacements: [capitalized(text.slice(token.start, token.end))],
    }),
  );
}

function pronounConfidence(tokens: readonly Token[], index: number): number {
  const before = tokens[index - 1]?.form.toLowerCase() ?? '';
  const next = tokens[index + 1];
  if (next === undefined || !next.spaceBefore) {
    const subject = tokens[index - 2]?.form.toLowerCase() ?? '';
    return before === 'and' && /^(?:you|he|she|they|him|her|wife|husband|friends?|mother|father)$/.test(subject)
      ? 0.9
      : 0;
  }
  if (next.kind !== 'word' || determiners.has(before)) return 0;
  const mathematical = aboutVariables.has(before) || hasVariables(tokens, index);
  if (personal.has(next.form)) return mathematical ? 0.55 : 0.95;
  const verb = /^[a-z]{2,}$/.test(next.form) && !afterVariable.has(next.form) && !/[^s]s$/.test(next.form);
  return verb && !mathematical ? 0.85 : 0;
}

/** How far around an `i` words about variables are looked for. */
const variableReach = 12;

function hasVariables(tokens: readonly Token[], index: number): boolean {
  for (let at = Math.max(0, index - variableReach); at < Math.min(tokens.length, index + variableReach); at++) {
    const { kind, form } = tokens[at]!;
    if (at === index) continue;
    if (kind === 'placeholder' || aboutVariables.has(form.toLowerCase()) || /^[b-hj-zB-HJ-Z=<>+*]$/.test(form))
      return true;
  }
  return false;
}

/** `THe`: the shift key was let go too late. `IDs` and the like are names. */
function lateShift({ text }: MechanicsContext, token: Token, findings: Finding[]): void {
  if (!/^[A-Z]{2}[a-z]+$/.test(token.form) || /^..s$/.test(token.form)) return;
  if (!functionWords.has(token.form.toLowerCase()) || touchesMarkup(text, token)) return;
  findings.push(
    slip({
      start: token.start,
      end: token.end,
      kind: 'capitalization',
      code: 'two-capitals',
      message: messageOf('Only the first letter is a capital.'),
      confidence: 0.95,
      replacements: [capitalized(token.form.toLowerCase())],
    }),
  );
}

function properName({ text, sentence: { tokens } }: MechanicsContext, index: number, findings: Finding[]): void {
  const token = tokens[index]!;
  const next = tokens[index + 1];
  if (next !== undefined && isCommonPhrase(token.form, next.form)) return;
  const hyphened = (next?.form === '-' && !next.spaceBefore) || (tokens[index - 1]?.form === '-' && !token.spaceBefore);
  const glued = next !== undefined && !next.spaceBefore && /^[/=:(_|\\]$/.test(next.form);
  const behind = tokens[index - 1];
  if (glued || (behind !== undefined && !token.spaceBefore && /^[/=:@._|\\]$/.test(behind.form))) return;
  if (touchesMarkup(text, token)) return;
  findings.push(
    slip({
      start: token.start,
      end: token.end,
      kind: 'capitalization',
      code: 'proper-name',
      message: messageOf('"{0}" is a name and begins with a capital letter.', capitalized(token.form)),
      confidence: hyphened ? 0.6 : 0.95,
      replacements: [capitalized(text.slice(token.start, token.end))],
    }),
  );
}
