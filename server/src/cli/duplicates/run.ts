import type { AlikePassages } from '../../search/folderSearch';
import type { SearchService } from '../../search/searchService';
import { CommandError, exitCodes } from '../commandError';
import { printable, printMessage } from '../console';
import { counted } from '../counted';
import { openChosenEmbedder } from '../embedder';
import { asIndexError, openIndex, searchedFolder } from '../index/place';
import { paletteFor, wantsColours } from '../report/style';
import { bringUpToDate } from '../search/bringUpToDate';
import { hitRecord } from '../search/hitRecord';
import type { DuplicatesCommandOptions } from './options';

/** Runs `surprisal duplicates`; the exit code comes back. */
export const runDuplicates = async (directory: string, options: DuplicatesCommandOptions): Promise<number> => {
  const embedder = options.by === 'meaning' ? await openChosenEmbedder(options.embeddingModel) : undefined;
  const service = openIndex(searchedFolder(directory), options.index, embedder);
  try {
    if (options.update) await bringUpToDate(service);
    const groups = options.by === 'text' ? await service.duplicates(options.limit) : await byMeaning(service, options);
    print(groups, options);
    return groups.length > 0 ? exitCodes.findings : exitCodes.nothingFound;
  } catch (error) {
    return asIndexError(error);
  } finally {
    await service.close();
    embedder?.dispose();
  }
};

/** A hundred thousand passages are compared within it. */
const budgetMs = 60_000;

const byMeaning = async (
  service: SearchService,
  { least, limit }: DuplicatesCommandOptions,
): Promise<readonly AlikePassages[]> => {
  const { chunks, embedded } = await service.state();
  if (embedded === 0) throw new CommandError('no passage has a vector yet; surprisal index makes them');
  if (embedded < chunks)
    printMessage(
      `${chunks - embedded} of ${counted(chunks, 'passage')} have no vector yet; surprisal index makes the rest`,
    );
  const { groups, compared } = await service.sameMeaning({ least, limit, budgetMs });
  if (compared < 1) printMessage(`only ${Math.floor(compared * 100)} % of all pairs were compared in a minute`);
  return groups;
};

const record = ({ similarity, hits }: AlikePassages) => ({
  similarity: Number(similarity.toFixed(4)),
  passages: hits.map(hitRecord),
});

const print = (groups: readonly AlikePassages[], { format }: DuplicatesCommandOptions): void => {
  if (format === 'json') process.stdout.write(`${JSON.stringify(groups.map(record))}\n`);
  else if (format === 'jsonl') for (const group of groups) process.stdout.write(`${JSON.stringify(record(group))}\n`);
  else process.stdout.write(groups.map(groupText).join('\n'));
};

/** A group for people: how alike its passages are, where each is, and how the first begins. */
const groupText = ({ similarity, hits }: AlikePassages): string => {
  const palette = paletteFor(wantsColours());
  const begins = hits[0]!.snippet.trim().replace(/\s+/g, ' ').slice(0, 80);
  return [
    `${similarity.toFixed(2)} ${palette.dim(printable(begins))}`,
    ...hits.map(({ path, startLine }) => `  ${palette.path(`${printable(path)}:${startLine}`)}`),
    '',
  ].join('\n');
};
