import type { NeuralSettings } from '../configuration/neuralSettings';
import type { InferenceClient } from '../inference/client';
import type { ModelState } from '../inference/clientOptions';

export interface NeuralClientPort {
  /** Called at most once for each settings; nothing is started by it. */
  create(settings: NeuralSettings): Promise<InferenceClient>;
  settings(): Promise<NeuralSettings>;
  onState(id: string, state: ModelState): void;
}

/** The one client of the neural model that a session has: made when it is first wanted, and anew when its settings change. */
export class NeuralClient {
  private model: { readonly settings: NeuralSettings; readonly client: Promise<InferenceClient> } | undefined;
  private readonly loadedListeners = new Set<() => void>();
  private isDisposed = false;

  constructor(private readonly port: NeuralClientPort) {}

  /**
   * The client while it can answer; undefined when the n-gram model has to.
   * @param starts whether the model may be loaded for this; otherwise only one that is there already is given
   */
  async get(starts: (settings: NeuralSettings) => boolean): Promise<InferenceClient | undefined> {
    const settings = await this.port.settings();
    if (settings.model === 'ngram' || this.isDisposed) return undefined;
    if (this.model === undefined) {
      const client = this.port.create(settings).then((made) => {
        made.onDidChangeState((state) => this.onState(made, state));
        return made;
      });
      this.model = { settings, client };
    }
    const client = await this.model.client;
    const { state } = client.state;
    return state === 'unavailable' || (state === 'unloaded' && !starts(settings)) ? undefined : client;
  }

  /** The present client, if there is one. */
  get current(): Promise<InferenceClient> | undefined {
    return this.model?.client;
  }

  /** Calls the listener whenever the model has been loaded. */
  onDidLoad(listener: () => void): void {
    this.loadedListeners.add(listener);
  }

  /** Settings may have changed: with others the model is started anew when it is next needed. */
  async reconfigure(): Promise<void> {
    const settings = await this.port.settings();
    if (this.model === undefined || isSame(this.model.settings, settings)) return;
    const { client } = this.model;
    this.model = undefined;
    (await client).dispose();
  }

  dispose(): void {
    this.isDisposed = true;
    void this.model?.client.then((client) => client.dispose());
    this.model = undefined;
  }

  private onState(client: InferenceClient, state: ModelState): void {
    this.port.onState(client.id, state);
    if (state.state === 'loaded') for (const listener of this.loadedListeners) listener();
  }
}

const isSame = (one: NeuralSettings, other: NeuralSettings): boolean =>
  one.model === other.model && one.threads === other.threads && one.idleMinutes === other.idleMinutes;
