import { surprisalBits } from '../../lm/languageModel';
import type { Token } from '../../text/token';
import type { Finding } from '../finding';
import { messageOf } from '../message';
import type { SentenceContext } from '../sentenceContext';
import { styleFinding } from './styleFinding';
import { checkWordiness } from './wordiness';

/** Words of a sentence that few readers hold in mind at once; a twentieth of the sentences of technical manuals has more. */
const MOST_WORDS = 45;
/** Shorter words, and those that stand fewer times, are repeated without notice. */
const LEAST_REPEATED_LENGTH = 7;
const MOST_TIMES = 2;
/** Bits a token, of the n-gram model: 2 in 1,000 sentences of manuals and novels lie below, 2 above (13,000 sentences of 8 words or more). */
const LEAST_BITS = 3.1;
const MOST_BITS = 11;
const LEAST_JUDGED_WORDS = 12;

type Check = (context: SentenceContext, words: readonly Token[]) => Finding[];

/** Marked at the word that is too many. */
const checkLength: Check = (_, words) => {
  const word = words[MOST_WORDS];
  return word === undefined
    ? []
    : [styleFinding(word, 'long-sentence', messageOf('This sentence has {0} words.', `${words.length}`))];
};

/** A long word that stands for the third time in two sentences. */
const checkRepeatedWords: Check = ({ previous }, words) => {
  const times = new Map<string, number>();
  const isNoticed = ({ kind, form }: Token): boolean => kind === 'word' && form.length >= LEAST_REPEATED_LENGTH;
  for (const { form } of previous?.tokens.filter(isNoticed) ?? [])
    times.set(form.toLowerCase(), (times.get(form.toLowerCase()) ?? 0) + 1);
  return words.filter(isNoticed).flatMap((word) => {
    const form = word.form.toLowerCase();
    const count = (times.get(form) ?? 0) + 1;
    times.set(form, count);
    return count === MOST_TIMES + 1
      ? [
          styleFinding(
            word,
            'repeated-word',
            messageOf('"{0}" stands here for the third time in two sentences.', word.form),
          ),
        ]
      : [];
  });
};

/** Sentences that say what anybody would have said, or that nobody sees coming. */
const checkSurprisal: Check = ({ sentence: { tokens }, scorer }, words) => {
  if (words.length < LEAST_JUDGED_WORDS) return [];
  const bits = tokens.reduce((sum, _, index) => sum + surprisalBits(scorer.logProbability(index)), 0) / tokens.length;
  const [first] = words;
  if (bits < LEAST_BITS)
    return [
      styleFinding(
        first!,
        'predictable',
        messageOf('This sentence is very predictable: {0} bits a word.', bits.toFixed(1)),
      ),
    ];
  if (bits > MOST_BITS)
    return [
      styleFinding(
        first!,
        'surprising',
        messageOf('This sentence is very surprising: {0} bits a word.', bits.toFixed(1)),
      ),
    ];
  return [];
};

const checks: readonly Check[] = [checkWordiness, checkRepeatedWords, checkSurprisal, checkLength];

/** Whether a finding of style stands where something else was found. */
const isFree = ({ start, end }: Finding, found: readonly Finding[]): boolean =>
  !found.some((other) => other.start < end && start < other.end);

/** Wordiness, repetition, surprisal and length: a matter of taste, off unless a configuration asks for it. Disjoint from what else was found. */
export const checkStyle = (context: SentenceContext, found: readonly Finding[]): Finding[] => {
  if (context.block.kind === 'heading' || context.block.kind === 'tableCell') return [];
  const words = context.sentence.tokens.filter(({ kind }) => kind === 'word');
  const style: Finding[] = [];
  for (const finding of checks.flatMap((check) => check(context, words)))
    if (isFree(finding, found) && isFree(finding, style)) style.push(finding);
  return style;
};
