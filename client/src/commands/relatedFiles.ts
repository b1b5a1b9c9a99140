import { type CancellationToken, l10n, ProgressLocation, window } from 'vscode';
import {
  type RelatedFilesParams,
  type RelatedFilesResult,
  relatedFilesMethod,
} from '../../../server/src/shared/relatedProtocol';
import { fileName } from '../search/hitText';
import { RelatedFilesPicker } from '../search/relatedFilesPicker';
import { type ClientCommand, type CommandParts, refusedWithoutTrust } from './command';

/** Files that belong to the one that is looked at, with why; a commit that changes one most often changes them too. */
export const relatedFiles: ClientCommand = {
  id: 'surprisal.relatedFiles',
  async run(parts) {
    if (refusedWithoutTrust()) return;
    const document = window.activeTextEditor?.document;
    if (document?.uri.scheme !== 'file') {
      void window.showInformationMessage(l10n.t('Open the file first that others are to belong to.'));
      return;
    }
    const result = await asked(parts, { uri: document.uri.toString() });
    if (result === undefined) return;
    const { files, note } = result;
    if (files.length === 0)
      void window.showInformationMessage(note ?? l10n.t('No file is changed together with this one.'));
    else
      parts.search.openList(
        new RelatedFilesPicker(files, l10n.t('Files Related to {0}', fileName(document.uri.path)), note),
      );
  },
};

/** The first time, a history is read and learnt from, which takes some seconds where it is long. */
const asked = ({ client }: CommandParts, params: RelatedFilesParams): Thenable<RelatedFilesResult | undefined> =>
  window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('Surprisal: looking for related files'),
      cancellable: true,
    },
    async (_, token: CancellationToken) => {
      try {
        return await client.request<RelatedFilesResult>(relatedFilesMethod, params, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    },
  );
