import { randomUUID } from 'node:crypto';
import { type CancellationToken, Disposable, EventEmitter, l10n } from 'vscode';
import type { StatusParams } from '../../server/src/shared/protocol';
import type { IndexStatus } from '../../server/src/shared/searchProtocol';
import type { ServerConnection, Surroundings } from './languageClient';
import type { ServerState, WorkDoneValue } from './serverState';

/** Starts, watches and restarts the language server; what other parts of the client ask it goes through here. */
export class SurprisalClient {
  private readonly stateEmitter = new EventEmitter<ServerState>();
  private readonly statusEmitter = new EventEmitter<StatusParams>();
  private readonly scoresEmitter = new EventEmitter<string>();
  private readonly indexEmitter = new EventEmitter<IndexStatus>();
  private readonly startEmitter = new EventEmitter<void>();
  readonly onDidChangeState = this.stateEmitter.event;
  readonly onDidChangeStatus = this.statusEmitter.event;
  /** The URI of a document whose scores are better known than when they were asked for. */
  readonly onDidChangeScores = this.scoresEmitter.event;
  readonly onDidChangeIndexStatus = this.indexEmitter.event;
  /** The server answers, for the first time or again. */
  readonly onDidStart = this.startEmitter.event;
  private connection: ServerConnection | undefined;
  /** Restarts wait for each other: one while another runs must not leave two servers. */
  private changing: Promise<void> = Promise.resolve();

  constructor(private readonly surroundings: Surroundings) {}

  get isRunning(): boolean {
    return this.connection?.isRunning() ?? false;
  }

  /** Starts the server; a failure is told to the user and to the log, and is not thrown. */
  start(): Promise<void> {
    return this.change(() => this.startNow());
  }

  /** Ends the server, however it fares, and starts another. */
  restart(): Promise<void> {
    return this.change(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.change(() => this.stopNow());
  }

  /** @throws Error in the user's language when no server answers; the server's own error otherwise. */
  async request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result> {
    // A command may be what woke the extension.
    await this.changing;
    if (this.connection?.answers() !== true) throw new Error(l10n.t('The language server is not running.'));
    return this.connection.request<Result>(method, params, token);
  }

  /**
   * Asks for what comes in parts.
   * @param onPart hears of each as soon as it is there
   * @throws Error as `request` does
   */
  async requestInParts<Part, Result>(
    method: string,
    params: object,
    onPart: (part: Part) => void,
    token: CancellationToken,
  ): Promise<Result> {
    await this.changing;
    const partialResultToken = randomUUID();
    const listening = this.connection?.onPartialResult(partialResultToken, onPart);
    try {
      return await this.request<Result>(method, { ...params, partialResultToken }, token);
    } finally {
      listening?.dispose();
    }
  }

  /** What the server says of a long request while it runs. */
  onProgress(token: string, handler: (value: WorkDoneValue) => void): Disposable {
    return this.connection?.onProgress(token, handler) ?? Disposable.from();
  }

  notify(method: string, params: object): void {
    this.connection?.notify(method, params).catch((error: unknown) => this.surroundings.log.debug(String(error)));
  }

  /** Asks for the findings of all open documents again. */
  pullAgain(): void {
    if (this.isRunning) this.connection?.pullAgain();
  }

  dispose(): void {
    this.stateEmitter.dispose();
    this.statusEmitter.dispose();
    this.scoresEmitter.dispose();
    this.indexEmitter.dispose();
    this.startEmitter.dispose();
  }

  private change(action: () => Promise<void>): Promise<void> {
    this.changing = this.changing.then(action);
    return this.changing;
  }

  private async startNow(): Promise<void> {
    this.stateEmitter.fire('starting');
    try {
      // Most of what an activation would take is to run this library's modules: they wait until VS Code has its extension.
      await new Promise((resolve) => setImmediate(resolve));
      const { connectToServer } = await import('./languageClient');
      this.connection = connectToServer(this.surroundings, {
        onState: (state) => this.onState(state),
        onStatus: (status) => this.statusEmitter.fire(status),
        onScores: (uri) => this.scoresEmitter.fire(uri),
        onIndexStatus: (status) => this.indexEmitter.fire(status),
        restart: () => this.restart(),
      });
      await this.connection.start();
    } catch (error) {
      // The library has told the user.
      this.surroundings.log.error(String(error));
      this.stateEmitter.fire('failed');
    }
  }

  private async stopNow(): Promise<void> {
    const { connection } = this;
    if (connection === undefined) return;
    this.connection = undefined;
    try {
      await connection.dispose();
    } catch (error) {
      // It did not run, or did not end in time and is killed.
      this.surroundings.log.debug(String(error));
    }
    this.stateEmitter.fire('stopped');
  }

  private onState(state: ServerState): void {
    this.stateEmitter.fire(state);
    if (state === 'running') this.startEmitter.fire();
  }
}
