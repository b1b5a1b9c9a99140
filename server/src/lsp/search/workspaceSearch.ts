import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { WorkspaceFolder } from 'vscode-languageserver/node';
import type { EditorSearchSettings } from '../../configuration/searchSettings';
import type { SimilarWord } from '../../learning/word2vec/wordVectors';
import type { FolderSearch, PassageSearch, SearchAnswer, SearchHit } from '../../search/folderSearch';
import { candidateKey, fusedAnswers, fusedCandidates } from '../../search/query/fusedAnswers';
import type { Candidate } from '../../search/query/linearFusion';
import { forgetOpened, noteOpened, readOpened } from '../../search/tuning/openedHits';
import type { AskedWords } from '../../search/words/relatedWords';
import type { WireRange } from '../../shared/protocol';
import type {
  DuplicatesResult,
  IndexedFilesResult,
  IndexStatus,
  OpenedHitsResult,
  OpenedParams,
  SearchHitItem,
  SearchResult,
} from '../../shared/searchProtocol';
import { filePathOf } from '../settingsSource';
import { hitItem, storeHitItem } from './hitItem';
import { type IndexStorage, indexPlace } from './indexPlace';
import { indexStatus, type OpenFolder, readinessOf, statusReadiness } from './indexStatus';
import { onceEach } from './onceEach';
import type { SearchedStore } from './searchedStore';
import { tunedText } from './tunedText';

export interface SearchPort {
  folders(): readonly WorkspaceFolder[];
  /** @param index the folder in which the index of `root` lies */
  open(root: string, index: string, settings: EditorSearchSettings): FolderSearch;
  settingsFor(folderUri: string): Promise<EditorSearchSettings>;
  readonly storage: IndexStorage;
  /** Asked beside the folders. */
  readonly store: Pick<SearchedStore, 'ask'>;
  onStatus(status: IndexStatus): void;
  /** The indexes are opened: from now on they want to know of changes. */
  onUse(): void;
  onFailed(error: unknown): void;
}

interface Located {
  readonly uri: string;
  readonly range: WireRange;
}

/** What is wanted of an answer. */
export interface WantedHits {
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Where the question itself stands: a store's hit that overlaps it is none. Folders are told by the question. */
  readonly except?: Located;
}

/** A hit as the client gets it, and as its index has it; its key tells those of several indexes apart, as keys of candidates do. */
export interface LocatedHit extends SearchHitItem {
  readonly found: SearchHit;
}

/** An answer with hits as indexes have them, and all candidates of all indexes. */
export interface FoundAnswer extends Omit<SearchResult, 'hits'> {
  readonly hits: readonly LocatedHit[];
  /** Absent where all hits are ranked by terms alone. */
  readonly candidates?: readonly Candidate[];
}

/** Asks one index, of a folder or of a store, until the signal says that nobody waits any more. */
export type Question = (index: PassageSearch, signal: AbortSignal, folder?: OpenFolder) => Promise<SearchAnswer>;

interface IndexedFolder extends OpenFolder {
  /** As the client names it. */
  readonly path: string;
  readonly settings: string;
  readonly learnsFromOpened: boolean;
}

interface WantedFolder {
  readonly uri: string;
  readonly name: string;
  readonly path: string;
  readonly settings: EditorSearchSettings;
}

/** The indexes of a workspace's folders, one each. Nothing is opened, read or watched before the first search or `use`. */
export class WorkspaceSearch {
  private readonly open = new Map<string, IndexedFolder>();
  /** Openings and closings wait for each other: an index has one writer. */
  private changing: Promise<void> = Promise.resolve();
  private isUsed = false;
  /** Why a folder's index could not be opened. */
  private openProblem: string | undefined;
  private isPaused = false;
  private isDisposed = false;

  constructor(private readonly port: SearchPort) {}

  status(): IndexStatus {
    return indexStatus(this.opened());
  }

  /** Opens what is not open; done when all can be asked. */
  async use(): Promise<void> {
    if (!this.isUsed) {
      this.isUsed = true;
      this.port.onUse();
      this.followFolders();
    }
    await this.changing;
  }

  /** Opens what settings want opened before the first search. */
  async useAtStart(): Promise<void> {
    const folders = this.port.folders().filter(({ uri }) => filePathOf(uri) !== undefined);
    const settings = await Promise.all(folders.map(({ uri }) => this.port.settingsFor(uri)));
    if (settings.some(({ enabled, indexAtStart }) => enabled && indexAtStart)) await this.use();
  }

  /** Folders have come or gone, or settings have changed: what is open follows. */
  followFolders(): void {
    if (!this.isUsed || this.isDisposed) return;
    this.changing = this.changing.then(() => this.follow()).catch((error: unknown) => this.port.onFailed(error));
  }

  /**
   * Asks all folders, and the store beside them.
   * @throws QueryError
   * @throws the signal's reason
   */
  async ask(wanted: WantedHits, question: Question): Promise<SearchResult> {
    const { hits, candidates: _, ...answer } = await this.find(wanted, question);
    return { ...answer, hits: hits.map(({ found: _found, ...item }) => item) };
  }

  /**
   * What `ask` answers, with what was found as the indexes have it.
   * @throws QueryError
   * @throws the signal's reason
   */
  async find(wanted: WantedHits, question: Question): Promise<FoundAnswer> {
    await this.use();
    const folders = this.opened();
    if (folders.length === 0) return { hits: [], readiness: readinessOf([], []), problem: this.whyNothing() };
    const { limit, signal, except } = wanted;
    const asked = Promise.all(folders.map((folder) => question(folder.search, signal, folder)));
    const [fromFolders, store] = await Promise.all([asked, this.port.store.ask(question, signal, asked)]);
    const answers = store?.answer === undefined ? fromFolders : [...fromFolders, store.answer];
    const items = fusedAnswers(answers).map(({ hit, from }): LocatedHit => {
      const folder = folders[from];
      const found = { ...hit, key: candidateKey(from, hit) };
      return folder === undefined
        ? { ...storeHitItem(hit), found }
        : { ...hitItem(hit, folder.search.root, folders.length > 1 ? folder.name : undefined), found };
    });
    const hits = onceEach(items.filter((item) => item.source === undefined || !overlaps(item, except)));
    const candidates = fusedCandidates(answers);
    return {
      hits: hits.slice(0, limit),
      ...(candidates !== undefined && { candidates }),
      readiness: readinessOf(fromFolders, folders),
      ...(store !== undefined && { store: store.share }),
      ...relatedOf(fromFolders),
    };
  }

  /** Words that stand among the same words of the folder that a document lies in; none where its index is not open, or nobody wants them. */
  async relatedWords(uri: string, asked: AskedWords, limit: number): Promise<readonly SimilarWord[]> {
    const folder = this.placeOf(uri)?.folder;
    if (folder === undefined || !(await this.port.settingsFor(folder.uri)).relatedWords) return [];
    return folder.search.relatedWords(asked, limit);
  }

  /** Passages that are nearly the same, of each folder. @throws the signal's reason */
  async duplicates(limit: number, signal: AbortSignal): Promise<DuplicatesResult> {
    await this.use();
    const folders = this.opened();
    const groups = await Promise.all(
      folders.map(async ({ name, search }) => {
        const shownName = folders.length > 1 ? name : undefined;
        const found = await search.duplicates(limit, signal);
        return found.map(({ similarity, hits }) => ({
          similarity,
          hits: hits.map((hit) => hitItem(hit, search.root, shownName)),
        }));
      }),
    );
    return { groups: groups.flat().slice(0, limit), readiness: statusReadiness(folders) };
  }

  /** Files or folders have changed on the disk. */
  changed(uris: readonly string[]): void {
    if (this.open.size === 0) return;
    for (const folder of this.open.values()) {
      const paths = uris.flatMap((uri) => pathIn(folder, uri) ?? []).filter((path) => !/(^|\/)\.git(\/|$)/.test(path));
      if (paths.length > 0) folder.search.changed(paths);
    }
  }

  /** Where a file lies, in the innermost folder that holds it. */
  placeOf(uri: string): { readonly folder: OpenFolder; readonly path: string } | undefined {
    const places = [...this.open.values()].flatMap((folder) => {
      const path = pathIn(folder, uri);
      return path === undefined ? [] : [{ folder, path }];
    });
    return places.sort((a, b) => a.path.length - b.path.length)[0];
  }

  pause(paused: boolean): void {
    this.isPaused = paused;
    for (const { search } of this.open.values())
      if (paused) search.pause();
      else search.resume();
  }

  async rebuild(): Promise<void> {
    this.isPaused = false;
    await this.use();
    for (const { search } of this.open.values()) search.rebuild().catch((error: unknown) => this.port.onFailed(error));
  }

  /**
   * Tunes the searches of one folder after the other.
   * @returns what has come of it, a sentence for each
   * @throws the signal's reason
   */
  async tune(signal: AbortSignal): Promise<readonly string[]> {
    // It runs git in the folder and writes beside its index.
    if (this.port.storage.restricted) return [l10n.t('Searches are tuned in workspaces alone that are trusted.')];
    await this.use();
    return this.eachFolder(({ search }) => tunedText(search, signal));
  }

  async removeTuning(): Promise<readonly string[]> {
    await this.use();
    return this.eachFolder(async ({ search }) =>
      (await search.removeTuning())
        ? l10n.t('The tuning is removed: searches are as they were before.')
        : l10n.t('Searches are not tuned.'),
    );
  }

  /** A hit was opened: it is noted beside its folder's index where the user wants that and trusts the workspace. */
  hitOpened({ query, uri, line }: OpenedParams): void {
    const place = this.placeOf(uri);
    const folder = place && this.open.get(place.folder.uri);
    if (place === undefined || folder === undefined || !folder.learnsFromOpened || this.port.storage.restricted) return;
    try {
      noteOpened(folder.search.status.folder, { query, path: place.path, line: line + 1 });
    } catch (error) {
      this.port.onFailed(error);
    }
  }

  /** @throws the system's error where a file cannot be removed */
  async openedHits(forget: boolean): Promise<OpenedHitsResult> {
    await this.use();
    const folders = this.opened().map(({ search }) => search.status.folder);
    if (forget) for (const folder of folders) forgetOpened(folder);
    return {
      hits: folders.flatMap((folder) => readOpened(folder).reverse()).map(({ query, path }) => ({ query, path })),
    };
  }

  private async eachFolder(work: (folder: IndexedFolder) => Promise<string>): Promise<readonly string[]> {
    const folders = this.opened();
    if (folders.length === 0) return [this.whyNothing()];
    const messages: string[] = [];
    for (const folder of folders) {
      const message = await work(folder);
      messages.push(folders.length > 1 ? `${folder.name}: ${message}` : message);
    }
    return messages;
  }

  async files(limit: number): Promise<IndexedFilesResult> {
    await this.use();
    const folders = await Promise.all(
      this.opened().map(async ({ uri, name, search }) => ({
        uri,
        name,
        indexed: await search.files(limit),
        leftOut: await search.leftOut(limit),
      })),
    );
    return { folders };
  }

  /** Lets all indexes go, so that other windows can write them. */
  async dispose(): Promise<void> {
    this.isDisposed = true;
    await this.changing;
    await Promise.all([...this.open.values()].map(({ search }) => search.close()));
    this.open.clear();
  }

  private whyNothing(): string {
    if (this.openProblem !== undefined) return this.openProblem;
    return this.port.folders().some(({ uri }) => filePathOf(uri) !== undefined)
      ? l10n.t('Search is switched off by the setting surprisal.search.enabled.')
      : l10n.t('Search needs an open folder that lies on a disk.');
  }

  opened(): readonly IndexedFolder[] {
    return [...this.open.values()];
  }

  private async follow(): Promise<void> {
    if (this.isDisposed) return;
    this.openProblem = undefined;
    const wanted = new Map<string, WantedFolder>();
    for (const { uri, name } of this.port.folders()) {
      const path = filePathOf(uri);
      const settings = path === undefined ? undefined : await this.port.settingsFor(uri);
      if (path !== undefined && settings?.enabled === true) wanted.set(uri, { uri, name, path, settings });
    }
    for (const [uri, { search, settings }] of this.open) {
      if (JSON.stringify(wanted.get(uri)?.settings) === settings) continue;
      this.open.delete(uri);
      await search.close();
    }
    for (const folder of wanted.values()) {
      if (this.open.has(folder.uri)) continue;
      try {
        this.openFolder(folder);
      } catch (error) {
        // Of several folders one may be gone.
        this.openProblem = (error as Error).message;
        this.port.onFailed(error);
      }
    }
    this.port.onStatus(this.status());
  }

  private openFolder({ uri, name, path, settings }: WantedFolder): void {
    const root = realpathSync.native(path);
    const search = this.port.open(root, indexPlace(root, settings.storage, this.port.storage), settings);
    this.open.set(uri, {
      ...{ uri, name, path, search, settings: JSON.stringify(settings) },
      learnsFromOpened: settings.learnFromOpened,
    });
    search.onDidChangeStatus(() => this.port.onStatus(this.status()));
    if (this.isPaused) search.pause();
    search.scan().catch((error: unknown) => this.port.onFailed(error));
  }
}

/** Relative, with slashes; undefined for what lies elsewhere. */
const pathIn = ({ path, search: { root } }: IndexedFolder, uri: string): string | undefined => {
  const file = filePathOf(uri);
  // The workspace may be opened by a symbolic link.
  const base = [path, root].find((one) => file?.startsWith(one.endsWith(sep) ? one : one + sep));
  return file === undefined || base === undefined ? undefined : relative(base, file).split(sep).join('/');
};

/** What all folders were asked beside the query. */
const relatedOf = (answers: readonly SearchAnswer[]): Pick<SearchResult, 'related'> => {
  const expansions = answers.flatMap(({ expansion }) => expansion ?? []);
  if (expansions.length === 0) return {};
  const terms = expansions.flatMap((expansion) => expansion.terms).sort((a, b) => b.weight - a.weight);
  const missing = expansions.find((expansion) => expansion.missing !== undefined)?.missing;
  const related = { terms: [...new Set(terms.map(({ term }) => term))] };
  return { related: terms.length > 0 || missing === undefined ? related : { ...related, missing } };
};

const overlaps = (one: Located, other: Located | undefined): boolean =>
  other !== undefined &&
  one.uri === other.uri &&
  one.range.start.line <= other.range.end.line &&
  other.range.start.line <= one.range.end.line;
