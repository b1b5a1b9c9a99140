import type { TokenScore } from '../lm/languageModel';
import type { Span } from '../text/span';
import type { AskedPassage, GeneratedSentence } from './answered';
import { type ContentWord, contentWords, coverage, placesInOrder, presence, stemSet } from './askedWords';
import { passageUnits } from './passageUnits';
import type { JudgingModel } from './ports';
import type { PromptPassage } from './prompt';

/** Where a generated sentence was found: a unit of a passage, or two neighbours. */
export interface Source {
  /** Index of the passage in the prompt. */
  readonly passage: number;
  /** In UTF-16 units of the passage. */
  readonly unit: Span;
}

export interface CheckedSentence extends Pick<GeneratedSentence, 'text' | 'supported'> {
  /** What says it, or comes nearest; undefined where no word of it is in any passage. */
  readonly source: Source | undefined;
}

/** The fewest content words of a sentence: with fewer, too many sources hold them by chance. */
const leastWords = 3;
/** The fewest words at all: an identifier alone has several of them, and says nothing. */
const leastPieces = 4;
/** The least share of a sentence's content words that its source holds. */
const leastOverlap = 0.9;
/** The least share of them that stands there without the headings: these alone say nothing. */
const leastOwnOverlap = 0.7;
/** The least share of them that stands there in the same order. */
const leastInOrder = 0.85;
/** The least mean, in nats, of what the source adds to the log probability of the sentence's content words. */
const leastGain = 0.4;

const negation = /\b(?:not|no|never|none|nor|without|cannot|neither)\b|n['’]t\b/gi;
/** Numbers, and names: capitals within a word or, inside a sentence, at its beginning. */
const number = /\d+(?:[.,]\d+)*/g;
const name =
  /(?<=[\p{L}\p{N},;:)"'’]\s+["'(]?)\p{Lu}[\p{L}\p{N}_-]*|\b[\p{L}_]*\p{Ll}\p{Lu}[\p{L}\p{N}_]*|\b\w+_\w+\b/gu;

/**
 * Checks generated sentences against the passages of the prompt. One is supported when a sentence of a passage, or two neighbours, hold most of its content words in the same order, all its numbers and names, and a
 * negation where it has one; and when, with a model, these make its content words likelier than they are without.
 * @throws the signal's reason
 */
export const checkedSentences = async (
  question: string,
  sentences: readonly string[],
  passages: readonly PromptPassage[],
  judge: JudgingModel | undefined,
  signal?: AbortSignal,
): Promise<CheckedSentence[]> => {
  const sources = passages.flatMap(({ passage }, index) =>
    sourcesOf(passage).map((unit) => {
      const own = passage.snippet.slice(unit.start, unit.end);
      return { passage: index, unit, own, text: [...passage.headings, own].join('\n') };
    }),
  );
  const found = sentences.map((text) => ({ text, best: bestSource(text, sources) }));
  const gains = await likelihoodGains(
    question,
    found.map(({ text, best }) => ({ text, source: best?.text ?? '' })),
    judge,
    signal,
  );
  return found.map(({ text, best }, index) => ({
    text,
    supported:
      best !== undefined &&
      wordsOf(text).length >= leastWords &&
      text.split(/\s+/).length >= leastPieces &&
      best.overlap >= leastOverlap &&
      best.ownOverlap >= leastOwnOverlap &&
      best.inOrder >= leastInOrder &&
      holdsFacts(text, best.text, question) &&
      deniesAsMuch(text, best.text) &&
      !isBrokenOff(text, best.own) &&
      !beginsAmidst(text, best.own) &&
      !leavesOut(text, best.own) &&
      (gains === undefined || gains[index]! >= leastGain),
    source: best && { passage: best.passage, unit: best.unit },
  }));
};

/** Units of a passage, and neighbours by two: a sentence may be made of both. */
const sourcesOf = (passage: AskedPassage): Span[] => {
  const units = passageUnits(passage);
  return [...units, ...units.slice(1).map(({ end }, index) => ({ start: units[index]!.start, end }))];
};

interface Likeness {
  /** The share of the sentence's content words that a source holds. */
  readonly overlap: number;
  /** The same without the headings. */
  readonly ownOverlap: number;
  /** The share of them that stands there in the same order. */
  readonly inOrder: number;
}

/** The one with most of the sentence's content words, in the same order; the first, and so the shorter, of equal ones. */
const bestSource = <One extends { readonly own: string; readonly text: string }>(
  sentence: string,
  sources: readonly One[],
): (One & Likeness) | undefined => {
  const words = wordsOf(sentence);
  let best: (One & Likeness) | undefined;
  for (const source of sources) {
    const overlap = coverage(words, stemSet(source.text));
    const ordered = placesInOrder(words, contentWords(source.text)).length / (words.length || 1);
    if (overlap > 0 && overlap + ordered > (best === undefined ? 0 : best.overlap + best.inOrder))
      best = { ...source, overlap, ownOverlap: coverage(words, stemSet(source.own)), inOrder: ordered };
  }
  return best;
};

/** Whether a sentence denies something is looked at apart: a neighbour that denies something else is no better source. */
const wordsOf = (sentence: string): ContentWord[] => contentWords(sentence).filter(({ stem }) => negations(stem) === 0);

const negations = (text: string): number => text.match(negation)?.length ?? 0;

/** Whether a sentence denies something where its source does, and no more often. */
const deniesAsMuch = (sentence: string, source: string): boolean =>
  negations(sentence) > 0 === negations(source) > 0 && negations(sentence) <= negations(source);

const anyWord = /[\p{L}\p{M}\p{N}_]+/gu;

const lastWord = (text: string): string | undefined => text.match(anyWord)?.at(-1);

/** Whether a sentence ends neither as one does, with a word that says something, nor where its source does: the rest may turn it round. */
const isBrokenOff = (sentence: string, source: string): boolean => {
  const last = lastWord(sentence);
  if (last === undefined) return true;
  if (last.toLowerCase() === lastWord(source)?.toLowerCase()) return false;
  const said = contentWords(sentence).at(-1);
  const isSaid = said !== undefined && lastWord(sentence.slice(said.end)) === undefined;
  return !isSaid || !/[.!?]["'`)\]*_]*$/.test(sentence);
};

/** First words that are looked up in a source. */
const openingWords = 3;
const joining = /^(?:and|or|but|so|then)$/i;

/** Whether a sentence begins as its source goes on in the middle of a clause: what stands before may be its condition. */
const beginsAmidst = (sentence: string, source: string): boolean => {
  const opening = [...sentence.toLowerCase().matchAll(anyWord)].slice(0, openingWords).map(({ 0: own }) => own);
  const words = [...source.toLowerCase().matchAll(anyWord)];
  const places = words.flatMap((_, place) =>
    opening.every((own, index) => words[place + index]?.[0] === own) ? [place] : [],
  );
  return (
    places.length > 0 &&
    places.every((place) => {
      const before = words[place - 1];
      if (before === undefined || joining.test(before[0])) return false;
      return /^[\s"'`*_([]+$/.test(source.slice(before.index + before[0].length, words[place]!.index));
    })
  );
};

/** Whether a source says more in the same breath, before or between what a sentence takes of it: what is left out may narrow it. */
const leavesOut = (sentence: string, source: string): boolean => {
  const words = wordsOf(source);
  let next = 0;
  return placesInOrder(wordsOf(sentence), words).some((place) => {
    const isNext = place === next;
    next = place + 1;
    return !isNext && /^[^,;:.!?()]*$/.test(source.slice(words[place - 1]!.end, words[place]!.start));
  });
};

/** Whether numbers and names of a sentence stand in its source or in the question. */
const holdsFacts = (sentence: string, source: string, question: string): boolean => {
  const known = `${source}\n${question}`;
  const numbers = new Set(known.match(number));
  if ((sentence.match(number) ?? []).some((one) => !numbers.has(one))) return false;
  const stems = stemSet(known);
  return (sentence.match(name) ?? []).flatMap(contentWords).every((word) => presence(word, stems) > 0);
};

/** Of each sentence what its source adds to the log probability of its content words, in the mean over their tokens, in nats; undefined without a model. */
const likelihoodGains = async (
  question: string,
  pairs: readonly { readonly text: string; readonly source: string }[],
  judge: JudgingModel | undefined,
  signal: AbortSignal | undefined,
): Promise<number[] | undefined> => {
  if (judge === undefined || pairs.length === 0) return undefined;
  const asked = `Question: ${question}\nAnswer:`;
  const requests = pairs.flatMap(({ text, source }) => [
    { sentence: text, leftContext: asked, edits: [] },
    { sentence: text, leftContext: `${source}\n\n${asked}`, edits: [] },
  ]);
  try {
    const scores = await judge.scoreCandidates(requests, { priority: 'visible', ...(signal && { signal }) });
    return pairs.map(({ text }, index) =>
      meanGain(text, scores[2 * index]!.sentence.tokens, scores[2 * index + 1]!.sentence.tokens),
    );
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
};

const meanGain = (text: string, without: readonly TokenScore[], after: readonly TokenScore[]): number => {
  const words = contentWords(text);
  const gains = after.flatMap(({ start, end, logProbability }, index) =>
    words.some((word) => end > word.start && start < word.end) ? [logProbability - without[index]!.logProbability] : [],
  );
  return gains.reduce((sum, gain) => sum + gain, 0) / (gains.length || 1);
};
