import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver/node';
import { configurationFileName } from '../platform/configurationFiles';
import { filePathOf } from './settingsSource';

/** Asks the client to tell of changes to configurations and word lists, as far as it can. */
export class WatchedFiles {
  private readonly watched = new Set<string>();
  private readonly able: boolean;
  private readonly anywhere: boolean;

  constructor(
    private readonly connection: Connection,
    { workspace }: ClientCapabilities,
  ) {
    this.able = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.anywhere = workspace?.didChangeWatchedFiles?.relativePatternSupport === true;
  }

  watchConfigurations(): void {
    if (this.able) this.register(`**/${configurationFileName}`);
  }

  /** All files of the workspace: what is searched follows them. */
  watchWorkspace(): void {
    if (this.able) this.register('**/*');
  }

  /** Whether findings may depend on a file that has changed. */
  concernFindings(uri: string): boolean {
    const path = filePathOf(uri);
    return path === undefined || basename(path) === configurationFileName || this.watched.has(path);
  }

  /** Word lists may lie outside of the workspace: only clients that know relative patterns watch there. */
  watchWordLists(paths: readonly string[]): void {
    if (!this.able || !this.anywhere) return;
    for (const path of paths) {
      if (this.watched.has(path)) continue;
      this.watched.add(path);
      this.register({ baseUri: pathToFileURL(dirname(path)).href, pattern: basename(path) });
    }
  }

  private register(globPattern: string | { readonly baseUri: string; readonly pattern: string }): void {
    this.connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] })
      .then(undefined, (error: Error) => this.connection.console.warn(`not watched: ${error.message}`));
  }
}
