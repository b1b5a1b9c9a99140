import { type DocumentParts, documentParts } from '../../completion/documentParts';
import { DocumentFileError, readDocumentFile } from '../../platform/documentFile';
import { documentTargets } from '../../platform/documentTargets';
import { languageOf } from '../../text/markup/languageOf';
import { SLICE_MS, turn } from '../turn';

const LARGEST_FILE = 1_000_000;
/** So many show what is usual. */
const MOST_FILES = 500;

export interface WorkspacePartsPort {
  folders(): readonly string[];
  /** Whether the project leaves a file out. */
  ignores(path: string, isDirectory: boolean): boolean;
  now(): number;
}

/** Front matter keys and headings of a workspace's Markdown files, read once when they are first asked for. */
export class WorkspaceParts {
  private read: Promise<ReadonlyMap<string, DocumentParts>> | undefined;

  constructor(private readonly port: WorkspacePartsPort) {}

  /** By path. */
  all(): Promise<ReadonlyMap<string, DocumentParts>> {
    this.read ??= this.readAll();
    return this.read;
  }

  forget(): void {
    this.read = undefined;
  }

  private async readAll(): Promise<ReadonlyMap<string, DocumentParts>> {
    const parts = new Map<string, DocumentParts>();
    const { port } = this;
    const observer = {
      onSkipped: () => {},
      onFailed: () => {},
      ignores: (path: string, isDirectory: boolean) => port.ignores(path, isDirectory),
    };
    let end = port.now() + SLICE_MS;
    for (const folder of port.folders())
      for (const { path } of documentTargets([folder], folder, observer)) {
        if (languageOf(path) === 'markdown') read(path, parts);
        if (parts.size >= MOST_FILES) return parts;
        if (port.now() < end) continue;
        await turn();
        end = port.now() + SLICE_MS;
      }
    return parts;
  }
}

const read = (path: string, parts: Map<string, DocumentParts>): void => {
  try {
    parts.set(path, documentParts(readDocumentFile(path, LARGEST_FILE).text));
  } catch (error) {
    if (!(error instanceof DocumentFileError)) throw error;
  }
};
