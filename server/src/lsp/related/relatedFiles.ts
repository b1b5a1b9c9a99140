import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { type RepositoryHead, readHead } from '../../platform/commitHistory';
import { RepositoryError } from '../../platform/git';
import { indexFolderName } from '../../search/index/indexFolder';
import type { HistoryModel, RelatedFile } from '../../search/related/historyModel';
import type { HistoryQuestion } from '../../search/related/historyThread';
import type { RelatedFileItem, RelatedFilesParams, RelatedFilesResult } from '../../shared/relatedProtocol';
import type { SearchHitItem } from '../../shared/searchProtocol';
import { filePathOf } from '../settingsSource';

export interface RelatedFilesPort {
  /** Absolute: the folder that holds the indexes of all folders, and lies in none of them. */
  readonly storage: string;
  /** The workspace is not trusted: git is not run in it. */
  readonly restricted: boolean;
  learn(question: HistoryQuestion, signal: AbortSignal): Promise<HistoryModel>;
  /** Hits like a file's text, best first, without those in itself; undefined where nothing is indexed. */
  alike(uri: string, limit: number, signal: AbortSignal): Promise<readonly SearchHitItem[] | undefined>;
}

const standardLimit = 20;
const mostFiles = 200;
/** Passages that are looked at for each file that is wanted. */
const passagesOfFile = 5;

/** Which files belong to one, by the histories of their repositories: each is kept in memory as of its last commit. */
export class RelatedFiles {
  private readonly models = new Map<string, HistoryModel>();

  constructor(private readonly port: RelatedFilesPort) {}

  /** @throws the signal's reason */
  async ask({ uri, limit }: RelatedFilesParams, signal: AbortSignal): Promise<RelatedFilesResult> {
    const path = filePathOf(uri);
    if (path === undefined) return { files: [], note: l10n.t('Only a file that lies on a disk has a history.') };
    if (this.port.restricted)
      return {
        files: [],
        note: l10n.t('The history is read by git, which is not run in a workspace that is not trusted.'),
      };
    const most = Math.min(Math.max(1, limit ?? standardLimit), mostFiles);
    try {
      const head = await readHead(dirname(path));
      const model = await this.modelOf(head, signal);
      const found = model.related(pathIn(head, path), most);
      if (found.length > 0) return { files: found.map((file) => itemOf(file, head)), ...shallowNote(model) };
      const reason =
        model.commitsOf(pathIn(head, path)) === 0
          ? l10n.t('No commit has changed this file yet.')
          : l10n.t('This file was always changed alone.');
      return await this.alike(uri, most, reason, signal);
    } catch (error) {
      if (!(error instanceof RepositoryError)) throw error;
      return this.alike(uri, most, problemText(error), signal);
    }
  }

  private async modelOf(head: RepositoryHead, signal: AbortSignal): Promise<HistoryModel> {
    const known = this.models.get(head.root);
    if (known?.facts.head === head.commit) return known;
    const folder = join(this.port.storage, indexFolderName(head.root));
    const model = await this.port.learn({ head, folder }, signal);
    this.models.set(head.root, model);
    return model;
  }

  /** What is like the file's text, where its history says nothing. */
  private async alike(uri: string, limit: number, reason: string, signal: AbortSignal): Promise<RelatedFilesResult> {
    const hits = await this.port.alike(uri, passagesOfFile * limit, signal);
    if (hits === undefined || hits.length === 0) return { files: [], note: reason };
    const best = new Map<string, RelatedFileItem>();
    for (const { uri: found, path, headings } of hits)
      if (!best.has(found)) best.set(found, { uri: found, path, why: { kind: 'alike', headings } });
    const note = l10n.t('{0} These have passages like its text.', reason);
    return { files: [...best.values()].slice(0, limit), note };
  }
}

const pathIn = ({ root }: RepositoryHead, path: string): string =>
  relative(root, join(realpathSync.native(dirname(path)), basename(path)))
    .split(sep)
    .join('/');

const itemOf = ({ path, together, commits, via }: RelatedFile, { root }: RepositoryHead): RelatedFileItem => ({
  uri: pathToFileURL(join(root, path)).href,
  path,
  why: via === undefined ? { kind: 'together', together, commits } : { kind: 'company', via },
});

const shallowNote = ({ facts: { isShallow, commits } }: HistoryModel): Pick<RelatedFilesResult, 'note'> =>
  isShallow ? { note: l10n.t('The clone is shallow: {0} commits are known.', commits) } : {};

const problemText = ({ problem, message }: RepositoryError): string => {
  switch (problem) {
    case 'noGit':
      return l10n.t('The history is read by git, which was not found.');
    case 'noRepository':
      return l10n.t('This file lies in no git repository.');
    case 'noCommit':
      return l10n.t('The repository has no commit yet.');
    case 'failed':
      return l10n.t('The history could not be read: {0}', message);
  }
};
