import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GrowableUint32Array } from '../../lm/ngram/growableUint32Array';
import type { Chunk, ChunkKey } from '../chunk';
import type { LexicalMode, StoreHit } from '../searchStore';
import { BestHits } from './bestHits';
import { ChunkTable } from './chunkTable';
import { FrameLog } from './frameLog';
import type { TermIndex } from './indexParts';
import { RecordReader, RecordWriter } from './records';
import { stemmerOf } from './stemming';
import { stemsOf } from './terms';

/** BM25's parameters. */
export interface Bm25Parameters {
  readonly k1: number;
  readonly b: number;
}

const mostCount = 255;

/**
 * An inverted index in memory over an append-only file. The postings of a term are a chain of 8 bytes each, the chunk and how often the term stands
 * in it, and where the chain goes on. Statistics (N, document frequency, mean length) are those of the chunks in use, so that ranks do not depend on what
 * was indexed before.
 */
export class TermLog implements TermIndex {
  private table = new ChunkTable();
  private lengths = new GrowableUint32Array();
  /** Of each chunk, the Euclidean norm of 1 + ln of its counts. */
  private norms: number[] = [];
  private termNumbers = new Map<string, number>();
  /** Of each term, its last posting plus 1; 0 for none. */
  private heads = new GrowableUint32Array();
  /** Chunk times 256, plus the count. */
  private postings = new GrowableUint32Array();
  private nexts = new GrowableUint32Array();
  private inUse = new Uint8Array(0);
  private usedChunks = 0;
  private usedLength = 0;
  private readonly log: FrameLog;
  private readonly records = new RecordWriter();

  private constructor(
    folder: string,
    private readonly parameters: Bm25Parameters,
  ) {
    this.log = new FrameLog(join(folder, 'terms'));
  }

  /** @throws IndexFormatError */
  static open(folder: string, parameters: Bm25Parameters): TermLog {
    mkdirSync(folder, { recursive: true });
    const index = new TermLog(folder, parameters);
    index.readLog();
    return index;
  }

  private readLog(): void {
    this.log.read(
      () => this.clear(),
      (payload) => this.apply(new RecordReader(payload)),
    );
  }

  private clear(): void {
    this.table = new ChunkTable();
    this.lengths = new GrowableUint32Array();
    this.norms = [];
    this.termNumbers = new Map();
    this.heads = new GrowableUint32Array();
    this.postings = new GrowableUint32Array();
    this.nexts = new GrowableUint32Array();
  }

  private apply(records: RecordReader): void {
    const numbers = [...this.termNumbers.keys()];
    while (!records.atEnd) {
      const key = Buffer.from(records.raw(16)).toString('hex');
      const length = records.count();
      const chunk = this.addChunk(key, length);
      for (let left = records.count(); left > 0; left--) {
        const number = records.count();
        if (number === numbers.length) numbers.push(records.text());
        this.addPosting(chunk, this.numberOf(numbers[number]!), records.count());
      }
    }
  }

  private addChunk(key: ChunkKey, length: number): number {
    this.lengths.push(length);
    this.norms.push(0);
    return this.table.add(key);
  }

  private numberOf(term: string): number {
    const known = this.termNumbers.get(term);
    if (known !== undefined) return known;
    this.termNumbers.set(term, this.termNumbers.size);
    this.heads.push(0);
    return this.termNumbers.size - 1;
  }

  private addPosting(chunk: number, term: number, count: number): void {
    this.postings.push(chunk * 256 + count);
    this.norms[chunk] = Math.hypot(this.norms[chunk]!, 1 + Math.log(count));
    this.nexts.push(this.heads.view()[term]!);
    this.heads.view()[term] = this.postings.length;
  }

  has(key: ChunkKey): boolean {
    return this.table.indexOf(key) >= 0;
  }

  add(chunks: readonly Chunk[]): void {
    for (const { key, headings, text } of chunks) {
      if (this.has(key)) continue;
      const counts = new Map<string, number>();
      const terms = stemsOf(`${headings.join('\n')}\n${text}`, stemmerOf('english'));
      for (const term of terms) counts.set(term, Math.min(mostCount, (counts.get(term) ?? 0) + 1));
      const chunk = this.addChunk(key, terms.length);
      this.records.raw(Buffer.from(key, 'hex'));
      this.records.count(terms.length);
      this.records.count(counts.size);
      for (const [term, count] of counts) {
        const before = this.termNumbers.size;
        const number = this.numberOf(term);
        this.records.count(number);
        if (number === before) this.records.text(term);
        this.records.count(count);
        this.addPosting(chunk, number, count);
      }
    }
  }

  async commit(): Promise<void> {
    if (this.records.length > 0) this.log.append(this.records.written());
    this.records.clear();
  }

  /** Writes the index anew without these chunks. */
  remove(keys: readonly ChunkKey[]): void {
    const removed = new Set(keys.map((key) => this.table.indexOf(key)));
    const terms: (readonly [string, number])[][] = Array.from({ length: this.table.size }, () => []);
    const heads = this.heads.view();
    const postings = this.postings.view();
    const nexts = this.nexts.view();
    for (const [term, number] of this.termNumbers)
      for (let at = heads[number]!; at > 0; at = nexts[at - 1]!) {
        const posting = postings[at - 1]!;
        if (!removed.has(posting >>> 8)) terms[posting >>> 8]!.push([term, posting & mostCount]);
      }
    const numbers = new Map<string, number>();
    const records = new RecordWriter();
    for (let chunk = 0; chunk < this.table.size; chunk++) {
      if (removed.has(chunk)) continue;
      records.raw(Buffer.from(this.table.keyOf(chunk), 'hex'));
      records.count(this.lengths.view()[chunk]!);
      records.count(terms[chunk]!.length);
      for (const [term, count] of terms[chunk]!) {
        const known = numbers.get(term);
        records.count(known ?? numbers.size);
        if (known === undefined) {
          records.text(term);
          numbers.set(term, numbers.size);
        }
        records.count(count);
      }
    }
    this.records.clear();
    this.log.replace([records.written()]);
    this.clear();
    this.apply(new RecordReader(records.written()));
  }

  async refresh(): Promise<void> {
    this.readLog();
  }

  use(keys: Iterable<ChunkKey>): void {
    this.inUse = new Uint8Array(this.table.size);
    this.usedChunks = 0;
    this.usedLength = 0;
    for (const key of keys) {
      const chunk = this.table.indexOf(key);
      if (chunk < 0) continue;
      this.inUse[chunk] = 1;
      this.usedChunks++;
      this.usedLength += this.lengths.view()[chunk]!;
    }
  }

  search(query: string, mode: LexicalMode, count: number, accepts?: (key: ChunkKey) => boolean): StoreHit[] {
    const scores = new Float64Array(this.table.size);
    const lengths = this.lengths.view();
    for (const term of new Set(stemsOf(query, stemmerOf('english')))) {
      const found = this.postingsOf(term);
      const idf = Math.log(1 + (this.usedChunks - found.length + 0.5) / (found.length + 0.5));
      for (const posting of found) {
        const chunk = posting >>> 8;
        scores[chunk]! += this.weight(mode, posting & mostCount, idf, chunk, lengths[chunk]!);
      }
    }
    // Ranks that are equal must not depend on the order in which chunks came.
    const best = new BestHits(count, (a, b) => this.table.keyOf(a) < this.table.keyOf(b));
    // All weights are above 0.
    scores.forEach((score, chunk) => {
      if (score > 0 && score >= best.bound && (accepts === undefined || accepts(this.table.keyOf(chunk))))
        best.add(chunk, score);
    });
    return best.sorted().map(({ chunk, score }) => ({ key: this.table.keyOf(chunk), score }));
  }

  private postingsOf(term: string): number[] {
    const found: number[] = [];
    const number = this.termNumbers.get(term);
    if (number === undefined) return found;
    const postings = this.postings.view();
    const nexts = this.nexts.view();
    for (let at = this.heads.view()[number]!; at > 0; at = nexts[at - 1]!) {
      const posting = postings[at - 1]!;
      if (this.inUse[posting >>> 8] === 1) found.push(posting);
    }
    return found;
  }

  /**
   * `bm25` as Robertson and Zaragoza 2009 have it, with Lucene's idf, which is never negative; `tfidf` is SMART's lnc.ltn (Manning et al. 2008, 6.4);
   * `exact`, one-hot, counts which of the query's terms are there.
   */
  private weight(mode: LexicalMode, count: number, idf: number, chunk: number, length: number): number {
    if (mode === 'exact') return 1;
    if (mode === 'tfidf') return ((1 + Math.log(count)) / this.norms[chunk]!) * idf;
    const { k1, b } = this.parameters;
    const relativeLength = (length * this.usedChunks) / this.usedLength;
    return (idf * count * (k1 + 1)) / (count + k1 * (1 - b + b * relativeLength));
  }

  async close(): Promise<void> {}
}
