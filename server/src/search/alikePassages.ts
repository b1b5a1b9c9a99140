import { setImmediate } from 'node:timers/promises';
import type { AlikePassages, SearchHit } from './folderSearch';
import { ChunkTexts } from './index/chunkTexts';
import type { PairSearch } from './index/indexParts';
import { bestSentence } from './index/snippet';
import type { IndexPlace } from './indexPlace';
import { NearDuplicates } from './query/nearDuplicates';
import { pairGroups } from './query/pairGroups';
import type { StoredChunk } from './searchStore';

type LocalPlace = NonNullable<IndexPlace['local']>;

/** Of the runs of three words in two passages that are nearly the same: about one word in twelve differs. */
const leastAlike = 0.6;
/** The thread looks at its messages this often. */
const turnMs = 10;

/** Pairs that are looked at for each group that is wanted: several make one group, and some are neighbours that share a sentence. */
const pairsOfGroup = 20;

/** Units that would not be there if each passage stood once. */
const repeated = ({ hits }: AlikePassages): number =>
  hits.slice(1).reduce((sum, { snippet }) => sum + snippet.length, 0);

/**
 * Passages that were copied and changed a little, the longest repetitions first.
 * @throws the signal's reason
 */
export const copiedPassages = async (
  { root, store, texts }: LocalPlace,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly AlikePassages[]> => {
  texts.forget();
  const places: StoredChunk[] = [];
  const again = new ChunkTexts(root);
  const found = new NearDuplicates(leastAlike, (member) => again.read(places[member]!) ?? '');
  let turn = performance.now();
  for (const path of [...(await store.files()).keys()].sort())
    for (const place of store.chunksOf(path)) {
      const text = texts.read(place);
      if (text === undefined) continue;
      places.push(place);
      found.add(text);
      if (performance.now() - turn < turnMs) continue;
      await setImmediate();
      signal?.throwIfAborted();
      turn = performance.now();
    }
  return found
    .groups()
    .map(({ members, similarity }) => ({
      similarity,
      hits: members.flatMap((member) => hitAt(texts, places[member]!)),
    }))
    .filter(({ hits }) => hits.length > 1)
    .sort((a, b) => repeated(b) - repeated(a))
    .slice(0, limit);
};

/** Passages that say nearly the same. */
export interface SamePassages {
  /** Each with the least cosine by which a passage joined it. */
  readonly groups: readonly AlikePassages[];
  /** Share of all pairs that were compared in the time that was given. */
  readonly compared: number;
}

/**
 * Passages that say nearly the same by their vectors, the most similar first.
 * @throws the signal's reason
 */
export const samePassages = async (
  { store, texts }: LocalPlace,
  { limit, ...search }: PairSearch,
): Promise<SamePassages> => {
  texts.forget();
  const { pairs, compared } = await store.similarPairs({ ...search, limit: limit * pairsOfGroup });
  const places = await store.places([...new Set(pairs.flatMap(({ first, second }) => [first, second]))]);
  const apart = pairs.filter(({ first, second }) => !overlap(places.get(first) ?? [], places.get(second) ?? []));
  const groups = pairGroups(apart).map(({ members, similarity }) => ({
    similarity,
    hits: members.flatMap((key) => (places.get(key) ?? []).flatMap((place) => hitAt(texts, place))),
  }));
  return { groups: groups.filter(({ hits }) => hits.length > 1).slice(0, limit), compared };
};

/** Whether two passages share text where they lie. */
const overlap = (some: readonly StoredChunk[], others: readonly StoredChunk[]): boolean =>
  some.some((a) => others.some((b) => a.path === b.path && a.start < b.end && b.start < a.end));

const hitAt = (texts: ChunkTexts, place: StoredChunk): SearchHit[] => {
  const snippet = texts.read(place);
  if (snippet === undefined) return [];
  const marked = bestSentence(snippet, snippet);
  return [{ ...place, score: 1, snippet, startColumn: texts.columnOf(place), marked }];
};
