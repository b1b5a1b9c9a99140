import { setImmediate } from 'node:timers/promises';
import { defaultWord2vecSettings, type Word2vecSettings } from '../../learning/word2vec/settings';
import { type WordCorpus, WordCorpusBuilder } from '../../learning/word2vec/wordCorpus';
import type { ChunkKey } from '../chunk';
import type { IndexPlace } from '../indexPlace';
import { contentSketch, sketchSimilarity } from './contentSketch';
import { type TrainingOptions, trainInThreads } from './trainingThreads';
import { WordForms } from './wordForms';
import { wordSentences } from './wordSentences';
import { type FolderWordVectors, readWordsFile, wordsFileState, writeWordsFile } from './wordsFile';

type LocalPlace = NonNullable<IndexPlace['local']>;

/** Below this share of passages in common, words are worth learning again. */
const leastInCommon = 0.8;

/** A folder has few words, so they are read oftener, and a word that comes three times counts. */
export const folderWordSettings: Word2vecSettings = { ...defaultWord2vecSettings, minimumCount: 3, epochs: 10 };

const turnMs = 10;

/** The word vectors of an indexed folder, which lie beside its index. */
export class FolderWords {
  private last: FolderWordVectors | undefined;
  private lastState: string | undefined;

  constructor(private readonly place: LocalPlace) {}

  /** What was learnt last, by this process or another; undefined where nothing was. */
  known(): FolderWordVectors | undefined {
    const state = wordsFileState(this.place.folder);
    if (state !== this.lastState) {
      this.last = state === undefined ? undefined : readWordsFile(this.place.folder);
      this.lastState = state;
    }
    return this.last;
  }

  /** Whether there are none, or the folder has changed much since. */
  async areStale(): Promise<boolean> {
    const known = this.known();
    return known === undefined || sketchSimilarity(known.sketch, contentSketch(await this.keys())) < leastInCommon;
  }

  /**
   * Learns the folder's words as the index has them now, and keeps them.
   * @returns undefined where there is too little text to learn from
   * @throws the signal's reason
   */
  async learn(options: TrainingOptions = {}): Promise<FolderWordVectors | undefined> {
    const sketch = contentSketch(await this.keys());
    const written = new WordForms();
    const corpus = await this.corpus(folderWordSettings.minimumCount, options.signal, (text) => written.add(text));
    if (corpus.tokens.length === 0) return undefined;
    const vectors = await trainInThreads(corpus, folderWordSettings, options);
    const learnt = { vectors, forms: written.of(vectors.words), sketch };
    await writeWordsFile(this.place.folder, learnt);
    return learnt;
  }

  /**
   * All that the index has of the folder, as a text to learn from.
   * @param onText is shown each piece of it
   * @throws the signal's reason
   */
  async corpus(minimumCount: number, signal?: AbortSignal, onText?: (text: string) => void): Promise<WordCorpus> {
    const builder = new WordCorpusBuilder();
    let turn = performance.now();
    for (const text of this.texts(await this.paths())) {
      for (const words of wordSentences(text)) builder.addSentence(words);
      onText?.(text);
      if (performance.now() - turn < turnMs) continue;
      await setImmediate();
      signal?.throwIfAborted();
      turn = performance.now();
    }
    return builder.build(minimumCount);
  }

  /** The text of each passage, what it shares with the one before it once. */
  private *texts(paths: readonly string[]): Generator<string> {
    const { store, texts } = this.place;
    texts.forget();
    for (const path of paths) {
      let end = 0;
      for (const chunk of store.chunksOf(path)) {
        yield texts.read(chunk)?.slice(Math.max(0, end - chunk.start)) ?? '';
        end = Math.max(end, chunk.end);
      }
    }
  }

  /** By name, so that the same folder gives the same words. */
  private async paths(): Promise<readonly string[]> {
    return [...(await this.place.store.files()).keys()].sort();
  }

  private async keys(): Promise<readonly ChunkKey[]> {
    return this.place.store.keysIn(await this.paths());
  }
}
