import * as l10n from '@vscode/l10n';
import type { Embedder } from '../../lm/embedder';
import { stemmerOf } from '../../search/index/stemming';
import { passagesOfWord, rankedBySense, wordInSentence } from '../../search/query/wordSense';
import type { SearchHitItem, SearchResult, SenseParams } from '../../shared/searchProtocol';
import type { Services } from '../services';
import { readinessOf } from './indexStatus';

const standardLimit = 50;
const mostHits = 200;

/**
 * Passages in which a word means what it does where it stands.
 * @throws the signal's reason
 */
export const passagesOfSense = async (
  { search, ports, connection, searchSettings }: Pick<Services, 'search' | 'ports' | 'connection' | 'searchSettings'>,
  { text, start, end, location, limit }: SenseParams,
  signal: AbortSignal,
): Promise<SearchResult> => {
  const problem = (message: string): SearchResult => ({
    hits: [],
    readiness: readinessOf([], search.opened()),
    problem: message,
  });
  const sense = wordInSentence(text, start, end);
  if (sense === undefined) return problem(l10n.t('No word stands at the caret.'));
  await search.use();
  const [first] = search.opened();
  const { stemmer, embeddingModel } = await searchSettings(first?.uri ?? '');
  const embedder = ports.openEmbedder(embeddingModel, (message) => connection.console.warn(message));
  if (!readsWords(embedder)) return problem(l10n.t('This needs the embedding model, which is off or cannot run here.'));
  const word = sense.text.slice(sense.start, sense.end);
  const most = Math.min(Math.max(1, limit ?? standardLimit), mostHits);
  const result = await search.ask({ limit: mostHits, signal }, async (index, until) => {
    const { hits, ready } = await index.search(word, { mode: 'bm25', limit: passagesOfWord }, until);
    return { hits: await rankedBySense(sense, hits, embedder, stemmerOf(stemmer), until), ready };
  });
  return { ...result, hits: result.hits.filter((hit) => !standsIn(hit, location)).slice(0, most) };
};

type WordEmbedder = Embedder & { readonly embedSpans: NonNullable<Embedder['embedSpans']> };

const readsWords = (embedder: Embedder | undefined): embedder is WordEmbedder => embedder?.embedSpans !== undefined;

/** Whether a hit's sentence is the one that was asked about. */
const standsIn = ({ uri, markedRange }: SearchHitItem, location: SenseParams['location']): boolean =>
  location !== undefined &&
  uri === location.uri &&
  markedRange.start.line <= location.range.start.line &&
  location.range.end.line <= markedRange.end.line;
