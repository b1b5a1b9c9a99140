import { GrowableUint32Array } from '../../lm/ngram/growableUint32Array';
import type { CountedTerms } from './countedTerms';
import type { Stem } from './stemming';
import { postingOf, SegmentWriter } from './termSegment';

/** Chunks that came since the last segment: their postings as they came, 8 bytes each, until they are written as one. */
export class TermBuffer {
  private readonly keys = new GrowableUint32Array();
  private readonly lengths = new GrowableUint32Array();
  private readonly terms: string[] = [];
  private readonly numbers = new Map<string, number>();
  /** Of each dictionary, which of our terms its terms are; -1 where that was not asked yet. */
  private readonly known = new Map<readonly string[], Int32Array>();
  /** Of each posting, its term. */
  private postingTerms = new Uint32Array(1 << 14);
  private postings = new Uint32Array(1 << 14);
  private usedPostings = 0;

  get chunks(): number {
    return this.lengths.length;
  }

  /** @param key four words of 32 bits */
  add(key: ArrayLike<number>, { length, pairs, dictionary }: CountedTerms): void {
    const chunk = this.chunks;
    for (let word = 0; word < 4; word++) this.keys.push(key[word]!);
    this.lengths.push(length);
    const ours = this.oursOf(dictionary);
    this.reserve(pairs.length / 2);
    for (let at = 0; at < pairs.length; at += 2) {
      const theirs = pairs[at]!;
      let term = ours[theirs]!;
      if (term < 0) {
        term = this.numberOf(dictionary[theirs]!);
        ours[theirs] = term;
      }
      this.postingTerms[this.usedPostings] = term;
      this.postings[this.usedPostings++] = postingOf(chunk, pairs[at + 1]!);
    }
  }

  private oursOf(dictionary: readonly string[]): Int32Array {
    const known = this.known.get(dictionary);
    if (known !== undefined && known.length >= dictionary.length) return known;
    const room = new Int32Array(dictionary.length * 2).fill(-1);
    if (known !== undefined) room.set(known);
    this.known.set(dictionary, room);
    return room;
  }

  private numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.terms.push(text) - 1;
    this.numbers.set(text, number);
    return number;
  }

  private reserve(count: number): void {
    if (this.usedPostings + count <= this.postings.length) return;
    const room = Math.max(this.postings.length * 2, this.usedPostings + count);
    const [postings, terms] = [new Uint32Array(room), new Uint32Array(room)];
    postings.set(this.postings);
    terms.set(this.postingTerms);
    this.postings = postings;
    this.postingTerms = terms;
  }

  /** A segment of all chunks that were added. */
  toSegment(id: number, stemmer: string, stem: Stem): Uint8Array {
    const stems = this.terms.map(stem);
    const order = Uint32Array.from(stems.keys()).sort((a, b) => {
      const [one, other] = stems[a] === stems[b] ? [this.terms[a]!, this.terms[b]!] : [stems[a]!, stems[b]!];
      return one < other ? -1 : 1;
    });
    const { ends, postings } = this.byTerm();
    const keys = this.keys.view();
    const writer = new SegmentWriter({ id, firstId: id, stemmer, keys, lengths: this.lengths.view() });
    for (const term of order)
      writer.term(stems[term]!, this.terms[term]!, postings.subarray(term === 0 ? 0 : ends[term - 1], ends[term]));
    return writer.finish();
  }

  /** All postings ordered by term, and of each term where its own end: a counting sort, which leaves those of one term in the order of chunks. */
  private byTerm(): { readonly ends: Uint32Array; readonly postings: Uint32Array } {
    const ends = new Uint32Array(this.terms.length);
    for (let at = 0; at < this.usedPostings; at++) ends[this.postingTerms[at]!]!++;
    let start = 0;
    ends.forEach((count, term) => {
      ends[term] = start;
      start += count;
    });
    const postings = new Uint32Array(this.usedPostings);
    for (let at = 0; at < this.usedPostings; at++) postings[ends[this.postingTerms[at]!]!++] = this.postings[at]!;
    return { ends, postings };
  }
}
