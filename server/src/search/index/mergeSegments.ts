import { GrowableUint32Array } from '../../lm/ngram/growableUint32Array';
import type { Stem } from './stemming';
import { chunkOf, countOf, postingOf, SegmentWriter, type TermSegment } from './termSegment';

/** Terms of a segment with their stems, in the order of stems. */
interface OrderedTerms {
  readonly segment: TermSegment;
  /** Of its chunks, the first one's number among all that are merged. */
  readonly base: number;
  readonly stems: readonly string[];
  readonly texts: readonly string[];
  readonly order: Uint32Array;
  at: number;
}

const orderedTerms = (segment: TermSegment, base: number, stemmer: string, stem: Stem): OrderedTerms => {
  const texts = Array.from({ length: segment.terms }, (_, term) => segment.termText(term));
  const order = Uint32Array.from(texts.keys());
  const stems: string[] = [];
  if (segment.stemmer === stemmer)
    for (let group = 0; group < segment.stems; group++) {
      const text = segment.stemText(group);
      for (let term = segment.firstTerm(group); term < segment.firstTerm(group + 1); term++) stems.push(text);
    }
  else {
    // Written when another language was set.
    for (const text of texts) stems.push(stem(text));
    order.sort((a, b) => (isBefore(stems[a]!, texts[a]!, stems[b]!, texts[b]!) ? -1 : 1));
  }
  return { segment, base, stems, texts, order, at: 0 };
};

const isBefore = (stem: string, text: string, otherStem: string, otherText: string): boolean =>
  stem === otherStem ? text < otherText : stem < otherStem;

/**
 * One segment in place of several that follow one another, with the stems of the language that is set now.
 * @param without chunks that are left out, by their number among all
 */
export const mergeSegments = (
  segments: readonly TermSegment[],
  { id, stemmer, stem }: { readonly id: number; readonly stemmer: string; readonly stem: Stem },
  without: ReadonlySet<number> = new Set(),
): Uint8Array => {
  const bases: number[] = [];
  let all = 0;
  for (const { chunks } of segments) {
    bases.push(all);
    all += chunks;
  }
  const numbers = new Int32Array(all);
  const keys = new Uint32Array((all - without.size) * 4);
  const lengths = new Uint32Array(all - without.size);
  let next = 0;
  segments.forEach((segment, index) => {
    for (let chunk = 0; chunk < segment.chunks; chunk++) {
      const number = bases[index]! + chunk;
      numbers[number] = without.has(number) ? -1 : next;
      if (without.has(number)) continue;
      keys.set(segment.keys.subarray(chunk * 4, chunk * 4 + 4), next * 4);
      lengths[next++] = segment.lengths[chunk]!;
    }
  });
  const firstId = segments[0]?.firstId ?? id;
  const writer = new SegmentWriter({ id, firstId, stemmer, keys, lengths });
  const sources = segments.map((segment, index) => orderedTerms(segment, bases[index]!, stemmer, stem));
  for (;;) {
    let first: { readonly stem: string; readonly text: string } | undefined;
    for (const { stems, texts, order, at } of sources) {
      const term = order[at];
      if (term === undefined) continue;
      if (first === undefined || isBefore(stems[term]!, texts[term]!, first.stem, first.text))
        first = { stem: stems[term]!, text: texts[term]! };
    }
    if (first === undefined) return writer.finish();
    const postings = new GrowableUint32Array(16);
    for (const source of sources) {
      const term = source.order[source.at];
      if (term === undefined || source.texts[term] !== first.text || source.stems[term] !== first.stem) continue;
      source.segment.readPostings(term, source.base, postings);
      source.at++;
    }
    writer.term(first.stem, first.text, renumbered(postings.view(), numbers));
  }
};

/** Postings by the new numbers of their chunks, without those of chunks that have none. */
const renumbered = (postings: Uint32Array, numbers: Int32Array): Uint32Array => {
  let kept = 0;
  for (const posting of postings) {
    const chunk = numbers[chunkOf(posting)]!;
    if (chunk >= 0) postings[kept++] = postingOf(chunk, countOf(posting));
  }
  return postings.subarray(0, kept);
};
