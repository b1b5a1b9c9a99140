import {
  type CancellationToken,
  commands,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  l10n,
  ProgressLocation,
  type TextEditor,
  window,
} from 'vscode';
import {
  type DuplicatesParams,
  type DuplicatesResult,
  duplicatesMethod,
  type IndexAction,
  type IndexParams,
  type IndexStatus,
  indexMethod,
  type OpenedHitsParams,
  type OpenedHitsResult,
  type OpenedParams,
  openedHitsMethod,
  openedMethod,
  type RerankParams,
  type RerankResult,
  rerankMethod,
  type SearchHitItem,
  type SearchMode,
  type SearchParams,
  type SearchResult,
  type SenseParams,
  type SimilarParams,
  searchMethod,
  senseMethod,
  similarMethod,
  type TuneParams,
  type TuneResult,
  tuneMethod,
} from '../../../server/src/shared/searchProtocol';
import type { Pause } from '../pause';
import type { SurprisalClient } from '../surprisalClient';
import { alikeGroups, fileGroups, type ShownHits } from './hitGroups';
import { tuningText } from './hitText';
import { IndexingPause } from './indexingPause';
import { paragraphAround } from './paragraphAround';
import type { PassageDocuments } from './passageDocuments';
import { type Answer, type Question, SearchPicker, type SearchPickerParts } from './searchPicker';
import type { SearchResults } from './searchResults';
import type { StorePasswords } from './storePasswords';

/** More than anybody reads. */
const mostGroups = 200;

/** Those that somebody may want; the others are baselines, for the command line. */
const modes: readonly SearchMode[] = ['hybrid', 'vector', 'bm25', 'exact'];

const modeTitle = (mode: SearchMode): string => {
  switch (mode) {
    case 'vector':
      return l10n.t('Search by Meaning Alone');
    case 'bm25':
    case 'tfidf':
      return l10n.t('Search by Words');
    case 'exact':
      return l10n.t('Search for Exact Words');
    case 'hybrid':
      return l10n.t('Search by Meaning');
  }
};

/** A list to choose from. */
export interface HitList {
  open(): void;
  /** Opens the active one beside what is there. */
  openBeside(): void;
}

export interface WorkspaceSearchParts {
  /** Where hits stay. */
  readonly results: SearchResults;
  readonly passages: PassageDocuments;
  readonly storePasswords: StorePasswords;
  readonly log: LogOutputChannel;
}

/** Searches of the workspace: questions to the server, and where their answers are shown. */
export class WorkspaceSearch {
  private readonly statuses = new EventEmitter<IndexStatus>();
  readonly onDidChangeIndexStatus = this.statuses.event;
  private status: IndexStatus | undefined;
  private last: Answer | undefined;
  private list: HitList | undefined;
  private mode: SearchMode = 'hybrid';
  /** The neural model puts the first hits in order once more. */
  private ranksAgain = false;
  /** Related words are looked for too. */
  private expands = false;
  private readonly indexingPause: IndexingPause;
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly client: SurprisalClient,
    pause: Pause,
    private readonly shownBy: WorkspaceSearchParts,
  ) {
    this.indexingPause = new IndexingPause(pause, client, (action) => {
      // A server that does not run is told when it starts.
      if (client.isRunning) this.ask(action).catch((error: unknown) => shownBy.log.error(`search: ${error}`));
    });
    this.subscriptions = [
      this.statuses,
      client.onDidChangeIndexStatus((status) => this.setStatus(status)),
      client.onDidChangeState(() => this.setStatus(undefined)),
    ];
  }

  /** Undefined while nothing was searched. */
  get indexStatus(): IndexStatus | undefined {
    return this.status;
  }

  /** Opens the list in which one types what is looked for. */
  searchByMeaning(): void {
    const question: Question = {
      title: () => (this.ranksAgain ? l10n.t('{0}, Ranked Again', modeTitle(this.mode)) : modeTitle(this.mode)),
      placeholder: l10n.t(
        'A question or words · "a phrase" · -word · path:docs/** · lang:markdown · heading:"Getting started"',
      ),
      isTyped: true,
      rankOtherwise: () => {
        this.mode = modes[(modes.indexOf(this.mode) + 1) % modes.length]!;
      },
      ask: (query, token) => {
        const params: SearchParams = { query, mode: this.mode, expand: this.expands };
        return this.find(searchMethod, params, token);
      },
      switchRankingAgain: () => {
        this.ranksAgain = !this.ranksAgain;
      },
      rankAgain: (query, found, token) => (this.ranksAgain ? this.rankAgain(query, found, token) : undefined),
      switchExpansion: () => {
        this.expands = !this.expands;
      },
      label: (query) => query,
    };
    const parts = { ...this.parts(), onAnswer: (answer: Answer) => this.remember(answer) };
    this.openList(new SearchPicker(question, parts, this.last));
  }

  private async rankAgain(query: string, found: SearchResult, token: CancellationToken): Promise<SearchResult> {
    const params: RerankParams = {
      query,
      hits: found.hits.map(({ headings, text, marked, score }) => ({ headings, text, marked, score })),
    };
    const { order, incomplete } = await this.client.request<RerankResult>(rerankMethod, params, token);
    if (incomplete !== undefined) this.shownBy.log.info(`search: ${incomplete}`);
    return { ...found, hits: order.map((place) => found.hits[place]!) };
  }

  /** Opens a list of passages like the selection. */
  findSimilar({ document, selection }: TextEditor): void {
    const { start, end } = selection;
    const params: SimilarParams = {
      text: document.getText(selection),
      location: {
        uri: document.uri.toString(),
        range: {
          start: { line: start.line, character: start.character },
          end: { line: end.line, character: end.character },
        },
      },
    };
    const label = params.text.replace(/\s+/g, ' ').trim().slice(0, 60);
    const question: Question = {
      title: () => l10n.t('Passages Like the Selection'),
      placeholder: l10n.t('Type to filter'),
      isTyped: false,
      ask: (_, token) => this.find(similarMethod, params, token),
      label: () => l10n.t('like “{0}”', label),
    };
    this.openList(new SearchPicker(question, this.parts()));
  }

  /** Searches without a list: as who types would, by meaning and words. */
  search(query: string, limit: number, token: CancellationToken): Promise<SearchResult> {
    const params: SearchParams = { query, limit };
    return this.find(searchMethod, params, token);
  }

  /** Opens a list of passages in which the word at the caret means what it does there. */
  findSense({ document, selection }: TextEditor): void {
    const word = document.getWordRangeAtPosition(selection.active) ?? selection;
    const around = paragraphAround(document, word.start.line);
    const params: SenseParams = {
      text: document.getText(around),
      start: document.offsetAt(word.start) - document.offsetAt(around.start),
      end: document.offsetAt(word.end) - document.offsetAt(around.start),
      location: {
        uri: document.uri.toString(),
        range: {
          start: { line: word.start.line, character: word.start.character },
          end: { line: word.end.line, character: word.end.character },
        },
      },
    };
    const written = document.getText(word);
    const question: Question = {
      title: () => l10n.t('“{0}” in This Sense', written),
      placeholder: l10n.t('Type to filter'),
      isTyped: false,
      ask: (_, token) => this.find(senseMethod, params, token),
      label: () => l10n.t('“{0}” in the sense of line {1}', written, word.start.line + 1),
    };
    this.openList(new SearchPicker(question, this.parts()));
  }

  private async find(method: string, params: object, token: CancellationToken | undefined): Promise<SearchResult> {
    const result = await this.client.request<SearchResult>(method, params, token);
    this.shownBy.passages.remember(result.hits);
    const { store } = result;
    if (store?.wantsPassword === true) void this.shownBy.storePasswords.offer(store.name);
    return result;
  }

  /** Opens the active hit of the list beside what is there. */
  openBeside(): void {
    this.list?.openBeside();
  }

  /** Shows a list of which the active one can be opened beside what is there by the same key as those of searches. */
  openList(list: HitList): void {
    this.list = list;
    list.open();
  }

  /** Shows passages that are nearly the same in the view. */
  async findDuplicates(): Promise<void> {
    const shown = await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Surprisal: looking for passages that are nearly the same'),
        cancellable: true,
      },
      async (_, token) => {
        try {
          return await this.duplicates(token);
        } catch (error) {
          if (token.isCancellationRequested) return undefined;
          throw error;
        }
      },
    );
    if (shown !== undefined) await this.shownBy.results.show(shown);
  }

  private async duplicates(token?: CancellationToken): Promise<ShownHits> {
    const params: DuplicatesParams = { limit: mostGroups };
    const result = await this.client.request<DuplicatesResult>(duplicatesMethod, params, token);
    return { label: l10n.t('nearly the same'), ...alikeGroups(result, l10n.t), askAgain: () => this.duplicates() };
  }

  /** Tunes searches by meaning to the workspace, which takes minutes, and shows what has come of it. */
  async tune(): Promise<void> {
    const result = await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Surprisal: tuning searches to this workspace'),
        cancellable: true,
      },
      async (progress, token) => {
        const listening = this.onDidChangeIndexStatus(({ tuning }) => {
          if (tuning !== undefined) progress.report({ message: tuningText(tuning, l10n.t) });
        });
        try {
          return await this.askToTune({ action: 'tune' }, token);
        } catch (error) {
          if (token.isCancellationRequested) return undefined;
          throw error;
        } finally {
          listening.dispose();
        }
      },
    );
    if (result !== undefined) showMessages(result);
  }

  async removeTuning(): Promise<void> {
    showMessages(await this.askToTune({ action: 'remove' }));
  }

  /** What is kept of hits that were opened; with `forget` nothing is any more. */
  openedHits(forget = false): Promise<OpenedHitsResult> {
    const params: OpenedHitsParams = { forget };
    return this.client.request<OpenedHitsResult>(openedHitsMethod, params);
  }

  private tellOpened(query: string, { uri, markedRange, source }: SearchHitItem): void {
    const params: OpenedParams = { query, uri, line: markedRange.start.line };
    // What others have indexed is not learnt from.
    if (source === undefined) this.client.notify(openedMethod, params);
  }

  private askToTune(params: TuneParams, token?: CancellationToken): Promise<TuneResult> {
    return this.client.request<TuneResult>(tuneMethod, params, token);
  }

  /** Asks the index to do something; what it is doing then comes back. */
  index(action: IndexAction): Promise<IndexStatus> {
    this.indexingPause.onAsked(action);
    return this.ask(action);
  }

  private async ask(action: IndexAction): Promise<IndexStatus> {
    const params: IndexParams = { action };
    const status = await this.client.request<IndexStatus>(indexMethod, params);
    this.setStatus(status);
    return status;
  }

  dispose(): void {
    this.indexingPause.dispose();
    for (const one of this.subscriptions) one.dispose();
  }

  private parts(): SearchPickerParts {
    return {
      indexStatus: () => this.status,
      onDidChangeIndexStatus: this.onDidChangeIndexStatus,
      onAnswer: () => {},
      onOpened: (query, hit) => this.tellOpened(query, hit),
      showAll: (answer) => this.shownBy.results.show(this.shown(answer)),
      onFailed: (error) => this.shownBy.log.error(`search: ${error}`),
    };
  }

  private remember(answer: Answer): void {
    this.last = answer;
  }

  private shown({ question, typed, result }: Answer): ShownHits {
    return {
      label: question.label(typed),
      ...fileGroups(result, l10n.t),
      askAgain: async () => {
        const again = await question.ask(typed);
        return this.shown({ question, typed, result: again });
      },
    };
  }

  private setStatus(status: IndexStatus | undefined): void {
    this.status = status;
    void commands.executeCommand('setContext', 'surprisal.indexingPaused', status?.state === 'paused');
    if (status !== undefined) this.statuses.fire(status);
  }
}

const showMessages = ({ messages }: TuneResult): void => {
  void window.showInformationMessage(messages.join(' '));
};
