import type { Embedder } from '../../lm/embedder';
import type { AllowedFolder } from '../../mcp/allowedFolders';
import type { ToolRun } from '../../mcp/tool';
import type { SearchService } from '../../search/searchService';
import type { StoreState } from '../../search/searchStore';
import { asIndexError, openIndex } from '../index/place';
import { bringUpToDate } from '../search/bringUpToDate';

/** What is asked of a folder's index once it is up to date. */
export type FolderQuestion<Answer> = (service: SearchService) => Promise<Answer>;

export interface FolderAnswer<Answer> {
  readonly answer: Answer;
  readonly state: StoreState;
}

/** The indexes of the directories that may be read. Each is open only while it is asked: an editor, or the command line, may have to write it. */
export class FolderIndexes {
  private readonly turns = new Map<string, Promise<unknown>>();

  /**
   * Brings a folder's index up to date and asks it. One question at a time, since the first has to wait until there is an index.
   * @throws CommandError
   * @throws the signal's reason
   */
  ask<Answer>(
    folder: AllowedFolder,
    embedder: Embedder | undefined,
    question: FolderQuestion<Answer>,
    run: ToolRun,
  ): Promise<FolderAnswer<Answer>> {
    const before = this.turns.get(folder.real) ?? Promise.resolve();
    const answer = before.then(() => askOpened(folder, embedder, question, run));
    this.turns.set(
      folder.real,
      answer.catch(() => {}),
    );
    return answer;
  }
}

const askOpened = async <Answer>(
  { real }: AllowedFolder,
  embedder: Embedder | undefined,
  question: FolderQuestion<Answer>,
  { signal, tell }: ToolRun,
): Promise<FolderAnswer<Answer>> => {
  signal.throwIfAborted();
  const service = openIndex(real, undefined, embedder);
  try {
    await bringUpToDate(service, { progress: { show: tell, tell, clear: () => {} }, signal, embedsFirst: true });
    const answer = await question(service);
    return { answer, state: await service.state() };
  } catch (error) {
    signal.throwIfAborted();
    return asIndexError(error);
  } finally {
    await service.close();
  }
};
