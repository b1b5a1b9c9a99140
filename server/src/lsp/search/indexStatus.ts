import { pathToFileURL } from 'node:url';
import type { FolderSearch, IndexStatus as FolderStatus, SearchAnswer } from '../../search/folderSearch';
import type {
  IndexedFolderStatus,
  IndexState,
  IndexStatus,
  SearchReadiness,
  TuningProgress,
} from '../../shared/searchProtocol';

/** What most wants to be known first: of several folders, the first of these that one is in. */
const byWeight: readonly IndexState[] = [
  ...(['failed', 'opening', 'scanning', 'embedding', 'paused', 'waiting', 'ready', 'unused'] as const),
];

const stateOf = (state: FolderStatus['state']): IndexState => (state === 'off' ? 'unused' : state);

const weightiest = (states: readonly IndexState[]): IndexState =>
  byWeight.find((state) => states.includes(state)) ?? 'unused';

/** An index that is open, with its folder's name. */
export interface OpenFolder {
  readonly uri: string;
  readonly name: string;
  readonly search: FolderSearch;
}

/** The status of all folders together. */
export const indexStatus = (folders: readonly OpenFolder[]): IndexStatus => {
  const items = folders.map(folderStatus);
  const state = weightiest(items.map((item) => item.state));
  const detail = items.find((item) => item.state === state && item.detail !== undefined)?.detail;
  const statuses = folders.map(({ search }) => search.status);
  const scans = statuses.flatMap(({ scan }) => scan ?? []);
  const rate = sum(statuses.map(({ embeddedPerSecond = 0 }) => embeddedPerSecond));
  const tuning = statuses.find((status) => status.tuning !== undefined)?.tuning;
  return {
    state,
    ...(detail !== undefined && { detail }),
    files: sum(items.map(({ files }) => files)),
    passages: sum(items.map(({ passages }) => passages)),
    embedded: sum(items.map(({ embedded }) => embedded)),
    ...(scans.length > 0 && { scan: { done: sum(scans.map(({ done }) => done)), of: sum(scans.map(({ of }) => of)) } }),
    ...(rate > 0 && { embeddedPerSecond: rate }),
    ...(tuning !== undefined && { tuning: progressOf(tuning) }),
    folders: items,
  };
};

const folderStatus = ({ uri, name, search: { status } }: OpenFolder): IndexedFolderStatus => ({
  uri,
  name,
  state: stateOf(status.state),
  ...(status.detail !== undefined && { detail: status.detail }),
  files: status.files,
  passages: status.chunks,
  embedded: status.embedded,
  bytes: status.bytes,
  index: pathToFileURL(status.folder).href,
  ...(status.model !== undefined && { model: status.model }),
  ...(status.tuned !== undefined && { tuned: status.tuned }),
});

const progressOf = (progress: NonNullable<FolderStatus['tuning']>): TuningProgress =>
  progress.stage === 'training'
    ? { stage: 'training', done: progress.epoch, of: progress.epochs }
    : { stage: progress.stage, done: progress.done, of: progress.of };

/** What could be asked of all folders together. */
export const readinessOf = (answers: readonly SearchAnswer[], folders: readonly OpenFolder[]): SearchReadiness => {
  const missing = answers.find(({ ready }) => ready.vectorsMissing !== undefined)?.ready.vectorsMissing;
  return {
    state: indexStatus(folders).state,
    isComplete: answers.every(({ ready }) => ready.terms === 'complete'),
    passages: sum(answers.map(({ ready }) => ready.chunks)),
    embedded: sum(answers.map(({ ready }) => ready.embedded)),
    ...(missing !== undefined && { vectorsMissing: missing }),
  };
};

/** What can be asked of all folders now. */
export const statusReadiness = (folders: readonly OpenFolder[]): SearchReadiness => {
  const { state, passages, embedded } = indexStatus(folders);
  return { state, isComplete: state !== 'opening' && state !== 'scanning', passages, embedded };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
