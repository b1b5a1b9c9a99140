import type { ClientCapabilities, Connection } from 'vscode-languageserver/node';
import { type AskSettings, parseAskSettings } from '../configuration/askSettings';
import {
  defaultEndpointSettings,
  type EndpointSettings,
  parseEndpointSettings,
} from '../configuration/endpointSettings';
import { type NeuralSettings, parseNeuralSettings } from '../configuration/neuralSettings';
import {
  type EditorSearchSettings,
  type ProjectSearchSettings,
  parseSearchSettings,
} from '../configuration/searchSettings';
import { defaultStoreSettings, parseStoreSettings } from '../configuration/storeSettings';
import { settingsSection } from '../shared/protocol';
import type { SearchedStoreSettings } from './search/searchedStore';

/** What an editor has set: asked of a client that can be asked, and otherwise as it was sent. What is set wrongly is told, and not used. */
export class EditorSettings {
  /** What a client sends that cannot be asked. */
  private pushed: unknown;
  private neuralSettings: Promise<NeuralSettings> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly capabilities: ClientCapabilities,
    private readonly isRestricted: boolean,
  ) {}

  /** A client has sent what is set. */
  push(settings: unknown): void {
    this.pushed = (settings as Readonly<Record<string, unknown>> | null)?.[settingsSection];
  }

  /** What was asked may have changed. */
  forget(): void {
    this.neuralSettings = undefined;
  }

  /** Of a resource. Rejects where the client fails. */
  async for(scopeUri: string): Promise<unknown> {
    return this.canBeAsked
      ? this.connection.workspace.getConfiguration({ scopeUri, section: settingsSection })
      : this.pushed;
  }

  neural(): Promise<NeuralSettings> {
    this.neuralSettings ??= this.ofMachine().then((value) => this.told(parseNeuralSettings(value)));
    return this.neuralSettings;
  }

  /** Those of a folder of the workspace, over what the project says. */
  async search(folderUri: string, project: readonly ProjectSearchSettings[]): Promise<EditorSearchSettings> {
    return this.told(parseSearchSettings(await this.for(folderUri).catch(() => undefined), project));
  }

  /** How questions are answered, and the embedding model that is chosen. */
  async ask(): Promise<{ readonly ask: AskSettings; readonly embeddingModel: string }> {
    const value = await this.ofMachine();
    const { embeddingModel } = parseSearchSettings(value).settings;
    return { ask: this.told(parseAskSettings(value)), embeddingModel };
  }

  /** The larger model that writes answers. What strangers wrote is handed to no other program. */
  async endpoint(): Promise<EndpointSettings> {
    const set = this.told(parseEndpointSettings(await this.ofMachine()));
    return this.isRestricted ? defaultEndpointSettings : set;
  }

  /** Whoever looks at what strangers wrote tells no server what they look for. */
  async store(): Promise<SearchedStoreSettings> {
    const value = await this.ofMachine();
    const set = this.told(parseStoreSettings(value));
    return { ...(this.isRestricted ? defaultStoreSettings : set), search: parseSearchSettings(value).settings };
  }

  /** What holds for all documents. Never rejects. */
  private async ofMachine(): Promise<unknown> {
    try {
      return this.canBeAsked
        ? await this.connection.workspace.getConfiguration({ section: settingsSection })
        : this.pushed;
    } catch {
      // A client that cannot answer has set nothing beside what it has sent.
      return this.pushed;
    }
  }

  private get canBeAsked(): boolean {
    return this.capabilities.workspace?.configuration === true;
  }

  private told<Settings>({ settings, notes }: { settings: Settings; notes: readonly string[] }): Settings {
    for (const note of notes) this.connection.console.warn(note);
    return settings;
  }
}
