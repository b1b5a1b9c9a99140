import * as l10n from '@vscode/l10n';
import type { EditorSearchSettings } from '../../configuration/searchSettings';
import type { StoreSettings } from '../../configuration/storeSettings';
import type { PassageSearch, SearchAnswer } from '../../search/folderSearch';
import { holdsPassword, readAddress, redactedAddress } from '../../search/postgres/storeAddress';
import type { StorePlace } from '../../search/postgres/storeSearch';
import type { StoreResult, StoreShare } from '../../shared/searchProtocol';

/** What is set of a store, and how it is searched. */
export interface SearchedStoreSettings extends StoreSettings {
  readonly search: EditorSearchSettings;
}

export interface StorePort {
  /** Those of the machine. Never rejects. */
  settings(): Promise<SearchedStoreSettings>;
  /** Connects to nothing yet. */
  open(place: StorePlace, settings: EditorSearchSettings): PassageSearch;
  /** The client keeps passwords, and has a command to set them. */
  readonly keepsPasswords: boolean;
  /** The password that the client keeps for a store; undefined where it keeps none. */
  password(name: string): Promise<string | undefined>;
  now(): number;
}

/** What a store had part in an answer: its share as the client is told, and the answer itself where there is one. */
export interface StoreAnswer {
  readonly share: StoreShare;
  readonly answer?: SearchAnswer;
}

/** Hits of the folders, once they are there, wait for those of the store no longer than this. */
const mostWaitMs = 4000;
/** After a failure that took longer than this the store is left alone for a while: each search would wait for it. */
const slowMs = 1000;
const restAfterSlowMs = 10_000;
/** Servers lock out who tries the wrong password again and again. */
const restAfterPasswordMs = 30_000;

interface ChosenStore {
  readonly name: string;
  readonly settings: SearchedStoreSettings;
  /** Why it is not asked. */
  readonly problem?: string;
}

/** The store on a server that the user's searches ask beside the folders of the workspace. Nothing is opened, and no password asked for, before the first search. */
export class SearchedStore {
  private choice: Promise<ChosenStore | undefined> | undefined;
  /** The settings that `opening` was made from. */
  private openedWith: string | undefined;
  private opening: Promise<PassageSearch> | undefined;
  private failure: { readonly share: StoreShare; readonly untilMs: number } | undefined;

  /** @param waitMs another patience than the usual, for tests */
  constructor(
    private readonly port: StorePort,
    private readonly waitMs = mostWaitMs,
  ) {}

  /**
   * Undefined where no store is set. What is wrong with the store is part of the answer, and the next search tries again.
   * @param others what is asked at the same time: once that is there, the store is not waited for much longer
   * @throws QueryError
   * @throws the signal's reason
   */
  async ask(
    question: (store: PassageSearch, signal: AbortSignal) => Promise<SearchAnswer>,
    signal: AbortSignal,
    others: Promise<unknown>,
  ): Promise<StoreAnswer | undefined> {
    const chosen = await this.chosen();
    if (chosen === undefined) return undefined;
    const { name, problem } = chosen;
    if (problem !== undefined) return { share: { name, passages: 0, problem } };
    const startedMs = this.port.now();
    if (this.failure !== undefined && startedMs < this.failure.untilMs) return { share: this.failure.share };
    const patience = new Patience(others, this.waitMs);
    const until = AbortSignal.any([signal, patience.signal]);
    const opening = this.open(chosen);
    try {
      const store = await unlessAborted(opening, until);
      const answer = await question(store, until);
      this.failure = undefined;
      return { share: { name, passages: answer.ready.chunks }, answer };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error) || error.name === 'QueryError') throw error;
      const { share, restMs } = this.failureOf(name, error, startedMs);
      // It may be another one by now, or have another password.
      if (this.opening === opening) this.failure = { share, untilMs: this.port.now() + restMs };
      return { share };
    } finally {
      patience.end();
    }
  }

  /** Which store is set, for who is about to set its password. */
  async describe(): Promise<StoreResult> {
    const { name, problem } = (await this.chosen()) ?? {};
    return { ...(name !== undefined && { name }), ...(problem !== undefined && { problem }) };
  }

  /** Settings may have changed. */
  forget(): void {
    this.choice = undefined;
  }

  /** The client keeps another password now, or none. */
  passwordChanged(): void {
    this.close();
  }

  /** Does not wait: nothing is written, and a server that does not answer is not to hold up the end. */
  close(): void {
    const { opening } = this;
    this.opening = undefined;
    this.failure = undefined;
    opening?.then((store) => store.close()).catch(() => {});
  }

  private chosen(): Promise<ChosenStore | undefined> {
    this.choice ??= this.choose();
    return this.choice;
  }

  private async choose(): Promise<ChosenStore | undefined> {
    const settings = await this.port.settings();
    const key = JSON.stringify(settings);
    if (key !== this.openedWith) this.close();
    this.openedWith = key;
    const { store } = settings;
    if (store === '') return undefined;
    const name = redactedAddress(store);
    if (holdsPassword(store)) return { name, settings, problem: passwordInSetting() };
    try {
      return { name: readAddress(store).shown, settings };
    } catch (error) {
      return { name, settings, problem: notAsked((error as Error).message) };
    }
  }

  private open({ name, settings }: ChosenStore): Promise<PassageSearch> {
    if (this.opening === undefined) {
      const opening = this.openNow(name, settings);
      this.opening = opening;
      opening.catch(() => {
        if (this.opening === opening) this.opening = undefined;
      });
    }
    return this.opening;
  }

  private async openNow(
    name: string,
    { store: address, storeSources: sources, search }: SearchedStoreSettings,
  ): Promise<PassageSearch> {
    const password = this.port.keepsPasswords ? await this.port.password(name) : undefined;
    return this.port.open({ address, sources, ...(password !== undefined && { password }) }, search);
  }

  private failureOf(name: string, error: Error, startedMs: number): { share: StoreShare; restMs: number } {
    const isRefused = error.name === 'StorePasswordError';
    const isSlow = this.port.now() - startedMs >= slowMs;
    const wantsPassword = isRefused && this.port.keepsPasswords;
    const problem = problemOf(name, error, wantsPassword);
    return {
      share: { name, passages: 0, problem, ...(wantsPassword && { wantsPassword }) },
      restMs: isRefused ? restAfterPasswordMs : isSlow ? restAfterSlowMs : 0,
    };
  }
}

const problemOf = (name: string, error: Error, wantsPassword: boolean): string => {
  if (error instanceof PatienceError) return l10n.t('The search store {0} does not answer in time.', name);
  return wantsPassword
    ? l10n.t(
        'The search store {0} wants a password, or another one: set it by the command “Surprisal: Set Password of the Search Store”.',
        name,
      )
    : notAsked(error.message);
};

const notAsked = (reason: string): string => l10n.t('The search store was not asked: {0}', reason);

const passwordInSetting = (): string =>
  l10n.t(
    'The setting surprisal.search.store holds a password and is not used: take it out, and set it by the command “Surprisal: Set Password of the Search Store”.',
  );

/** Ends some time after the others are there. */
class Patience {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private hasEnded = false;

  constructor(others: Promise<unknown>, waitMs: number) {
    others.then(
      () => {
        if (!this.hasEnded) this.timer = setTimeout(() => this.controller.abort(new PatienceError()), waitMs);
      },
      // Whoever asks fails of that.
      () => {},
    );
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    this.hasEnded = true;
    clearTimeout(this.timer);
  }
}

class PatienceError extends Error {}

/** What is waited for goes on; who waits does not. @throws the signal's reason */
const unlessAborted = async <Result>(awaited: Promise<Result>, signal: AbortSignal): Promise<Result> => {
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([awaited, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};
