import { letterCase, withCaseOf } from '../lexicon/letterCase';
import { surprisalBits } from '../lm/languageModel';
import type { Token } from '../text/token';
import type { Finding } from './finding';
import type { KnownConfusable } from './knownForms';
import { type Message, messageOf } from './message';
import type { SentenceContext } from './sentenceContext';

/** Right words that the context says were meant to be others: their/there, its/it's, should of/should have. */
export function checkConfusedWords(context: SentenceContext): Finding[] {
  const findings: Finding[] = [];
  const { tokens } = context.sentence;
  for (let index = 0; index < tokens.length; index++) {
    const { confusables } = context.forms[index]!;
    if (confusables.length === 0) continue;
    if (isNameOrAbbreviation(context, index)) continue;
    for (const confusable of confusables) {
      const end = index + confusable.words.length;
      if (!isWritten(confusable.words, context, index) || isPartOfCompound(tokens, index, end)) continue;
      const finding = judge(context, index, end, confusable);
      // Few are found: what else speaks against them is asked last.
      if (finding === undefined || isBesideUnknown(context, index, end)) continue;
      if (!context.dictionary.has(tokens[index]!.form)) findings.push(finding);
    }
  }
  return findings;
}

interface Judged {
  readonly form: string;
  readonly gain: number;
  /** Gain beyond the pair's bound, in nats. */
  readonly excess: number;
}

/** The words [first, end) against what they are confused with. */
function judge(
  context: SentenceContext,
  first: number,
  end: number,
  { intended, leastGain: leastOfAll }: KnownConfusable,
): Finding | undefined {
  const { scorer, text } = context;
  let unlikely = 0;
  for (let index = first; index <= end; index++) unlikely -= scorer.logProbability(index);
  if (unlikely < leastOfAll + LEAST_INTENDED) return undefined;
  const judged: Judged[] = [];
  for (const { phrase, words } of intended) {
    const { form, leastGain } = phrase;
    if (unlikely < leastGain + LEAST_INTENDED) continue;
    const gain = scorer.gain(first, end, words, leastGain);
    if (gain >= leastGain) judged.push({ form, gain, excess: gain - leastGain });
  }
  if (judged.length === 0) return undefined;
  judged.sort((a, b) => b.excess - a.excess);
  const span = { start: context.sentence.tokens[first]!.start, end: context.sentence.tokens[end - 1]!.end };
  const written = text.slice(span.start, span.end);
  const replacements = judged.map(({ form }) => withCaseOf(written, form));
  const kept = end - first > 1 ? commonStart([written, ...replacements]) : 0;
  const [best] = judged;
  return {
    start: span.start + kept,
    end: span.end,
    kind: 'confusion',
    code: 'confused-word',
    message: likelier(replacements[0]!.slice(kept), written.slice(kept), best!.gain),
    confidence: confidenceOf(best!.excess),
    surprisalBits: surprisalBits(scorer.logProbability(first)),
    candidates: judged.map(({ gain }, i) => ({ replacement: replacements[i]!.slice(kept), gain })),
    safe: false,
  };
}

/**
 * What the intended word and the one after it cost at least, in nats: where the written ones cost no more than that and the bound, nothing is
 * tried. Of errors put into held-out text that are found, one in two hundred is passed over by this, and half of all right words are.
 */
const LEAST_INTENDED = 2.5;

function isWritten(words: readonly string[], { sentence, forms }: SentenceContext, first: number): boolean {
  for (let i = 1; i < words.length; i++) {
    const token = sentence.tokens[first + i];
    if (token?.kind !== 'word' || !token.spaceBefore || forms[first + i]!.modelWord.word !== words[i]) return false;
  }
  return true;
}

/** Beside a misspelling or a new name the model has lost its context: `we went to Amercia`. */
const isBesideUnknown = ({ forms }: SentenceContext, first: number, end: number): boolean =>
  [first - 1, end, end + 1].some((index) => forms[index]?.lookup.status === 'unknown');

/** Capitals inside a sentence: the model folds case, and knows nothing of names and abbreviations that look like words. */
function isNameOrAbbreviation({ sentence: { tokens }, block }: SentenceContext, index: number): boolean {
  const { form } = tokens[index]!;
  const shape = letterCase(form);
  if (shape === 'lower') return false;
  if (shape !== 'capitalized') return form.length > 1;
  return block.kind !== 'heading' && index > 0 && tokens[index - 1]!.kind !== 'punctuation' && form.length > 1;
}

/** Beside a hyphen: `real-word`. The model knows compounds by their parts and says little of them. */
const isPartOfCompound = (tokens: readonly Token[], first: number, end: number): boolean =>
  (tokens[first - 1]?.form === '-' && !tokens[first]!.spaceBefore) ||
  (tokens[end]?.form === '-' && !tokens[end].spaceBefore);

/** Length of the whole words, spaces with them, that all begin with. */
function commonStart([model, ...others]: readonly string[]): number {
  let common = 0;
  for (let space = model!.indexOf(' '); space >= 0; space = model!.indexOf(' ', space + 1)) {
    const start = model!.slice(0, space + 1);
    if (!others.every((other) => other.startsWith(start))) break;
    common = start.length;
  }
  return common;
}

/** The bound of a pair is set where ninety-nine in a hundred are right; each nat beyond it makes the rest rarer by e. */
const confidenceOf = (excess: number): number => 1 - 0.01 * Math.exp(-excess);

/** The ratio to two significant digits: the model knows no more. */
const likelier = (intended: string, written: string, gain: number): Message => {
  const ratio = Number(Math.exp(gain).toPrecision(2));
  return ratio < 1_000_000
    ? messageOf('"{0}" is {1} times likelier here than "{2}".', intended, ratio.toLocaleString('en'), written)
    : messageOf('"{0}" is over a million times likelier here than "{1}".', intended, written);
};
