import { relative, resolve, sep } from 'node:path';
import type { Embedder } from '../../lm/embedder';
import type { SearchHit } from '../../search/folderSearch';
import type { FoundPassages, SearchService } from '../../search/searchService';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { counted } from '../counted';
import { openChosenEmbedder } from '../embedder';
import { asIndexError, openIndex, searchedFolder, settingsOf } from '../index/place';
import { wantsColours } from '../report/style';
import { bringUpToDate } from './bringUpToDate';
import { hitRecord } from './hitRecord';
import { hitText } from './hitText';
import { type SearchCommandOptions, usesVectors } from './options';

/** Runs `surprisal search`; the exit code comes back. */
export const runSearch = async (query: string | undefined, options: SearchCommandOptions): Promise<number> => {
  if ((query === undefined) === (options.similar === undefined))
    throw new CommandError('search takes a query, or --similar FILE:LINE in place of one');
  const embedder = usesVectors(options.mode) ? await openChosenEmbedder(options.embeddingModel) : undefined;
  const service = await openSearched(options, embedder);
  try {
    if (options.update && options.store === undefined) await bringUpToDate(service);
    const { hits, vectorsMissing } = await found(service, query, options);
    if (vectorsMissing !== undefined && options.embeddingModel !== 'none')
      printMessage(`ranked by terms alone: ${vectorsMissing}`);
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

/** In the store that is named, which others keep up to date, or in a folder. */
const openSearched = async (
  { dir, index, store, source }: SearchCommandOptions,
  embedder: Embedder | undefined,
): Promise<SearchService> => {
  const root = searchedFolder(dir);
  if (store === undefined) {
    if (source !== undefined) throw new CommandError('--source is about an index that --store names');
    return openIndex(root, index, embedder);
  }
  const { openStore } = await import('../index/store');
  return openStore(store, root, settingsOf(root), { embedder });
};

const found = async (
  service: SearchService,
  query: string | undefined,
  { mode, limit, similar, dir, path, language, source, heading }: SearchCommandOptions,
): Promise<FoundPassages> => {
  const filter = {
    ...(path === undefined ? {} : { paths: path }),
    ...(language === undefined ? {} : { languages: language }),
    ...(source === undefined ? {} : { sources: source }),
    ...(heading === undefined ? {} : { heading }),
  };
  if (similar === undefined) return service.search(query!, { mode, limit, filter });
  const file = relative(searchedFolder(dir), resolve(similar.file)).split(sep).join('/');
  const passage = service.passageAt(file, similar.line);
  if (passage === undefined)
    throw new CommandError(`${similar.file}: the index has no passage of it; surprisal index --explain says why`);
  return service.similar(passage, limit, filter);
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
