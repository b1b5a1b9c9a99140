import type { SearchService } from '../../search/searchService';
import type { FolderWordVectors } from '../../search/words/wordsFile';
import { printMessage } from '../console';
import { Progress } from '../progress';

/**
 * The words of a folder as they were learnt, learnt anew where there are none or the folder has changed much since.
 * @param update whether they may be
 * @returns undefined where there is too little text
 */
export const folderVectors = async (
  service: SearchService,
  update: boolean,
): Promise<FolderWordVectors | undefined> => {
  const { words } = service;
  if (words === undefined) return undefined;
  if (!update || !(await words.areStale())) return words.known();
  const progress = new Progress();
  if (words.known() === undefined) printMessage('learning the words of this folder first');
  try {
    return await words.learn({ onProgress: (done) => progress.show(`learning words: ${Math.floor(100 * done)} %`) });
  } finally {
    progress.clear();
  }
};
