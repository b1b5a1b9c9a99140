import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchSettings } from '../../configuration/searchSettings';
import { GrowableUint32Array } from '../../lm/ngram/growableUint32Array';
import type { ChunkKey } from '../chunk';
import type { AskedTerms, LexicalMode, StoreHit } from '../searchStore';
import { BestHits } from './bestHits';
import { type ChunkSet, ChunkTable, keyWords } from './chunkTable';
import type { PreparedChunk } from './countedTerms';
import { FrameLog } from './frameLog';
import type { TermIndex } from './indexParts';
import { mergeSegments } from './mergeSegments';
import { type Stem, stemmerOf } from './stemming';
import { TermBuffer } from './termBuffer';
import { TermCounter } from './termCounter';
import { chunkNorms } from './termNorms';
import { chunkOf, countOf, TermSegment } from './termSegment';
import { termWeights } from './termWeights';

/** How terms are made and ranked. */
export type TermSettings = Pick<SearchSettings, 'k1' | 'b' | 'stemmer'>;

/** A segment is merged with those after it once they have half of its bytes, so each posting is written again a few times at most. */
const mergedShare = 2;
/** The log is written anew when it has so many times the bytes of its segments. */
const mostStaleness = 1.15;

/** A segment and the number of its first chunk. */
interface Live {
  readonly segment: TermSegment;
  readonly base: number;
  /** Written to the log. */
  readonly logged: boolean;
}

/**
 * An inverted index in segments that never change, over an append-only file of them (a log-structured merge). A later frame may stand for several before it. To open one
 * is to read bytes. Its terms are words as they are written, in lower case; those of one stem stand together, so one index answers by stems and by exact terms. Statistics (N,
 * document frequency, mean length) are those of the chunks in use, so that ranks do not depend on what was indexed before.
 */
export class TermLog implements TermIndex {
  private table = new ChunkTable();
  private live: Live[] = [];
  private buffer = new TermBuffer();
  private nextId = 1;
  private inUse = new Uint8Array(0);
  private usedChunks = 0;
  private usedLength = 0;
  private readonly norms = new WeakMap<TermSegment, Float64Array>();
  private readonly counter = new TermCounter();
  private readonly words = new Uint32Array(4);
  private readonly stem: Stem;
  private readonly log: FrameLog;

  private constructor(
    folder: string,
    private readonly settings: TermSettings,
  ) {
    this.log = new FrameLog(join(folder, 'terms'), true);
    this.stem = stemmerOf(settings.stemmer);
  }

  /** @throws IndexFormatError */
  static open(folder: string, settings: TermSettings): TermLog {
    mkdirSync(folder, { recursive: true });
    const index = new TermLog(folder, settings);
    index.readLog();
    return index;
  }

  private readLog(): void {
    const before = this.live;
    let segments = before.map(({ segment }) => segment);
    let isNew = false;
    this.log.read(
      () => {
        segments = [];
        isNew = true;
      },
      (payload) => {
        const segment = this.asSet(new TermSegment(payload));
        segments = [...segments.filter(({ id }) => id < segment.firstId), segment];
      },
    );
    if (isNew) this.clear();
    this.setLive(segments);
  }

  /** With the stems of the language that is set, whichever it was written with. */
  private asSet(segment: TermSegment): TermSegment {
    const { stemmer } = this.settings;
    if (segment.stemmer === stemmer) return segment;
    return new TermSegment(mergeSegments([segment], { id: segment.id, stemmer, stem: this.stem }));
  }

  private clear(): void {
    this.table = new ChunkTable();
    this.live = [];
    this.buffer = new TermBuffer();
  }

  /** Segments in the order of the log; merged ones have the chunks of those that they stand for, in the same order. */
  private setLive(segments: readonly TermSegment[]): void {
    const known = this.table.size;
    this.live = [];
    let base = 0;
    for (const segment of segments) {
      this.live.push({ segment, base, logged: true });
      for (let chunk = Math.max(0, known - base); chunk < segment.chunks; chunk++)
        this.table.addWords(segment.keys, chunk * 4);
      base += segment.chunks;
      this.nextId = Math.max(this.nextId, segment.id + 1);
    }
  }

  has(key: ChunkKey): boolean {
    return this.table.indexOf(key) >= 0;
  }

  hasIn(table: ChunkTable, index: number): boolean {
    return this.table.indexIn(table, index) >= 0;
  }

  add(chunks: readonly PreparedChunk[]): void {
    for (const { key, headings, text, terms } of chunks) {
      if (this.has(key)) continue;
      this.table.add(key);
      keyWords(key, this.words);
      this.buffer.add(this.words, terms ?? this.counter.count(...headings, text));
    }
  }

  /** Makes a segment of what was added since the last one, and merges it with those before it that are not much larger. */
  private seal(): void {
    if (this.buffer.chunks === 0) return;
    const { stemmer } = this.settings;
    const sealed = new TermSegment(this.buffer.toSegment(this.nextId++, stemmer, this.stem));
    this.buffer = new TermBuffer();
    let from = this.live.length;
    for (let bytes = sealed.bytes.length; from > 0; from--) {
      const before = this.live[from - 1]!.segment.bytes.length;
      if (before > mergedShare * bytes) break;
      bytes += before;
    }
    const merged = [...this.live.slice(from).map(({ segment }) => segment), sealed];
    const base = this.live[from]?.base ?? this.table.size - sealed.chunks;
    const segment = merged.length === 1 ? sealed : this.merge(merged);
    this.live = [...this.live.slice(0, from), { segment, base, logged: false }];
  }

  private merge(segments: readonly TermSegment[], without?: ReadonlySet<number>): TermSegment {
    const { stemmer } = this.settings;
    return new TermSegment(mergeSegments(segments, { id: this.nextId++, stemmer, stem: this.stem }, without));
  }

  async commit(): Promise<void> {
    this.seal();
    this.live = this.live.map((live) => {
      if (!live.logged) this.log.append(live.segment.bytes);
      return { ...live, logged: true };
    });
    const bytes = this.live.reduce((sum, { segment }) => sum + segment.bytes.length, 0);
    if (this.log.bytes > mostStaleness * bytes + 1_000_000)
      this.log.replace(this.live.map(({ segment }) => segment.bytes));
  }

  /** Writes the index anew without these chunks. */
  remove(keys: readonly ChunkKey[]): void {
    this.seal();
    const removed = new Set(keys.map((key) => this.table.indexOf(key)));
    removed.delete(-1);
    const segment = this.merge(
      this.live.map((live) => live.segment),
      removed,
    );
    this.log.replace([segment.bytes]);
    this.clear();
    this.setLive([segment]);
  }

  async refresh(): Promise<void> {
    this.readLog();
  }

  use({ table, members }: ChunkSet): void {
    this.seal();
    const lengths = this.live.map(({ segment }) => segment.lengths);
    const all = new Uint32Array(this.table.size);
    this.live.forEach(({ base }, index) => {
      all.set(lengths[index]!, base);
    });
    this.inUse = new Uint8Array(this.table.size);
    this.usedChunks = 0;
    this.usedLength = 0;
    for (let index = 0; index < members.length; index++) {
      if (members[index] !== 1) continue;
      const chunk = this.table.indexIn(table, index);
      if (chunk < 0) continue;
      this.inUse[chunk] = 1;
      this.usedChunks++;
      this.usedLength += all[chunk]!;
    }
  }

  search(query: AskedTerms, mode: LexicalMode, count: number, accepts?: (key: ChunkKey) => boolean): StoreHit[] {
    const scores = this.allScores(query, mode);
    // Ranks that are equal must not depend on the order in which chunks came.
    const best = new BestHits(count, (a, b) => this.table.keyOf(a) < this.table.keyOf(b));
    // All weights are above 0.
    scores.forEach((score, chunk) => {
      if (score > 0 && score >= best.bound && (accepts === undefined || accepts(this.table.keyOf(chunk))))
        best.add(chunk, score);
    });
    return best.sorted().map(({ chunk, score }) => ({ key: this.table.keyOf(chunk), score }));
  }

  scoresOf(query: AskedTerms, mode: LexicalMode, keys: readonly ChunkKey[]): number[] {
    if (keys.length === 0) return [];
    const scores = this.allScores(query, mode);
    return keys.map((key) => scores[this.table.indexOf(key)] ?? 0);
  }

  /** By chunk; 0 where it holds no term of the query or is not in use. */
  private allScores(query: AskedTerms, mode: LexicalMode): Float64Array {
    this.seal();
    const scores = new Float64Array(this.table.size);
    for (const [term, weight] of termWeights(query, mode, this.stem))
      this.addScores(scores, { mode, weight }, mode === 'exact' ? this.exactPostings(term) : this.stemPostings(term));
    return scores;
  }

  /**
   * `bm25` as Robertson and Zaragoza 2009 have it, with Lucene's idf, which is never negative; `tfidf` is SMART's lnc.ltn (Manning et al. 2008, 6.4);
   * `exact`, one-hot, counts which of the query's terms are there.
   */
  private addScores(
    scores: Float64Array,
    { mode, weight }: { readonly mode: LexicalMode; readonly weight: number },
    postings: Uint32Array,
  ): void {
    const { inUse, usedChunks } = this;
    let frequency = 0;
    for (const posting of postings) frequency += inUse[chunkOf(posting)] ?? 0;
    const idf = weight * Math.log(1 + (usedChunks - frequency + 0.5) / (frequency + 0.5));
    const { k1, b } = this.settings;
    const meanLength = this.usedLength / usedChunks;
    let live = 0;
    for (const posting of postings) {
      const chunk = chunkOf(posting);
      if (inUse[chunk] !== 1) continue;
      while (live + 1 < this.live.length && this.live[live + 1]!.base <= chunk) live++;
      const { segment, base } = this.live[live]!;
      const count = countOf(posting);
      if (mode === 'exact') scores[chunk]! += 1;
      else if (mode === 'tfidf') scores[chunk]! += ((1 + Math.log(count)) / this.normsOf(segment)[chunk - base]!) * idf;
      else {
        const length = segment.lengths[chunk - base]! / meanLength;
        scores[chunk]! += (idf * count * (k1 + 1)) / (count + k1 * (1 - b + b * length));
      }
    }
  }

  private normsOf(segment: TermSegment): Float64Array {
    let norms = this.norms.get(segment);
    if (norms === undefined) {
      norms = chunkNorms(segment);
      this.norms.set(segment, norms);
    }
    return norms;
  }

  /** Of a term as it is written; chunks ascending. */
  private exactPostings(term: string): Uint32Array {
    const found = new GrowableUint32Array(64);
    const stem = this.stem(term);
    for (const { segment, base } of this.live) {
      const number = segment.findTerm(stem, term);
      if (number >= 0) segment.readPostings(number, base, found);
    }
    return found.view();
  }

  /** Of all terms with a stem, added up; chunks ascending. */
  private stemPostings(stem: string): Uint32Array {
    const found = new GrowableUint32Array(64);
    for (const { segment, base } of this.live) {
      const group = segment.findStem(stem);
      if (group >= 0) segment.readStem(group, base, found);
    }
    return found.view();
  }

  async close(): Promise<void> {}
}
