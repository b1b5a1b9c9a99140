import type { Embedder, SpanInText } from '../../lm/embedder';
import type { Span } from '../../text/span';
import type { SearchHit } from '../folderSearch';
import { sentencesOf } from '../index/snippet';
import type { Stem } from '../index/stemming';
import { termsOfWord, word as writtenWord } from '../index/terms';

/** A word in its sentence, as one wants to find it again. */
export type WordSense = SpanInText;

/** Passages with the word that are looked at, the best by terms: more would take seconds. */
export const passagesOfWord = 200;
/** Occurrences that are compared. */
const mostOccurrences = 400;
/** Characters of a sentence that are read on each side of the word; the model reads some thousand. */
const mostAround = 500;

/** A word where it stands in a passage. */
interface Occurrence {
  readonly hit: number;
  readonly sentence: Span;
  readonly span: SpanInText;
}

/**
 * The word at a place of a text with the sentence around it; undefined where none stands there.
 * @param start of a selection in UTF-16 units, or of a caret where `end` is the same
 */
export const wordInSentence = (text: string, start: number, end: number): WordSense | undefined => {
  const found = wordsOf(text, { start: 0, end: text.length }).find((one) => one.start <= start && end <= one.end);
  const sentence = found && sentencesOf(text).find((one) => one.start <= found.start && found.end <= one.end);
  return found && sentence && spanIn(text, sentence, found);
};

/** The first occurrence of a word, in any of its forms, with the sentence around it; undefined where a text does not hold it. */
export const firstOccurrence = (text: string, word: string, stem: Stem): WordSense | undefined =>
  occurrencesIn(text, stemOf(word, stem), stem)[0]?.span;

/**
 * Passages in which a word is used in one sense before those where it is used in others: each by its most similar occurrence, whose sentence is marked. Scores are cosines of the word's vectors in
 * their sentences, at most 1. A sentence comes once, though neighbouring passages share it.
 * @param hits passages that hold the word
 * @throws what the embedder fails of
 * @throws the signal's reason
 */
export const rankedBySense = async (
  sense: WordSense,
  hits: readonly SearchHit[],
  embedder: Pick<Embedder, 'dimensions'> & { readonly embedSpans: NonNullable<Embedder['embedSpans']> },
  stem: Stem,
  signal?: AbortSignal,
): Promise<readonly SearchHit[]> => {
  const wanted = stemOf(sense.text.slice(sense.start, sense.end), stem);
  const occurrences = occurrencesOf(hits, wanted, stem);
  const spans = [sense, ...occurrences.map(({ span }) => span)];
  const rows = await embedder.embedSpans(spans, signal === undefined ? {} : { signal });
  const { dimensions } = embedder;
  const rowOf = (index: number) => rows.subarray(index * dimensions, (index + 1) * dimensions);
  const own = rowOf(0);
  const best = new Map<number, { readonly cosine: number; readonly sentence: Span }>();
  for (const [index, { hit, sentence }] of occurrences.entries()) {
    const row = rowOf(index + 1);
    const cosine = row.reduce((sum, value, column) => sum + value * own[column]!, 0);
    if (cosine > (best.get(hit)?.cosine ?? 0)) best.set(hit, { cosine, sentence });
  }
  return [...best]
    .map(([hit, { cosine, sentence }]) => ({ ...hits[hit]!, score: cosine, marked: sentence }))
    .sort((a, b) => b.score - a.score);
};

const occurrencesOf = (hits: readonly SearchHit[], wanted: string, stem: Stem): readonly Occurrence[] => {
  const seen = new Set<string>();
  return hits
    .flatMap(({ snippet }, hit) => occurrencesIn(snippet, wanted, stem).map((found) => ({ ...found, hit })))
    .filter(({ hit, place }) => {
      const { source = '', path, start } = hits[hit]!;
      const key = `${source} ${path} ${start + place.start}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .slice(0, mostOccurrences);
};

const occurrencesIn = (
  text: string,
  wanted: string,
  stem: Stem,
): readonly (Omit<Occurrence, 'hit'> & { readonly place: Span })[] =>
  sentencesOf(text).flatMap((sentence) =>
    wordsOf(text, sentence)
      .filter((place) => stemOf(text.slice(place.start, place.end), stem) === wanted)
      .map((place) => ({ place, sentence, span: spanIn(text, sentence, place) })),
  );

const stemOf = (word: string, stem: Stem): string => stem(termsOfWord(word)[0] ?? word);

const wordsOf = (text: string, { start, end }: Span): readonly Span[] =>
  [...text.slice(start, end).matchAll(writtenWord)].map(({ index, 0: word }) => ({
    start: start + index,
    end: start + index + word.length,
  }));

/** A place in the part of its sentence that is read. */
const spanIn = (text: string, sentence: Span, place: Span): SpanInText => {
  const from = Math.max(sentence.start, place.start - mostAround);
  const to = Math.min(sentence.end, place.end + mostAround);
  return { text: text.slice(from, to), start: place.start - from, end: place.end - from };
};
