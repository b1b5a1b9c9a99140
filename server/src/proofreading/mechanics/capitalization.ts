import type { Token } from '../../text/token';
import type { Finding } from '../finding';
import { functionWords } from './functionWords';
import { isAttached, type MechanicsContext, slip, touchesMarkup } from './mechanicsContext';
import { isCommonPhrase, properNames } from './properNames';
import { wordList } from './wordList';

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
  if (!/^\p{Ll}[\p{Ll}']*$/u.test(first.form) || smallNames.has(first.form) || /^i(?:'|$)/.test(first.form)) return;
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
      message: 'A sentence begins with a capital letter.',
      confidence: stop?.form === '.' ? 0.85 : 0.4,
      replacements: [capitalized(text.slice(first.start, first.end))],
    }),
  );
}

function endsWithTerminator(tokens: readonly Token[]): boolean {
  for (let index = tokens.length - 1; index > 0; index--) {
    const { kind, form } = tokens[index]!;
    if (kind !== 'punctuation') return false;
    if (/^[.?!]$/.test(form)) return true;
  }
  return false;
}

/** Verbs whose subject is a person. */
const personal = wordList(`
  am think thought want wanted know knew believe believed feel felt hope hoped guess love loved like liked hate went go
  got get see saw said say told tell mean meant wish wonder wondered tried try bought live lived work worked remember
  agree forgot suppose prefer enjoy enjoyed read wrote made met don't didn't wasn't haven't hadn't
`);
const auxiliary = wordList(`
  was have had do did will would can could should must may might can't couldn't won't wouldn't shouldn't just also really
  never always
`);
/** Before a variable's name. */
const beforeVariable = wordList(
  'where for variable index integer let letter counter element each when that if value of subscript item',
);

/** `i` as a pronoun, not as a variable, a numeral or an emphasised letter. */
function pronoun({ text, sentence: { tokens } }: MechanicsContext, index: number, findings: Finding[]): void {
  const token = tokens[index]!;
  const next = tokens[index + 1];
  const before = tokens[index - 1];
  if (
    touchesMarkup(text, token) ||
    isAttached(next) ||
    (before !== undefined && !token.spaceBefore && before.form !== '"')
  )
    return;
  let confidence = 0.96;
  if (token.form === 'i') {
    if (next === undefined || !next.spaceBefore) {
      const pair = `${tokens[index - 2]?.form.toLowerCase()} ${before?.form.toLowerCase()}`;
      if (!/^(?:you|he|she|they|wife|husband|friend|friends|him|her) and$/.test(pair)) return;
      confidence = 0.9;
    } else if (personal.has(next.form)) confidence = 0.95;
    else if (auxiliary.has(next.form))
      confidence = before !== undefined && beforeVariable.has(before.form.toLowerCase()) ? 0.5 : 0.9;
    else return;
  }
  findings.push(
    slip({
      start: token.start,
      end: token.end,
      kind: 'capitalization',
      code: 'pronoun-i',
      message: 'The pronoun \u201CI\u201D is a capital letter.',
      confidence,
      replacements: [capitalized(text.slice(token.start, token.end))],
    }),
  );
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
      message: 'Only the first letter is a capital.',
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
      message: `\u201C${capitalized(token.form)}\u201D is a name and begins with a capital letter.`,
      confidence: hyphened ? 0.6 : 0.95,
      replacements: [capitalized(text.slice(token.start, token.end))],
    }),
  );
}
