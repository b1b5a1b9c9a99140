import * as l10n from '@vscode/l10n';
import type { FolderSearch } from '../../search/folderSearch';
import { NoVectorsError, TooFewPairsError } from '../../search/tuning/tuningError';
import { tuningText } from '../../search/tuning/tuningText';

/**
 * Tunes the searches of a folder.
 * @returns what has come of it, in one sentence
 * @throws the signal's reason
 */
export const tunedText = async (search: FolderSearch, signal: AbortSignal): Promise<string> => {
  try {
    const report = await search.tune(signal);
    return tuningText(report, (template, ...values) => l10n.t(template, ...values));
  } catch (error) {
    if (error instanceof NoVectorsError)
      return l10n.t('Nothing was changed: no passage of this folder has a vector yet.');
    if (error instanceof TooFewPairsError)
      return l10n.t('Nothing was changed: there is too little in this folder to learn from yet.');
    throw error;
  }
};
