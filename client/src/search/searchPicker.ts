import {
  type CancellationToken,
  CancellationTokenSource,
  commands,
  Disposable,
  l10n,
  type QuickInputButton,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
} from 'vscode';
import type { IndexStatus, SearchHitItem, SearchResult } from '../../../server/src/shared/searchProtocol';
import { HitPreview, openHit } from './hitPreview';
import { excerptOf, indexStateText, placeOf, relatedText, searchedText, titleOf } from './hitText';

/** What a list of hits answers. */
export interface Question {
  /** It may change with the way to rank. */
  title(): string;
  readonly placeholder: string;
  /** Ranks in the next way of several; absent where there is one. */
  readonly rankOtherwise?: () => void;
  /** What is typed is asked; otherwise the question is fixed, and what is typed filters its hits. */
  readonly isTyped: boolean;
  ask(typed: string, token?: CancellationToken): Promise<SearchResult>;
  /** Whether `rankAgain` does something; absent where it is not there. */
  readonly switchRankingAgain?: () => void;
  /** Takes a moment to put what was found in a better order; undefined where nothing is to be done. */
  rankAgain?(typed: string, found: SearchResult, token: CancellationToken): Promise<SearchResult> | undefined;
  /** Looks for related words too, or no more; absent where it is not there. */
  readonly switchExpansion?: () => void;
  /** What was asked, in a few words, for lists that stay. */
  label(typed: string): string;
}

/** A question that was answered. */
export interface Answer {
  readonly question: Question;
  readonly typed: string;
  readonly result: SearchResult;
}

export interface SearchPickerParts {
  indexStatus(): IndexStatus | undefined;
  onDidChangeIndexStatus(listener: (status: IndexStatus) => void): Disposable;
  /** A question was answered. */
  onAnswer(answer: Answer): void;
  /** Somebody has chosen a hit of what was typed. */
  onOpened(query: string, hit: SearchHitItem): void;
  /** The user wants hits where they stay. */
  showAll(answer: Answer): Promise<void>;
  onFailed(error: unknown): void;
}

interface Entry extends QuickPickItem {
  readonly hit?: SearchHitItem;
}

/** Keys that come faster than this are one question. */
const debounceMs = 150;
/** How soon a question is asked again whose related words are being learnt: a small folder takes a moment, a large one a minute. */
const whileLearningMs = 1000;

/** A list of hits for what is being typed. Going through it shows them in the editor; leaving it brings back what was there. */
export class SearchPicker {
  private readonly picker = window.createQuickPick<Entry>();
  private readonly preview = new HitPreview();
  private readonly toTheSide: QuickInputButton = {
    iconPath: new ThemeIcon('split-horizontal'),
    tooltip: l10n.t('Open to the Side'),
  };
  private readonly asList: QuickInputButton = {
    iconPath: new ThemeIcon('list-tree'),
    tooltip: l10n.t('Show All in the Search Results'),
  };
  private readonly otherwise: QuickInputButton = {
    iconPath: new ThemeIcon('arrow-swap'),
    tooltip: l10n.t('Switch Between Meaning and Words'),
  };
  private readonly again: QuickInputButton = {
    iconPath: new ThemeIcon('sparkle'),
    tooltip: l10n.t('Have the Neural Model Rank the First Hits Again'),
  };
  private readonly related: QuickInputButton = {
    iconPath: new ThemeIcon('references'),
    tooltip: l10n.t('Look for Related Words Too'),
  };
  private asked: CancellationTokenSource | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** The user has gone through the list: it stays as it is. */
  private hasMoved = false;
  private isDone = false;
  private answer: Answer | undefined;
  private readonly subscriptions: Disposable;

  /** @param last what was answered before: shown until something is typed */
  constructor(
    private readonly question: Question,
    private readonly parts: SearchPickerParts,
    last?: Answer,
  ) {
    const { picker } = this;
    picker.placeholder = question.placeholder;
    picker.matchOnDescription = !question.isTyped;
    picker.matchOnDetail = !question.isTyped;
    picker.buttons = [
      ...(question.rankOtherwise === undefined ? [] : [this.otherwise]),
      ...(question.switchRankingAgain === undefined ? [] : [this.again]),
      ...(question.switchExpansion === undefined ? [] : [this.related]),
      this.asList,
    ];
    // The server's order. Not among VS Code's types, though it has been there since 1.44.
    Object.assign(picker, { sortByLabel: false });
    this.answer = last;
    this.subscriptions = Disposable.from(
      picker,
      picker.onDidChangeValue((typed) => this.onTyped(typed)),
      picker.onDidChangeActive(([entry]) => this.onActive(entry)),
      picker.onDidAccept(() => this.accept(picker.activeItems[0])),
      picker.onDidTriggerItemButton(({ item }) => this.openBeside(item)),
      picker.onDidTriggerButton((button) => this.onButton(button)),
      picker.onDidHide(() => this.finish(() => undefined)),
      parts.onDidChangeIndexStatus((status) => this.onIndexStatus(status)),
    );
  }

  /** Opens the active hit, or another one, beside what is there. */
  openBeside({ hit }: Entry | undefined = this.picker.activeItems[0] ?? { label: '' }): void {
    if (hit === undefined) return;
    this.tellOpened(hit);
    this.finish(() => openHit(hit, true));
  }

  private tellOpened(hit: SearchHitItem): void {
    if (this.question.isTyped && this.answer !== undefined) this.parts.onOpened(this.answer.typed, hit);
  }

  open(): void {
    void commands.executeCommand('setContext', 'surprisal.isSearching', true);
    if (this.answer === undefined) this.picker.items = [];
    else this.fill(this.answer, true);
    this.tellReadiness();
    this.picker.show();
    if (!this.question.isTyped) this.askSoon(0);
  }

  private onTyped(typed: string): void {
    this.hasMoved = false;
    if (!this.question.isTyped) return;
    this.stopAsking();
    if (typed.trim() !== '') this.askSoon(debounceMs);
  }

  private askSoon(afterMs: number, isRefresh = false): void {
    this.stopAsking();
    this.picker.busy = true;
    this.timer = setTimeout(() => void this.ask(this.picker.value, isRefresh), afterMs);
  }

  private stopAsking(): void {
    clearTimeout(this.timer);
    this.asked?.cancel();
    this.asked = undefined;
    this.picker.busy = false;
  }

  private async ask(typed: string, isRefresh: boolean): Promise<void> {
    const asked = new CancellationTokenSource();
    this.asked = asked;
    try {
      const result = await this.question.ask(typed, asked.token);
      if (asked.token.isCancellationRequested || (isRefresh && this.hasMoved)) return;
      this.show(typed, result);
      const again = result.hits.length > 1 ? await this.question.rankAgain?.(typed, result, asked.token) : undefined;
      // Nothing moves under the eyes of who goes through the list.
      if (again === undefined || asked.token.isCancellationRequested || this.hasMoved) return;
      this.show(typed, again);
    } catch (error) {
      // What was asked since is answered instead.
      if (asked.token.isCancellationRequested) return;
      this.picker.items = [note('error', error instanceof Error ? error.message : String(error))];
      this.parts.onFailed(error);
    } finally {
      if (this.asked === asked) {
        this.asked = undefined;
        this.picker.busy = false;
        const isLearning = this.answer?.result.related?.missing === 'learning';
        if (isLearning && !this.hasMoved && !this.isDone) this.askSoon(whileLearningMs, true);
      }
      asked.dispose();
      this.tellReadiness();
    }
  }

  private show(typed: string, result: SearchResult): void {
    this.answer = { question: this.question, typed, result };
    this.fill(this.answer, false);
    if (result.problem === undefined) this.parts.onAnswer(this.answer);
  }

  private fill({ question, typed, result }: Answer, isFormer: boolean): void {
    const { hits, problem, store } = result;
    const entries: Entry[] = hits.map((hit) => ({
      label: titleOf(hit),
      description: placeOf(hit),
      detail: excerptOf(hit).text,
      alwaysShow: this.question.isTyped,
      buttons: [this.toTheSide],
      hit,
    }));
    if (problem !== undefined) entries.push(note('warning', problem));
    else if (hits.length === 0) entries.push(note('info', l10n.t('Nothing found')));
    if (store?.problem !== undefined) entries.push(note('warning', store.problem));
    if (isFormer) entries.unshift({ label: question.label(typed), kind: QuickPickItemKind.Separator });
    this.picker.items = entries;
  }

  /** While an index is being made, what can be found grows: the list follows until somebody goes through it. */
  private onIndexStatus(status: IndexStatus): void {
    this.tellReadiness();
    const before = this.answer?.result.readiness;
    const isResting = status.state !== 'scanning' && status.state !== 'embedding';
    const hasGrown = before?.isComplete === false || (before !== undefined && before.embedded < status.embedded);
    const isIdle = !this.hasMoved && this.asked === undefined && this.picker.value.trim() !== '';
    if (isResting && hasGrown && isIdle) this.askSoon(0, true);
  }

  private tellReadiness(): void {
    const status = this.parts.indexStatus();
    const isWorking = status !== undefined && status.state !== 'ready' && status.state !== 'unused';
    const searched = this.answer && searchedText(this.answer.result, l10n.t);
    const related = this.answer && relatedText(this.answer.result, l10n.t);
    const told = [this.question.title(), related, searched, isWorking ? indexStateText(status, l10n.t) : undefined];
    this.picker.title = told.filter((part) => part !== undefined).join(' · ');
  }

  /** The first hit becomes the active one by itself: that alone shows nothing, or each key would open a file. */
  private onActive(entry: Entry | undefined): void {
    const isFirst = entry !== undefined && entry === this.picker.items.find(({ hit }) => hit !== undefined);
    if (entry?.hit === undefined || (isFirst && !this.hasMoved)) return;
    this.hasMoved = true;
    this.preview.show(entry.hit);
  }

  private accept(entry: Entry | undefined): void {
    if (entry?.hit === undefined) return;
    const { hit } = entry;
    this.tellOpened(hit);
    this.finish(
      () => openHit(hit),
      () => this.preview.keep(),
    );
  }

  private onButton(button: QuickInputButton): void {
    const { rankOtherwise, switchRankingAgain, switchExpansion } = this.question;
    if (button === this.asList) this.showAll();
    else if (button === this.related) this.askOtherwise(switchExpansion);
    else this.askOtherwise(button === this.otherwise ? rankOtherwise : switchRankingAgain);
  }

  private askOtherwise(change: (() => void) | undefined): void {
    change?.();
    this.hasMoved = false;
    if (this.picker.value.trim() !== '') this.askSoon(0);
    this.tellReadiness();
  }

  private showAll(): void {
    const { answer } = this;
    if (answer !== undefined) this.finish(() => this.parts.showAll(answer));
  }

  /** Closes the list, shows what was there before unless another end of the preview is given, and does what was chosen. */
  private finish(action: () => unknown, end = () => this.preview.restore()): void {
    if (this.isDone) return;
    this.isDone = true;
    void commands.executeCommand('setContext', 'surprisal.isSearching', false);
    this.stopAsking();
    this.subscriptions.dispose();
    end()
      .then(action)
      .catch((error: unknown) => this.parts.onFailed(error));
  }
}

/** A line that tells something and cannot be opened. */
const note = (icon: string, text: string): Entry => ({ label: `$(${icon}) ${text}`, alwaysShow: true });
