import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  type ExecuteCommandParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from 'vscode-languageserver/node';
import { userDictionaryPath } from '../platform/dictionaries';
import { findingKinds } from '../proofreading/finding';
import {
  type CheckDocumentParams,
  type CheckResult,
  type CommandArguments,
  commands,
  type DictionaryParams,
  type DictionaryResult,
} from '../shared/protocol';
import { learnAccepted, learnIgnored } from './feedbackRequests';
import { addProjectWord, addWord, configurationPath, ensureFile, turnKindOff } from './projectEdits';
import { type Services, shownFindings } from './services';
import { filePathOf } from './settingsSource';

const cancellationOf = (token: CancellationToken): Promise<void> =>
  new Promise((resolve) => {
    token.onCancellationRequested(() => resolve());
  });

/** Judges an open document anew; what is known of its sentences' grammar stays, since nothing else could be found. */
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
  await session.judge(Number.POSITIVE_INFINITY, token);
  await Promise.race([services.grammar.settled(session.uri), cancellationOf(token)]);
  const outcome = await session.judge(Number.POSITIVE_INFINITY, token);
  if (typeof outcome === 'string') return new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');
  services.refresh();
  const findings = shownFindings(services, outcome).length;
  return { files: 1, words: outcome.report.words, findings, elapsedMs: services.ports.now() - startedMs };
};

const holds = (folder: string, path: string): boolean => {
  const below = relative(folder, path);
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
};

/** The workspace folder that a document lies in, or the document's own folder; undefined for what is no file. */
const rootOf = (
  { folders, pathOf }: Services,
  uri: string,
): { readonly folder: string; readonly root: string } | undefined => {
  const named = pathOf(uri);
  if (named === undefined) return undefined;
  // Some clients end a folder's URI with a slash.
  const path = resolve(named);
  const roots = folders()
    .flatMap((folder) => filePathOf(folder.uri) ?? [])
    .map((folder) => resolve(folder));
  const root = roots.filter((one) => holds(one, path)).sort((a, b) => b.length - a.length)[0];
  const folder = roots.includes(path) ? path : dirname(path);
  return { folder, root: root ?? folder };
};

const noFolder = () => new Error(l10n.t('No folder is open that has a configuration.'));

/** Where a dictionary lies, made when it is not there: the user's word list, or the project's configuration. */
export const onDictionary = async (
  services: Services,
  params: DictionaryParams,
): Promise<DictionaryResult | ResponseError<void>> => {
  try {
    return { uri: pathToFileURL(await dictionaryPath(services, params)).href };
  } catch (error) {
    return new ResponseError<void>(LSPErrorCodes.RequestFailed, (error as Error).message);
  }
};

const dictionaryPath = async (services: Services, { scope, uri }: DictionaryParams): Promise<string> => {
  if (scope === 'user') {
    const path = userDictionaryPath();
    await ensureFile(path, `${l10n.t('# Words of yours that are right, one a line.')}\n`);
    return path;
  }
  const place = rootOf(services, uri ?? services.folders()[0]?.uri ?? '');
  if (place === undefined) throw noFolder();
  const path = configurationPath(place.folder, place.root);
  await ensureFile(path, '{\n  "words": []\n}\n');
  return path;
};

/** Performs a command of a code action, and has the findings shown anew. Failures are told to the user in one line. */
export const onExecuteCommand = async (services: Services, params: ExecuteCommandParams): Promise<null> => {
  const [argument] = (params.arguments ?? []) as readonly (Partial<CommandArguments> | null | undefined)[];
  if (typeof argument !== 'object' || argument === null) return null;
  try {
    // One after another: each reads what the one before has written.
    const performed = edits.then(() => perform(services, params.command, argument));
    edits = performed.catch(() => {});
    await performed;
  } catch (error) {
    // A message that asks for no answer: not every client can give one.
    const message = l10n.t('That could not be remembered: {0}', (error as Error).message);
    await services.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
  }
  services.settings.forget();
  services.refresh();
  return null;
};

/** Edits of the user's and the workspaces' files by this process, the last one. */
let edits: Promise<void> = Promise.resolve();

const isWord = (word: unknown): word is string => typeof word === 'string' && /^\S[^\r\n]*$/.test(word);

const perform = async (services: Services, command: string, argument: Partial<CommandArguments>): Promise<void> => {
  const { uri, word, kind, context } = argument;
  if (command === commands.ignoreHere && typeof context === 'string') {
    await services.ignored.add(context);
    return learnIgnored(services, argument);
  }
  if (command === commands.acceptGrammar) return learnAccepted(services, argument);
  if (command === commands.addToUserDictionary && isWord(word)) return addWord(userDictionaryPath(), word);
  const edit =
    command === commands.addToWorkspaceDictionary && isWord(word)
      ? (path: string) => addProjectWord(path, word)
      : command === commands.turnKindOff && findingKinds.some((known) => known === kind)
        ? (path: string) => turnKindOff(path, kind!)
        : undefined;
  if (edit === undefined) return;
  const place = typeof uri === 'string' ? rootOf(services, uri) : undefined;
  if (place === undefined) throw noFolder();
  if (services.options.restricted === true)
    throw new Error(l10n.t('Nothing is written into a workspace that is not trusted.'));
  await edit(configurationPath(place.folder, place.root));
};
