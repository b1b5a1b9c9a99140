import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type ExecuteCommandParams,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { userDictionaryPath } from '../platform/dictionaries';
import { DocumentFileError, readDocumentFile } from '../platform/documentFile';
import { documentTargets } from '../platform/documentTargets';
import {
  type CheckDocumentParams,
  type CheckResult,
  type CheckWorkspaceParams,
  type CommandArguments,
  commands,
  type DictionaryParams,
  type DictionaryResult,
} from '../shared/protocol';
import { languageOf } from '../text/markup/languageOf';
import { addProjectWord, addWord, configurationPath, ensureFile, turnKindOff } from './projectEdits';
import type { Services } from './services';
import { filePathOf } from './settingsSource';
import { toDiagnostic } from './toDiagnostic';

/** Larger files are passed over, as on the command line. */
const LARGEST_FILE = 10_000_000;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const cancelled = () => new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');

/** Judges an open document anew. */
export const onCheckDocument = async (
  services: Services,
  { textDocument }: CheckDocumentParams,
  token: CancellationToken,
): Promise<CheckResult | ResponseError<void>> => {
  const session = services.sessions.get(textDocument.uri);
  if (session === undefined)
    return new ResponseError<void>(LSPErrorCodes.RequestFailed, l10n.t('This document is not open.'));
  const startedMs = services.ports.now();
  session.reset();
  const outcome = await session.judge(Number.POSITIVE_INFINITY, token);
  if (typeof outcome === 'string') return cancelled();
  services.refresh();
  const { snapshot, report } = outcome;
  const findings = report.findings.filter((finding) => !services.ignored.has(snapshot, finding)).length;
  return { files: 1, words: report.words, findings, elapsedMs: services.ports.now() - startedMs };
};

/** Proofreads the files of a workspace and pushes what it finds: of open ones only to clients that know what to do with it. */
export class WorkspaceCheck {
  /** Files that have findings of ours in the editor though they are not open. */
  private readonly pushed = new Set<string>();

  constructor(private readonly services: Services) {}

  /** An open document is asked for its findings: those of its file are taken back, from clients that would show them twice. */
  onOpen(uri: string): void {
    if (this.services.options.keepsSent === true) return;
    if (this.pushed.delete(uri)) void this.services.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  async run(
    { workDoneToken }: CheckWorkspaceParams,
    token: CancellationToken,
  ): Promise<CheckResult | ResponseError<void>> {
    const { connection, ports } = this.services;
    const startedMs = ports.now();
    const progress = connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin(l10n.t('Checking the workspace'), 0, undefined, true);
    const total = { files: 0, words: 0, findings: 0 };
    try {
      const files = [...this.files()];
      for (const [index, path] of files.entries()) {
        if (token.isCancellationRequested) return cancelled();
        progress.report(Math.round((100 * index) / files.length), path);
        await this.check(path, total);
        await turn();
      }
    } finally {
      progress.done();
    }
    return { ...total, elapsedMs: ports.now() - startedMs };
  }

  private *files(): Generator<string> {
    const { settings } = this.services;
    for (const { uri } of this.services.folders()) {
      const folder = filePathOf(uri);
      if (folder === undefined) continue;
      const observer = {
        onSkipped: () => {},
        onFailed: () => {},
        ignores: (path: string, isDirectory: boolean) => settings.ignores(path, isDirectory),
      };
      for (const { path } of documentTargets([folder], folder, observer)) yield path;
    }
  }

  private async check(path: string, sum: { files: number; words: number; findings: number }): Promise<void> {
    const { connection, settings, sessions, ignored } = this.services;
    const uri = pathToFileURL(path).href;
    const asked =
      this.services.options.keepsSent !== true &&
      [...sessions.values()].some((session) => filePathOf(session.uri) === path);
    let text: string;
    try {
      ({ text } = readDocumentFile(path, LARGEST_FILE));
    } catch (error) {
      if (error instanceof DocumentFileError) return;
      throw error;
    }
    const languageId = languageOf(path, /^.*/.exec(text)?.[0]) ?? 'plaintext';
    const analyzer = await this.services.analyzerFor(languageId);
    const { proofreading, dictionary, severities } = await settings.for(uri);
    const snapshot = { uri, version: 0, languageId, text };
    const report = analyzer.analyze({ snapshot, settings: proofreading, dictionary });
    const findings = report.findings.filter((finding) => !ignored.has(snapshot, finding));
    sum.files++;
    sum.words += report.words;
    sum.findings += findings.length;
    if (asked || (findings.length === 0 && !this.pushed.has(uri))) return;
    const document = TextDocument.create(uri, languageId, 0, text);
    const diagnostics = findings.map((finding) => toDiagnostic(document, finding, severities));
    if (findings.length > 0) this.pushed.add(uri);
    else this.pushed.delete(uri);
    await connection.sendDiagnostics({ uri, diagnostics });
  }
}

/** The workspace folder that a document lies in, or the document's own folder; undefined for what is no file. */
const rootOf = ({ folders }: Services, uri: string): { readonly folder: string; readonly root: string } | undefined => {
  const path = filePathOf(uri);
  if (path === undefined) return undefined;
  const roots = folders().flatMap(({ uri: folderUri }) => filePathOf(folderUri) ?? []);
  const holding = roots.filter((root) => path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}\\`));
  const root = holding.sort((a, b) => b.length - a.length)[0];
  const folder = roots.includes(path) ? path : dirname(path);
  return { folder, root: root ?? folder };
};

/** Where a dictionary lies, made when it is not there: the user's word list, or the project's configuration. */
export const onDictionary = async (
  services: Services,
  { scope, uri }: DictionaryParams,
): Promise<DictionaryResult | ResponseError<void>> => {
  if (scope === 'user') {
    const path = userDictionaryPath();
    await ensureFile(path, `${l10n.t('# Words of yours that are right, one a line.')}\n`);
    return { uri: pathToFileURL(path).href };
  }
  const place = rootOf(services, uri ?? services.folders()[0]?.uri ?? '');
  if (place === undefined)
    return new ResponseError<void>(
      LSPErrorCodes.RequestFailed,
      l10n.t('No folder is open that could have a dictionary.'),
    );
  const path = configurationPath(place.folder, place.root);
  await ensureFile(path, '{\n  "words": []\n}\n');
  return { uri: pathToFileURL(path).href };
};

/** Performs a command of a code action, and has the findings shown anew. Failures are told to the user. */
export const onExecuteCommand = async (services: Services, params: ExecuteCommandParams): Promise<null> => {
  const [argument] = (params.arguments ?? []) as readonly (CommandArguments | undefined)[];
  if (argument === undefined) return null;
  try {
    await perform(services, params.command, argument);
  } catch (error) {
    services.connection.window.showErrorMessage(l10n.t('That could not be remembered: {0}', (error as Error).message));
  }
  services.settings.forget();
  services.refresh();
  return null;
};

const perform = async (services: Services, command: string, argument: CommandArguments): Promise<void> => {
  const { uri, word, kind, context } = argument;
  if (command === commands.ignoreHere && context !== undefined) return services.ignored.add(context);
  if (command === commands.addToUserDictionary && word !== undefined) return addWord(userDictionaryPath(), word);
  const place = rootOf(services, uri) ?? rootOf(services, services.folders()[0]?.uri ?? '');
  if (place === undefined) throw new Error(l10n.t('No folder is open that could have a dictionary.'));
  const path = configurationPath(place.folder, place.root);
  if (command === commands.addToWorkspaceDictionary && word !== undefined) return addProjectWord(path, word);
  if (command === commands.turnKindOff && kind !== undefined) return turnKindOff(path, kind);
  return undefined;
};
