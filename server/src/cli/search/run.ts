import { relative, resolve, sep } from 'node:path';
import type { EmbeddingClient } from '../../inference/embeddingClient';
import type { SearchHit } from '../../search/folderSearch';
import { parseQuery } from '../../search/query/parseQuery';
import type { FoundPassages } from '../../search/query/passageFinder';
import { rerankedHits } from '../../search/query/reranking';
import type { SearchService } from '../../search/searchService';
import type { RelatedTerm } from '../../search/searchStore';
import { relatedTerms } from '../../search/words/queryExpansion';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { counted } from '../counted';
import { openChosenEmbedder } from '../embedder';
import { asIndexError, searchedFolder, settingsOf } from '../index/place';
import { wantsColours } from '../report/style';
import { folderVectors } from '../words/folderVectors';
import { bringUpToDate } from './bringUpToDate';
import { foundBySense } from './bySense';
import { hitRecord } from './hitRecord';
import { hitText } from './hitText';
import { openSearched } from './openSearched';
import { type SearchCommandOptions, usesVectors } from './options';
import { rankedAgain } from './rankedAgain';
import { searchedFilter } from './searchedFilter';

/** Runs `surprisal search`; the exit code comes back. */
export const runSearch = async (query: string | undefined, options: SearchCommandOptions): Promise<number> => {
  const asked = [query, options.similar, options.word ?? options.sense].filter((one) => one !== undefined);
  if (asked.length !== 1)
    throw new CommandError(
      'search takes a query, or in place of one --similar FILE:LINE, or --word WORD with --sense TEXT',
    );
  const embedder =
    usesVectors(options.mode) || options.word !== undefined
      ? await openChosenEmbedder(options.embeddingModel)
      : undefined;
  const service = await openSearched(options, embedder);
  try {
    if (options.update && options.store === undefined) await bringUpToDate(service);
    const { hits: all, vectorsMissing } = await found(service, query, options, embedder);
    if (vectorsMissing !== undefined && options.embeddingModel !== 'none')
      printMessage(`ranked by terms alone: ${vectorsMissing}`);
    const hits = options.rerank && query !== undefined ? (await rerankedOnce(query, all)).slice(0, options.limit) : all;
    print(hits, options);
    if (hits.length === 0) printMessage(await nothingFound(service, options));
    return hits.length === 0 ? exitCodes.findings : exitCodes.nothingFound;
  } catch (error) {
    return asIndexError(error);
  } finally {
    await service.close();
    embedder?.dispose();
  }
};

const found = async (
  service: SearchService,
  query: string | undefined,
  options: SearchCommandOptions,
  embedder: EmbeddingClient | undefined,
): Promise<FoundPassages> => {
  const { mode, limit, rerank, similar, word, sense, dir } = options;
  const filter = searchedFilter(options);
  if (word !== undefined || sense !== undefined) {
    if (word === undefined || sense === undefined)
      throw new CommandError('--word and --sense go together: a word, and a text that uses it');
    const { stemmer } = settingsOf(searchedFolder(dir));
    return { hits: await foundBySense(service, embedder, { word, sense, limit, filter, stemmer }) };
  }
  if (similar === undefined) {
    const related = options.expand ? await expansion(service, query!, options) : [];
    return service.search(query!, { mode, limit: rerank ? Math.max(limit, rerankedHits) : limit, filter, related });
  }
  const file = relative(searchedFolder(dir), resolve(similar.file)).split(sep).join('/');
  const passage = service.passageAt(file, similar.line);
  if (passage === undefined)
    throw new CommandError(`${similar.file}: the index has no passage of it; surprisal index --explain says why`);
  return service.similar(passage, limit, filter);
};

/** Terms that are looked for beside the query's own; which they are is said. */
const expansion = async (
  service: SearchService,
  query: string,
  { dir, update }: SearchCommandOptions,
): Promise<readonly RelatedTerm[]> => {
  const words = await folderVectors(service, update);
  const { stemmer } = settingsOf(searchedFolder(dir));
  const related = words === undefined ? [] : relatedTerms(parseQuery(query).text, words.vectors, stemmer);
  printMessage(
    related.length === 0
      ? '--expand: no related words are known'
      : `also: ${related.map(({ term, weight }) => `${term} (${weight.toFixed(2)})`).join(', ')}`,
  );
  return related;
};

/** By a neural model that is there for this alone. */
const rerankedOnce = async (query: string, hits: readonly SearchHit[]): Promise<readonly SearchHit[]> => {
  const { shippedNeuralModel } = await import('../../inference/neuralModel');
  const model = shippedNeuralModel();
  try {
    return await rankedAgain(query, hits, model, (message) => printMessage(`--rerank: ${message}`));
  } finally {
    model.dispose();
  }
};

const nothingFound = async (service: SearchService, { store }: SearchCommandOptions): Promise<string> => {
  const { files, chunks } = await service.state();
  const found = `nothing found in ${counted(files, 'file')} (${counted(chunks, 'passage')})`;
  return store === undefined ? `${found}; surprisal index --verbose says which files are left out` : found;
};

const print = (hits: readonly SearchHit[], { format }: SearchCommandOptions): void => {
  if (format === 'json') process.stdout.write(`${JSON.stringify(hits.map(hitRecord))}\n`);
  else if (format === 'jsonl') for (const hit of hits) process.stdout.write(`${JSON.stringify(hitRecord(hit))}\n`);
  else process.stdout.write(hits.map((hit) => hitText(hit, wantsColours(), process.stdout.columns || 100)).join('\n'));
};
