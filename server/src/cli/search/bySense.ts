import type { StemmerChoice } from '../../configuration/searchSettings';
import type { EmbeddingClient } from '../../inference/embeddingClient';
import type { SearchHit } from '../../search/folderSearch';
import { stemmerOf } from '../../search/index/stemming';
import { plainQuery } from '../../search/query/plainQuery';
import { firstOccurrence, passagesOfWord, rankedBySense } from '../../search/query/wordSense';
import type { SearchService } from '../../search/searchService';
import type { ChunkFilter } from '../../search/searchStore';
import { CommandError } from '../commandError';

export interface SenseQuestion {
  readonly word: string;
  /** A text in which the word has the sense that is looked for. */
  readonly sense: string;
  readonly limit: number;
  readonly filter: ChunkFilter;
  readonly stemmer: StemmerChoice;
}

/** Passages with a word in the sense that it has in a text, best first. @throws CommandError */
export const foundBySense = async (
  service: SearchService,
  embedder: EmbeddingClient | undefined,
  { word, sense, limit, filter, stemmer }: SenseQuestion,
): Promise<readonly SearchHit[]> => {
  if (embedder === undefined) throw new CommandError('--sense compares by the embedding model, and there is none');
  const stem = stemmerOf(stemmer);
  const wanted = firstOccurrence(sense, word, stem);
  if (wanted === undefined) throw new CommandError(`--sense takes a text that holds the word ${word}`);
  const { hits } = await service.search(plainQuery(word), { mode: 'bm25', limit: passagesOfWord, filter });
  return (await rankedBySense(wanted, hits, embedder, stem)).slice(0, limit);
};
