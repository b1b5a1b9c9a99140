import type { StemmerChoice } from '../../configuration/searchSettings';
import { type Part, parts, threeWaySplit } from '../../learning/adapter/threeWaySplit';
import type { AdapterOptions } from '../../learning/adapter/trainAdapter';
import { selectedPairs, type TrainingPairs } from '../../learning/adapter/trainingPairs';
import type { TuningJob } from '../../learning/adapter/tuneAdapter';
import type { GuardSet } from '../../learning/adapter/verdict';
import type { EmbeddedKind, Embedder } from '../../lm/embedder';
import { contentKey } from '../../text/contentKey';
import type { ChunkKey } from '../chunk';
import type { LocalStore } from '../index/localStore';
import { withoutStopWords } from '../query/stopWords';
import { hasDocumentation } from './documentationPairs';
import type { PairKind, QueryPair } from './filePairs';
import type { GatheredPairs } from './gatherPairs';
import { generalPairs } from './generalPairs';

/** Kinds of files by what their pairs are: an adapter is learnt from one, and guarded by those of the other. */
export const pairSources = ['code', 'prose'] as const;
export type PairSource = (typeof pairSources)[number];

export interface TuningJobOptions {
  readonly adapter: AdapterOptions;
  /** Where pairs to learn from are taken; where most are unless it is said. */
  readonly source?: PairSource | undefined;
  readonly stemmer: StemmerChoice;
  readonly signal?: AbortSignal | undefined;
  readonly onEmbedded?: ((texts: number, of: number) => void) | undefined;
}

export interface PreparedTuning {
  readonly job: TuningJob;
  readonly source: PairSource;
  /** Pairs of each part. */
  readonly counts: Readonly<Record<Part, number>>;
  /** Pairs of all parts. */
  readonly byKind: Readonly<Partial<Record<PairKind, number>>>;
}

/** Pairs to learn from and to measure with, at most: to embed one takes some 30 ms. */
const mostPairs = 8000;
/** Pairs of the other source, at most. */
const mostGuarding = 1000;
/** Passages that a rank is among, at most, besides those of pairs. */
const mostOthers = 20_000;
/** Of each pair. */
const hardNegatives = 8;
/** The best by BM25 that are looked at for them. */
const negativeDepth = 30;
/** Texts an embedder gets at a time. */
const batchTexts = 64;

/**
 * Makes numbers of pairs: queries are embedded, and passages without their queries; those of which nothing was taken have their vectors in the index. Each pair is ranked among all of them.
 * @throws the signal's reason; what the embedder throws
 */
export const prepareTuning = async (
  { pairs, reduced, dates }: GatheredPairs,
  store: LocalStore,
  embedder: Embedder,
  options: TuningJobOptions,
): Promise<PreparedTuning> => {
  const bySource = (source: PairSource) => pairs.filter((pair) => sourceOf(pair) === source);
  const source = options.source ?? (bySource('code').length > bySource('prose').length ? 'code' : 'prose');
  const chosen = sampled(bySource(source), mostPairs, nameOf);
  const guarding = sampled(bySource(source === 'code' ? 'prose' : 'code'), mostGuarding, nameOf);
  const pool = await poolOf([...chosen, ...guarding], reduced, store);
  const isRanked = ({ key }: QueryPair) => pool.rows.has(key);
  const [own, others] = [chosen.filter(isRanked), guarding.filter(isRanked)];
  const ranked = [...own, ...others];
  const texts = new Texts(embedder, ranked.length + pool.texts.size + 2 * generalPairs.length, options);
  const queries = await texts.embed(
    ranked.map(({ query }) => query),
    'query',
  );
  const passages = await pool.filled(texts);
  const numbers = await numbersOf(ranked, queries, pool.rows, store, options);
  const { dimensions } = embedder;
  const select = (indexes: readonly number[]) => selectedPairs(numbers, indexes, dimensions);
  const partOf = threeWaySplit(own, (path) => dates.get(path) ?? 0);
  const indexesOf = (part: Part) => partOf.flatMap((one, index) => (one === part ? [index] : []));
  const [first, second] = halves(others.map((_, index) => own.length + index));
  const data = {
    ...{ dimensions, passages, training: select(indexesOf('training')), validation: select(indexesOf('validation')) },
    guard: select(first),
  };
  const guards: GuardSet[] = [
    { name: source === 'code' ? 'prose' : 'code', pairs: select(second), passages, depth: 10 },
    await generalGuard(texts),
  ];
  return {
    job: { data, test: select(indexesOf('test')), guards, options: options.adapter },
    source,
    counts: Object.fromEntries(parts.map((part) => [part, indexesOf(part).length])) as Record<Part, number>,
    byKind: countsOf(own.filter((_, index) => partOf[index] !== undefined)),
  };
};

const sourceOf = ({ languageId }: QueryPair): PairSource => (hasDocumentation(languageId) ? 'code' : 'prose');

const nameOf = ({ key, query }: QueryPair): string => `${key} ${query}`;

const countsOf = (pairs: readonly QueryPair[]): Partial<Record<PairKind, number>> => {
  const counts: Partial<Record<PairKind, number>> = {};
  for (const { kind } of pairs) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/** At most so many, by a hash of their names, so that it is the same ones each time. */
const sampled = <Item>(items: readonly Item[], most: number, name: (item: Item) => string): readonly Item[] => {
  if (items.length <= most) return items;
  const hashed = items.map((item) => ({ item, hash: contentKey(name(item), 0, name(item).length) }));
  return hashed
    .sort((a, b) => a.hash - b.hash)
    .slice(0, most)
    .map(({ item }) => item);
};

/** What one is chosen by, and what it is judged by. */
const halves = (items: readonly number[]): readonly [number[], number[]] => [
  items.filter((_, index) => index % 2 === 0),
  items.filter((_, index) => index % 2 === 1),
];

/** Embeds texts in small batches, as somebody in the background. */
class Texts {
  private done = 0;

  constructor(
    readonly embedder: Embedder,
    /** How many will be embedded in all. */
    private readonly total: number,
    private readonly options: Pick<TuningJobOptions, 'signal' | 'onEmbedded'>,
  ) {}

  async embed(texts: readonly string[], kind: EmbeddedKind): Promise<Float32Array> {
    const { embedder } = this;
    const { signal, onEmbedded } = this.options;
    const vectors = new Float32Array(texts.length * embedder.dimensions);
    // Those of like length go together, so that little is computed for padding.
    const order = texts.map((_, index) => index).sort((a, b) => texts[b]!.length - texts[a]!.length);
    for (let from = 0; from < order.length; from += batchTexts) {
      signal?.throwIfAborted();
      const batch = order.slice(from, from + batchTexts);
      const rows = await embedder.embed(
        batch.map((index) => texts[index]!),
        { kind, priority: 'background', ...(signal !== undefined && { signal }) },
      );
      for (const [at, index] of batch.entries())
        vectors.set(
          rows.subarray(at * embedder.dimensions, (at + 1) * embedder.dimensions),
          index * embedder.dimensions,
        );
      this.done += batch.length;
      onEmbedded?.(this.done, this.total);
    }
    return vectors;
  }
}

/** All passages that a rank is among, a row each. */
interface Pool {
  readonly rows: ReadonlyMap<ChunkKey, number>;
  /** What is embedded, in place of the index's vector. */
  readonly texts: ReadonlyMap<ChunkKey, string>;
  filled(texts: Texts): Promise<Float32Array>;
}

/**
 * Passages of pairs, and others that have a vector. One that holds a query which is not asked here is left out: it would be found by words that were taken from the others.
 */
const poolOf = async (
  pairs: readonly QueryPair[],
  reduced: ReadonlyMap<ChunkKey, string>,
  store: LocalStore,
): Promise<Pool> => {
  const asked = new Set(pairs.map(({ key }) => key));
  const all = await store.keysIn([...(await store.files()).keys()]);
  const others = all.filter((key) => !asked.has(key) && !reduced.has(key));
  const vectors = new Map<ChunkKey, Float32Array>();
  const texts = new Map<ChunkKey, string>();
  for (const key of [...asked, ...sampled(others, mostOthers, (one) => one)]) {
    const text = reduced.get(key);
    const vector = text === undefined ? store.vectorOf(key) : undefined;
    if (text !== undefined) texts.set(key, text);
    else if (vector !== undefined) vectors.set(key, vector);
  }
  const rows = new Map([...texts.keys(), ...vectors.keys()].map((key, row) => [key, row]));
  const filled = async (embedded: Texts) => {
    const { dimensions } = embedded.embedder;
    const passages = new Float32Array(rows.size * dimensions);
    passages.set(await embedded.embed([...texts.values()], 'passage'));
    for (const [key, vector] of vectors) passages.set(vector, rows.get(key)! * dimensions);
    return passages;
  };
  return { rows, texts, filled };
};

const numbersOf = async (
  pairs: readonly QueryPair[],
  queries: Float32Array,
  rows: ReadonlyMap<ChunkKey, number>,
  store: LocalStore,
  { stemmer, signal }: TuningJobOptions,
): Promise<TrainingPairs> => {
  const negatives: Int32Array[] = [];
  const related: Int32Array[] = [];
  for (const pair of pairs) {
    signal?.throwIfAborted();
    const right = new Set([pair.key, ...pair.related]);
    const best = await store.byTerms(withoutStopWords(pair.query, stemmer), 'bm25', negativeDepth);
    const wrong = best.map(({ key }) => key).filter((key) => !right.has(key));
    negatives.push(rowsOf(wrong, rows).slice(0, hardNegatives));
    related.push(rowsOf(pair.related, rows));
  }
  return { queries, positives: Int32Array.from(pairs, ({ key }) => rows.get(key)!), negatives, related };
};

const rowsOf = (keys: readonly ChunkKey[], rows: ReadonlyMap<ChunkKey, number>): Int32Array =>
  Int32Array.from(new Set(keys.flatMap((key) => rows.get(key) ?? [])));

/** Questions of no workspace, each with the passage that answers it among others of its subject. */
const generalGuard = async (texts: Texts): Promise<GuardSet> => {
  const queries = await texts.embed(
    generalPairs.map(({ query }) => query),
    'query',
  );
  const passages = await texts.embed(
    generalPairs.map(({ passage }) => passage),
    'passage',
  );
  const none = generalPairs.map(() => new Int32Array(0));
  const positives = Int32Array.from(generalPairs, (_, index) => index);
  return { name: 'general', pairs: { queries, positives, negatives: none, related: none }, passages, depth: 1 };
};
