import type { DialectChoice } from '../../lexicon/dialect';
import type { CandidateScores } from '../../lm/languageModel';
import type { Token } from '../../text/token';
import { editDistance } from '../editDistance';
import { type ScoredSentence, touchedTokens } from '../editGain';
import { areRivals, standings } from './candidate';
import { MAX_SUGGESTIONS } from './generators/spelling';
import { type EditClass, editClasses, type GrammarEdit } from './grammarEdit';
import type { GrammarResources } from './grammarResources';
import type { MistakeProbe } from './mistakeProbe';

/**
 * What is known of a candidate edit after each look at it. Gains are log probabilities with the edit less those without, surprisals are negative
 * log probabilities, frequencies are logarithms of relative frequencies: all in nats. A margin is the value less the best of the rivals' at the
 * same or a neighbouring place, or less 0, which is what changing nothing gains; an own margin looks only at edits of the very same words.
 */
export const featureBlocks = {
  ngram: [
    /** Index in `editClasses`. */
    'editClass',
    'ngramGain',
    'ngramMargin',
    'ngramOwnMargin',
    /** Rivals with a greater gain. */
    'ngramBetter',
    'rivals',
    /** Of the rarest word that is replaced, and of the rarest that is put in; 0 without words. */
    'frequencyReplaced',
    'frequencyReplacement',
    /** Levenshtein distance, UTF-16 units. */
    'editDistance',
    /** Of a misspelling: log P(written | intended), in nats; 0 of other edits. */
    'errorProbability',
    'charactersAdded',
    'wordsAdded',
    /** Words before and after the edit, 20 at most. */
    'wordsBefore',
    'wordsAfter',
    /** 1 if what is replaced has a capital that its place in the sentence does not ask for. */
    'capital',
    /** 1 between quotation marks. */
    'quoted',
    /** 1 if what is replaced, and how many of the four words around it, are not in the lexicon. */
    'unknownReplaced',
    'unknownBeside',
    'ngramReplacedSurprisal',
    /** Of the sentence, a token. */
    'ngramSurprisal',
  ],
  first: [
    /** Of the first token that differs alone. */
    'firstGain',
    'firstMargin',
    'firstOwnMargin',
    /** Of the sentence's token at the edit's start, and the mean of the two before it. */
    'surprisalAt',
    'surprisalBefore',
    /** Of the sentence, a token. */
    'surprisal',
    /** Log odds, by the hidden rows, that here is a mistake of the edit's class; that here is any; the most of any in the sentence. */
    'seenOwn',
    'seenAny',
    'seenMost',
  ],
  short: [
    /** With two tokens of right context. */
    'shortGain',
    'shortMargin',
    'shortOwnMargin',
  ],
  full: [
    /** With six tokens of right context; of the changed tokens alone; of the right context alone. */
    'gain',
    'changedGain',
    'rightGain',
    'margin',
    'ownMargin',
    /** Rivals with a greater gain. */
    'better',
    'tokensAdded',
    'replacedSurprisal',
    'editedSurprisal',
    /** The greatest gain of an edit at another place of the sentence, at least 0. */
    'bestElsewhere',
  ],
  asked: [
    /** Log odds after the look before. */
    'logOddsBefore',
    /** As 'gain', where the model is asked to correct the sentence. */
    'askedGain',
  ],
} as const;

export type Look = keyof typeof featureBlocks;
export type NeuralLook = Exclude<Look, 'ngram'>;
export const looks = Object.keys(featureBlocks) as readonly Look[];

export const featureNames: readonly string[] = looks.flatMap((look) => featureBlocks[look]);

const MOST_WORDS = 20;
const LEAST_SEEN = 20;
/** Of words outside the lexicon. */
const UNKNOWN_FREQUENCY = -18;
/** Of what is intended though it was not suggested. */
const UNLIKELY_ERROR = -15;

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];

/** Of edits of a sentence, ascending by start, what is known without the neural model. */
export function ngramFeatures(
  sentence: ScoredSentence,
  { lexicon, suggestions }: GrammarResources,
  dialect: DialectChoice,
  candidates: readonly { readonly edit: GrammarEdit; readonly gain: number }[],
): number[][] {
  const { text, tokens, scorer } = sentence;
  const frequency = (word: string): number => {
    const index = lexicon.indexOf(word.toLowerCase());
    const own = index >= 0 ? index : lexicon.indexOf(word);
    return own >= 0 ? lexicon.frequency(own) : UNKNOWN_FREQUENCY;
  };
  const rarest = (words: readonly string[]): number => Math.min(0, ...words.map(frequency));
  const unknown = tokens.map(({ kind, form }) => kind === 'word' && frequency(form) === UNKNOWN_FREQUENCY);
  const errorProbability = (written: string, intended: string): number =>
    suggestions
      .suggest(written, MAX_SUGGESTIONS, dialect)
      .find(({ word }) => word.toLowerCase() === intended.toLowerCase())?.logErrorProbability ?? UNLIKELY_ERROR;
  const quoted = quotedTokens(tokens);
  const surprisals = tokens.map((_, index) => -scorer.logProbability(index));
  const surprisal =
    surprisals.reduce((sum, own) => sum + own, -scorer.logProbability(tokens.length)) / (tokens.length + 1);
  const edits = candidates.map(({ edit }) => edit);
  const gains = candidates.map(({ gain }) => gain);
  const all = standings(edits, gains);
  return edits.map((edit, index) => {
    const { start, end, replacement, editClass } = edit;
    const { first, last } = touchedTokens(tokens, edit);
    const inside: number[] = [];
    for (let place = first; place < last; place++)
      if (tokens[place]!.start < end && tokens[place]!.end > start) inside.push(place);
    const replaced = text.slice(start, end);
    const oldWords = wordsOf(replaced);
    const newWords = wordsOf(replacement);
    const { margin, ownMargin, better, rivals } = all[index]!;
    const at = inside[0] ?? 0;
    const around = [first - 2, first - 1, last, last + 1];
    return [
      editClasses.indexOf(editClass),
      gains[index]!,
      margin,
      ownMargin,
      better,
      rivals,
      rarest(oldWords),
      rarest(newWords),
      editDistance(replaced, replacement),
      editClass === 'spelling' ? errorProbability(replaced, replacement) : 0,
      replacement.length - replaced.length,
      newWords.length - oldWords.length,
      Math.min(MOST_WORDS, first),
      Math.min(MOST_WORDS, tokens.length - last),
      at > 0 && /^\p{Lu}/u.test(tokens[at]!.form) ? 1 : 0,
      quoted[Math.min(first, tokens.length - 1)] ? 1 : 0,
      inside.some((place) => unknown[place]) ? 1 : 0,
      around.filter((place) => unknown[place]).length,
      inside.reduce((sum, place) => sum + surprisals[place]!, 0),
      surprisal,
    ];
  });
}

/** What is known once the neural model has read the sentence. */
export function firstFeatures(
  edits: readonly GrammarEdit[],
  { sentence, gains, projected }: CandidateScores,
  probe: MistakeProbe | undefined,
): number[][] {
  const all = standings(edits, gains);
  const { tokens, logProbability } = sentence;
  const seen = (token: number, editClass: EditClass) =>
    probe === undefined || projected === undefined ? { own: 0, any: 0 } : probe.logOdds(projected, token, editClass);
  const most = tokens.reduce((most, _, token) => Math.max(most, seen(token, 'spelling').any), -LEAST_SEEN);
  return edits.map(({ start, editClass }, index) => {
    const at = tokens.findIndex((token) => token.end > start);
    const place = at < 0 ? tokens.length - 1 : at;
    const before = tokens.slice(Math.max(0, place - 2), place);
    const { own, any } = seen(place, editClass);
    return [
      gains[index]!,
      all[index]!.margin,
      all[index]!.ownMargin,
      -(tokens[place]?.logProbability ?? 0),
      before.length === 0 ? 0 : -before.reduce((sum, token) => sum + token.logProbability, 0) / before.length,
      -logProbability / Math.max(1, tokens.length),
      own,
      any,
      most,
    ];
  });
}

export function shortFeatures(edits: readonly GrammarEdit[], { gains }: CandidateScores): number[][] {
  const all = standings(edits, gains);
  return edits.map((_, index) => [gains[index]!, all[index]!.margin, all[index]!.ownMargin]);
}

export function fullFeatures(edits: readonly GrammarEdit[], { gains, changes }: CandidateScores): number[][] {
  const all = standings(edits, gains);
  return edits.map((edit, index) => {
    const { edited, editedCount, replaced, replacedCount } = changes[index]!;
    const gain = gains[index]!;
    const elsewhere = edits.reduce(
      (best, other, place) => (!areRivals(edit, other) ? Math.max(best, gains[place]!) : best),
      0,
    );
    return [
      gain,
      edited - replaced,
      gain - (edited - replaced),
      all[index]!.margin,
      all[index]!.ownMargin,
      all[index]!.better,
      editedCount - replacedCount,
      -replaced,
      -edited,
      elsewhere,
    ];
  });
}

export function askedFeatures(
  candidates: readonly { readonly logOdds: number }[],
  { gains }: CandidateScores,
): number[][] {
  return candidates.map(({ logOdds }, index) => [logOdds, gains[index]!]);
}

/** Of each token, whether it stands between quotation marks of one sentence. */
function quotedTokens(tokens: readonly Token[]): boolean[] {
  const marks = tokens.flatMap(({ form }, index) => (/^["“”]$/.test(form) ? [index] : []));
  return tokens.map((_, index) => {
    const before = marks.filter((mark) => mark < index).length;
    return before % 2 === 1 && before < marks.length;
  });
}
