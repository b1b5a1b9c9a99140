import { setTimeout } from 'node:timers/promises';
import type { AskedWords } from '../../search/words/relatedWords';
import type { WorkspaceSearch } from './workspaceSearch';

/** The thread that searches may be reading files: a hover or a list of suggestions does not wait for it. */
const withinMs = 50;

/** Words of the workspace for features that can do without. */
export class RelatedWords {
  constructor(
    private readonly search: Pick<WorkspaceSearch, 'relatedWords'>,
    private readonly onFailed: (error: unknown) => void,
  ) {}

  /** Words that stand among the same words of a document's folder as all of some do; none where they are not known, or not at once. Never rejects. */
  async of(uri: string, asked: AskedWords, limit: number): Promise<readonly string[]> {
    const stop = new AbortController();
    try {
      const late = setTimeout(withinMs, [], { signal: stop.signal }).catch(() => []);
      const found = await Promise.race([this.search.relatedWords(uri, asked, limit), late]);
      return found.map(({ word }) => word);
    } catch (error) {
      this.onFailed(error);
      return [];
    } finally {
      stop.abort();
    }
  }
}
