import { GrowableUint32Array } from '../../lm/ngram/growableUint32Array';
import { mostCount } from './countedTerms';
import { IndexFormatError } from './frameLog';

/** Words of a key. */
const KEY = 4;
/** "SRPT", and the version of the layout. */
const MAGIC = 0x54505253;
const VERSION = 1;
/** Numbers before the sections: magic, version, id, first id that it stands for, bytes of the stemmer's name, chunks, stems, terms, bytes of texts, bytes of postings. */
const HEADER = 10;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** A posting in one number: the chunk times 256, and how often the term stands in it. */
export const postingOf = (chunk: number, count: number): number => chunk * 256 + count;
export const chunkOf = (posting: number): number => posting >>> 8;
export const countOf = (posting: number): number => posting & 0xff;

const aligned = (bytes: number): number => (bytes + 3) & ~3;

/**
 * Some chunks and their postings, never changed: views over the bytes as they lie on the disk, of which nothing is parsed. Terms are ordered by
 * their stems, so that those of one stem stand together.
 */
export class TermSegment {
  /** Counts up through the log. */
  readonly id: number;
  /** It stands for all segments from this one on up to itself. */
  readonly firstId: number;
  readonly stemmer: string;
  readonly chunks: number;
  /** Of each chunk, how many terms it has. */
  readonly lengths: Uint32Array;
  /** Four words of 32 bits each. */
  readonly keys: Uint32Array;
  readonly stems: number;
  readonly terms: number;
  /** Of each stem, its first term; one more at the end. */
  private readonly stemTerms: Uint32Array;
  private readonly stemTexts: Uint32Array;
  private readonly termTexts: Uint32Array;
  private readonly termPostings: Uint32Array;
  private readonly texts: Uint8Array;
  private readonly postings: Uint8Array;

  /** @throws IndexFormatError */
  constructor(readonly bytes: Uint8Array) {
    const own = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const header = own.length < HEADER * 4 ? undefined : new Uint32Array(own.buffer, own.byteOffset, HEADER);
    if (header === undefined || header[0] !== MAGIC || header[1] !== VERSION)
      throw new IndexFormatError('the index was written by another version');
    const [, , id, firstId, nameBytes, chunks, stems, terms, textBytes, postingBytes] = header as unknown as number[];
    this.id = id!;
    this.firstId = firstId!;
    this.chunks = chunks!;
    this.stems = stems!;
    this.terms = terms!;
    let at = own.byteOffset + HEADER * 4;
    const numbers = (count: number): Uint32Array => {
      const view = new Uint32Array(own.buffer, at, count);
      at += count * 4;
      return view;
    };
    const raw = (count: number): Uint8Array => {
      const view = new Uint8Array(own.buffer, at, count);
      at += aligned(count);
      return view;
    };
    this.stemmer = decoder.decode(raw(nameBytes!));
    this.keys = numbers(chunks! * KEY);
    this.lengths = numbers(chunks!);
    this.stemTerms = numbers(stems! + 1);
    this.stemTexts = numbers(stems! + 1);
    this.termTexts = numbers(terms! + 1);
    this.termPostings = numbers(terms! + 1);
    this.texts = raw(textBytes!);
    this.postings = raw(postingBytes!);
  }

  stemText(stem: number): string {
    return decoder.decode(this.texts.subarray(this.stemTexts[stem], this.stemTexts[stem + 1]));
  }

  termText(term: number): string {
    return decoder.decode(this.texts.subarray(this.termTexts[term], this.termTexts[term + 1]));
  }

  firstTerm(stem: number): number {
    return this.stemTerms[stem]!;
  }

  /** The stem's number, or -1. */
  findStem(text: string): number {
    let low = 0;
    for (let high = this.stems - 1; low <= high; ) {
      const middle = (low + high) >>> 1;
      const found = this.stemText(middle);
      if (found === text) return middle;
      if (found < text) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The term's number among those of its stem, or -1. */
  findTerm(stem: string, text: string): number {
    const group = this.findStem(stem);
    if (group < 0) return -1;
    for (let term = this.firstTerm(group); term < this.firstTerm(group + 1); term++)
      if (this.termText(term) === text) return term;
    return -1;
  }

  /** Adds the postings of all terms of a stem as those of one, as `readPostings` does. */
  readStem(stem: number, base: number, into: GrowableUint32Array): void {
    const from = this.firstTerm(stem);
    const to = this.firstTerm(stem + 1);
    if (to - from === 1) {
      this.readPostings(from, base, into);
      return;
    }
    const found = new GrowableUint32Array(64);
    for (let term = from; term < to; term++) this.readPostings(term, base, found);
    for (const posting of added(found.view())) into.push(posting);
  }

  /** Adds the term's postings, chunks ascending, each chunk's number raised by `base`. */
  readPostings(term: number, base: number, into: GrowableUint32Array): void {
    const { postings } = this;
    const end = this.termPostings[term + 1]!;
    let chunk = base - 1;
    for (let at = this.termPostings[term]!; at < end; ) {
      let code = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = postings[at++]!;
        code |= (byte & 0x7f) << shift;
        if (byte < 0x80) break;
      }
      // A gap between chunks is 1 at least. The lowest bit says that a count follows.
      chunk += (code >>> 1) + 1;
      into.push(postingOf(chunk, (code & 1) === 0 ? 1 : postings[at++]!));
    }
  }
}

/** Postings of several terms, each with chunks ascending, as those of one: counts of the same chunk add up. */
const added = (postings: Uint32Array): Uint32Array => {
  postings.sort();
  let kept = 0;
  for (const posting of postings) {
    const before = postings[kept - 1];
    if (before !== undefined && chunkOf(before) === chunkOf(posting))
      postings[kept - 1] = postingOf(chunkOf(posting), Math.min(mostCount, countOf(before) + countOf(posting)));
    else postings[kept++] = posting;
  }
  return postings.subarray(0, kept);
};

export interface SegmentHead {
  readonly id: number;
  readonly firstId: number;
  readonly stemmer: string;
  readonly keys: Uint32Array;
  readonly lengths: Uint32Array;
}

/** Writes a segment: terms in the order of their stems and, of one stem, of their texts; postings of each with chunks ascending. */
export class SegmentWriter {
  private readonly stemTerms = new GrowableUint32Array();
  private readonly stemTexts = new GrowableUint32Array();
  private readonly termTexts = new GrowableUint32Array();
  private readonly termPostings = new GrowableUint32Array();
  private readonly texts = new ByteRoom();
  private readonly termBytes = new ByteRoom();
  private readonly postings = new ByteRoom();
  private lastStem: string | undefined;

  constructor(private readonly head: SegmentHead) {}

  /** A term with its postings. One without any is left out. */
  term(stem: string, text: string, postings: Uint32Array): void {
    if (postings.length === 0) return;
    if (stem !== this.lastStem) {
      this.stemTerms.push(this.termTexts.length);
      this.stemTexts.push(this.texts.length);
      this.texts.add(encoder.encode(stem));
      this.lastStem = stem;
    }
    this.termTexts.push(this.termBytes.length);
    this.termBytes.add(encoder.encode(text));
    this.termPostings.push(this.postings.length);
    let before = -1;
    for (let at = 0; at < postings.length; at++) {
      const posting = postings[at]!;
      const count = countOf(posting);
      this.postings.addGap((chunkOf(posting) - before - 1) * 2 + (count > 1 ? 1 : 0), count);
      before = chunkOf(posting);
    }
  }

  finish(): Uint8Array {
    const { id, firstId, stemmer, keys, lengths } = this.head;
    const name = encoder.encode(stemmer);
    const stems = this.stemTerms.length;
    const terms = this.termTexts.length;
    const stemBytes = this.texts.length;
    this.stemTerms.push(terms);
    this.stemTexts.push(stemBytes);
    this.termTexts.push(this.termBytes.length);
    this.termPostings.push(this.postings.length);
    const textBytes = stemBytes + this.termBytes.length;
    const header = [MAGIC, VERSION, id, firstId, name.length, lengths.length, stems, terms];
    const sections: readonly (Uint32Array | Uint8Array)[] = [
      Uint32Array.from([...header, textBytes, this.postings.length]),
      name,
      keys,
      lengths,
      this.stemTerms.view(),
      this.stemTexts.view(),
      this.termTexts.view().map((at) => at + stemBytes),
      this.termPostings.view(),
    ];
    const bodies = aligned(textBytes) + aligned(this.postings.length);
    const result = new Uint8Array(sections.reduce((sum, { byteLength }) => sum + aligned(byteLength), bodies));
    let at = 0;
    for (const section of sections) {
      result.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at);
      at += aligned(section.byteLength);
    }
    result.set(this.texts.view(), at);
    result.set(this.termBytes.view(), at + stemBytes);
    result.set(this.postings.view(), at + aligned(textBytes));
    return result;
  }
}

/** Bytes that double their room when it is full. */
class ByteRoom {
  private bytes = new Uint8Array(1 << 12);
  length = 0;

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.view());
    this.bytes = grown;
  }

  add(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Seven bits a byte; an odd number is followed by the count. */
  addGap(code: number, count: number): void {
    this.reserve(6);
    let rest = code;
    for (; rest >= 0x80; rest >>>= 7) this.bytes[this.length++] = (rest & 0x7f) | 0x80;
    this.bytes[this.length++] = rest;
    if ((code & 1) === 1) this.bytes[this.length++] = count;
  }

  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
