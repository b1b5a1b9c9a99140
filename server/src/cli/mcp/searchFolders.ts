import { join } from 'node:path';
import type { Embedder } from '../../lm/embedder';
import type { AllowedFolder, AllowedFolders } from '../../mcp/allowedFolders';
import type { SearchInput, SearchOutput } from '../../mcp/searchTool';
import type { ToolRun } from '../../mcp/tool';
import { fusedAnswers } from '../../search/query/fusedAnswers';
import type { FoundPassages } from '../../search/query/passageFinder';
import { rerankedHits } from '../../search/query/reranking';
import { counted } from '../counted';
import { hitRecord } from '../search/hitRecord';
import { usesVectors } from '../search/options';
import { rankedAgain } from '../search/rankedAgain';
import { searchedFilter } from '../search/searchedFilter';
import type { FolderIndexes, FolderQuestion } from './folderIndexes';
import type { SharedModels } from './sharedModels';

/** Searches folders as `surprisal search` does, and fuses what is found in several. */
export const searchFolders =
  (models: SharedModels, folders: AllowedFolders, indexes: FolderIndexes) =>
  async (input: SearchInput, run: ToolRun): Promise<SearchOutput> => {
    const { query, mode, limit, rerank, directory } = input;
    const searched = folders.searched(directory);
    const embedder = usesVectors(mode) ? await models.embedder() : undefined;
    const notes = new Set<string>();
    const options = { mode, limit: rerank ? Math.max(limit, rerankedHits) : limit, filter: filterOf(input) };
    const ask: FolderQuestion<FoundPassages> = (service) => service.search(query, options, run.signal);
    const tell = (note: string): void => void notes.add(note);
    const answers = await inFolders(searched, indexes, embedder, ask, run, models.wantsVectors ? tell : () => {});
    const found = fusedAnswers(answers)
      .map(({ hit, from }) => ({ ...hit, directory: searched[from]!.named }))
      // An index holds what its links lead to.
      .filter(({ directory: folder, path }) => folders.holds(join(folder, path)));
    const hits = rerank ? await rankedAgain(query, found, await models.neural(), tell, run.signal) : found;
    return {
      hits: hits.slice(0, limit).map((hit) => ({ directory: hit.directory, ...hitRecord(hit) })),
      notes: [...notes],
    };
  };

const filterOf = ({ paths, languages, heading }: SearchInput) =>
  searchedFilter({
    ...(paths && { path: paths }),
    ...(languages && { language: languages }),
    ...(heading !== undefined && { heading }),
  });

/** One after the other: each may have to be indexed. */
const inFolders = async (
  searched: readonly AllowedFolder[],
  indexes: FolderIndexes,
  embedder: Embedder | undefined,
  ask: FolderQuestion<FoundPassages>,
  run: ToolRun,
  tell: (note: string) => void,
): Promise<readonly FoundPassages[]> => {
  const answers: FoundPassages[] = [];
  for (const folder of searched) {
    const { answer, state } = await indexes.ask(folder, embedder, ask, run);
    answers.push(answer);
    const { chunks, embedded } = state;
    if (answer.vectorsMissing !== undefined) tell(`ranked by terms alone: ${answer.vectorsMissing}`);
    else if (embedder !== undefined && embedded < chunks)
      tell(
        `${folder.named}: ${counted(chunks - embedded, 'passage')} of ${chunks} ${chunks - embedded === 1 ? 'has' : 'have'} no vector yet; surprisal index makes them`,
      );
  }
  return answers;
};
