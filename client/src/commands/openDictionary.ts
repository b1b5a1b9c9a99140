import { Uri, window } from 'vscode';
import { type DictionaryParams, type DictionaryResult, dictionaryMethod } from '../../../server/src/shared/protocol';
import type { SurprisalClient } from '../surprisalClient';

/** Opens a word list; the server makes it when it is not there. */
export const openDictionary = async (client: SurprisalClient, params: DictionaryParams): Promise<void> => {
  const { uri } = await client.request<DictionaryResult>(dictionaryMethod, params);
  await window.showTextDocument(Uri.parse(uri, true));
};
