import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProtocolClient } from './protocolClient';

export interface SearchedWorkspaceOptions {
  /** Of `surprisal.`; by n-grams alone, and without vectors, unless they say otherwise. */
  readonly settings?: object;
  /** Paths of folders by their names; `notes` alone unless it is said. */
  readonly folders?: Readonly<Record<string, string>>;
  /** Whether the workspace is not trusted. */
  readonly restricted?: boolean;
}

/** A folder of notes on the disk, and a place beside it where a server keeps what it makes of it. */
export class SearchedWorkspace {
  readonly parent = mkdtempSync(join(tmpdir(), 'surprisal-'));
  readonly folder = join(this.parent, 'notes');
  readonly storage = join(this.parent, 'storage');

  /** @returns the file's URI */
  write(name: string, text: string, base = this.folder): string {
    const path = join(base, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return pathToFileURL(path).href;
  }

  /** A client whose server searches it. */
  start({ settings, folders = { notes: this.folder }, restricted = false }: SearchedWorkspaceOptions = {}) {
    return ProtocolClient.start({
      settings: { model: 'ngram', search: { embeddingModel: 'none' }, ...settings },
      folders: Object.fromEntries(Object.entries(folders).map(([name, path]) => [name, pathToFileURL(path).href])),
      initializationOptions: { clientCommands: [], storage: pathToFileURL(this.storage).href, restricted },
    });
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }
}
