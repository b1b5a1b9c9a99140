import type { Connection } from 'vscode-languageserver/node';
import type { ModelState } from '../inference/clientOptions';
import type { StatusParams } from '../shared/protocol';
import type { IndexStatus } from '../shared/searchProtocol';
import { type NeuralState, neuralStatus, withNeural } from './neuralStatus';
import { scoresChangedNotification, statusNotification } from './requests';
import { indexStatusNotification } from './search/requests';

/** What our own client is told unasked, beyond the protocol. Other clients do not know these notifications, and get none. */
export class ClientNotices {
  private status: StatusParams = { state: 'ready', models: [] };
  private neuralState: NeuralState | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly isOurClient: boolean,
  ) {}

  tellStatus(change: Partial<StatusParams>): void {
    this.status = { ...this.status, ...change };
    if (!this.isOurClient) return;
    this.connection.sendNotification(statusNotification, withNeural(this.status, this.neuralState)).catch(() => {});
  }

  tellNeuralState(id: string, state: ModelState): void {
    this.neuralState = neuralStatus(id, state);
    this.tellStatus({});
  }

  tellScoresChanged(uri: string): void {
    if (!this.isOurClient) return;
    this.connection.sendNotification(scoresChangedNotification, { textDocument: { uri } }).catch(() => {});
  }

  tellIndexStatus(status: IndexStatus): void {
    if (!this.isOurClient) return;
    this.connection.sendNotification(indexStatusNotification, status).catch(() => {});
  }
}
