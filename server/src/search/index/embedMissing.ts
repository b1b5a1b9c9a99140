import type { Embedder } from '../../lm/embedder';
import type { ChunkKey } from '../chunk';
import type { SearchStore } from '../searchStore';
import { passageText } from './passageText';

/** Chunks that are read and put in order of their lengths at a time. */
const roundChunks = 512;
/** Passages an embedder gets at a time: it cuts them into runs itself, and this many are lost at most when a process is killed. */
const batchPassages = 64;

export interface EmbedMissingOptions {
  readonly signal?: AbortSignal | undefined;
  /** @param chunks that have got a vector just now */
  readonly onEmbedded?: (chunks: number) => void;
}

interface Passage {
  readonly key: ChunkKey;
  readonly text: string;
}

/**
 * Gives a vector to each chunk in use that has none, as somebody in the background. Texts of like length go together, so that little is computed for padding. Each batch is
 * put into the store as it comes: who is stopped or killed goes on from there.
 * @returns how many chunks have none still, since their files have changed: the next run reads those
 * @throws the signal's reason, and what the embedder throws
 */
export const embedMissing = async (
  store: SearchStore,
  embedder: Embedder,
  { signal, onEmbedded }: EmbedMissingOptions = {},
): Promise<number> => {
  const unreadable = new Set<ChunkKey>();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const missing = await store.withoutVectors(unreadable.size + roundChunks);
      const keys = missing.filter((key) => !unreadable.has(key));
      if (keys.length === 0) return unreadable.size;
      const passages = await passagesOf(store, keys);
      const readable = new Set(passages.map(({ key }) => key));
      for (const key of keys) if (!readable.has(key)) unreadable.add(key);
      for (const batch of batchesOf(passages)) {
        const texts = batch.map(({ text }) => text);
        const vectors = await embedder.embed(texts, {
          ...{ kind: 'passage', priority: 'background' },
          ...(signal !== undefined && { signal }),
        });
        await store.putVectors(
          batch.map(({ key }) => key),
          vectors,
        );
        onEmbedded?.(batch.length);
        signal?.throwIfAborted();
      }
    }
  } finally {
    await store.commit();
  }
};

const passagesOf = async (store: SearchStore, keys: readonly ChunkKey[]): Promise<Passage[]> => {
  const places = [...(await store.places(keys))].flatMap(([, [first]]) => first ?? []);
  // A file is read once for all its chunks.
  places.sort((a, b) => (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1));
  const passages: Passage[] = [];
  for (const place of places) {
    const text = await store.text(place);
    if (text !== undefined) passages.push({ key: place.key, text: passageText(place, text) });
  }
  return passages;
};

/** The longest first: what takes most memory shows at once. */
function* batchesOf(passages: readonly Passage[]): Generator<readonly Passage[]> {
  const ordered = passages.toSorted((a, b) => b.text.length - a.text.length);
  for (let from = 0; from < ordered.length; from += batchPassages) yield ordered.slice(from, from + batchPassages);
}
