import { l10n, type QuickPickItem, QuickPickItemKind, Uri, window } from 'vscode';
import {
  type ExplainIndexedParams,
  type ExplainIndexedResult,
  explainIndexedMethod,
  type IndexedFilesParams,
  type IndexedFilesResult,
  indexedFilesMethod,
} from '../../../server/src/shared/searchProtocol';
import { type ClientCommand, type CommandParts, refusedWithoutFolder } from './command';

/** More would make a list slow that one filters by typing. */
const mostListed = 5000;

interface FileItem extends QuickPickItem {
  readonly uri?: Uri;
}

const separator = (label: string): FileItem => ({ label, kind: QuickPickItemKind.Separator });

/** What one most often asks is about the file one looks at. */
const activeItems = async ({ client }: CommandParts): Promise<readonly FileItem[]> => {
  const document = window.activeTextEditor?.document;
  if (document?.uri.scheme !== 'file') return [];
  const params: ExplainIndexedParams = { uri: document.uri.toString() };
  const { reason } = await client.request<ExplainIndexedResult>(explainIndexedMethod, params);
  const label = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const item =
    reason === undefined
      ? { label: `$(check) ${label}`, description: l10n.t('is indexed') }
      : { label: `$(circle-slash) ${label}`, description: reason };
  return [separator(l10n.t('this file')), item];
};

const folderItems = (folder: IndexedFilesResult['folders'][number], several: boolean): readonly FileItem[] => {
  const uriOf = (path: string) => Uri.joinPath(Uri.parse(folder.uri, true), path);
  const prefix = several ? `${folder.name}: ` : '';
  const isCut = (list: readonly unknown[]) => (list.length < mostListed ? '' : '+');
  return [
    separator(`${prefix}${l10n.t('left out: {0}', `${folder.leftOut.length}${isCut(folder.leftOut)}`)}`),
    ...folder.leftOut.map(({ path, reason }) => ({
      label: `$(circle-slash) ${path}`,
      description: reason,
      uri: uriOf(path),
    })),
    separator(`${prefix}${l10n.t('indexed: {0}', `${folder.indexed.length}${isCut(folder.indexed)}`)}`),
    ...folder.indexed.map((path) => ({ label: `$(check) ${path}`, uri: uriOf(path) })),
  ];
};

export const showIndexedFiles: ClientCommand = {
  id: 'surprisal.showIndexedFiles',
  async run(parts) {
    if (refusedWithoutFolder()) return;
    const params: IndexedFilesParams = { limit: mostListed };
    const items = Promise.all([
      activeItems(parts),
      parts.client.request<IndexedFilesResult>(indexedFilesMethod, params),
    ]).then(([active, { folders }]) => [
      ...active,
      ...folders.flatMap((folder) => folderItems(folder, folders.length > 1)),
    ]);
    const chosen = await window.showQuickPick<FileItem>(items, {
      title: l10n.t('What Is Indexed, and Why Not'),
      placeHolder: l10n.t('Type a part of a path or of a reason'),
      matchOnDescription: true,
    });
    if (chosen?.uri !== undefined) await window.showTextDocument(chosen.uri);
  },
};
