import * as l10n from '@vscode/l10n';
import type { CancellationToken, ResponseError } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readDocumentFile } from '../../platform/documentFile';
import type { Passage } from '../../search/folderSearch';
import type {
  DuplicatesParams,
  DuplicatesResult,
  ExplainIndexedParams,
  ExplainIndexedResult,
  IndexParams,
  IndexStatus,
  RerankParams,
  RerankResult,
  SearchParams,
  SearchResult,
  SimilarParams,
  TuneParams,
  TuneResult,
} from '../../shared/searchProtocol';
import { cancellable } from '../cancellable';
import type { NeuralClient } from '../neuralClient';
import type { Services } from '../services';
import { filePathOf } from '../settingsSource';
import { type OpenFolder, readinessOf } from './indexStatus';
import {
  duplicatesRequest,
  explainIndexedRequest,
  indexedFilesRequest,
  indexRequest,
  openedHitsRequest,
  openedNotification,
  rerankRequest,
  searchRequest,
  senseRequest,
  similarRequest,
  storePasswordChangedNotification,
  storeRequest,
  tuneRequest,
} from './requests';
import { rerankHits } from './rerankHits';

type SearchServices = Pick<Services, 'search' | 'sessions'>;

/** Answers all that the client asks about search. */
export const answerSearchRequests = (services: Services, neuralClient: NeuralClient): void => {
  const { connection, search, store } = services;
  connection.onRequest(searchRequest, (params, token) => onSearch(services, params, token));
  connection.onRequest(rerankRequest, (params, token) => onRerank(neuralClient, params, token));
  connection.onRequest(similarRequest, (params, token) => onSimilar(services, params, token));
  connection.onRequest(senseRequest, (params, token) =>
    cancellable(token, async (signal) => {
      // It brings the stemmers of all languages, which are no part of the server's start.
      const { passagesOfSense } = await import('./senseRequest');
      return passagesOfSense(services, params, signal);
    }),
  );
  connection.onRequest(duplicatesRequest, (params, token) => onDuplicates(services, params, token));
  connection.onRequest(indexRequest, (params) => onIndex(services, params));
  connection.onRequest(tuneRequest, (params, token) => onTune(services, params, token));
  connection.onNotification(openedNotification, (params) => search.hitOpened(params));
  connection.onRequest(openedHitsRequest, ({ forget }) => search.openedHits(forget === true));
  connection.onRequest(indexedFilesRequest, ({ limit }) => search.files(limit));
  connection.onRequest(explainIndexedRequest, (params) => onExplainIndexed(services, params));
  connection.onRequest(storeRequest, () => store.describe());
  connection.onNotification(storePasswordChangedNotification, () => store.passwordChanged());
};

const standardLimit = 50;
const mostHits = 1000;
const largestFile = 10_000_000;

const limitOf = (limit: number | undefined): number => Math.min(Math.max(1, limit ?? standardLimit), mostHits);

const onSearch = (
  { search }: SearchServices,
  { query, mode = 'hybrid', limit, filter, expand = false }: SearchParams,
  token: CancellationToken,
): Promise<SearchResult | ResponseError<void>> =>
  cancellable(token, async (signal) => {
    const options = { mode, limit: limitOf(limit), expand, ...(filter !== undefined && { filter }) };
    try {
      return await search.ask({ limit: options.limit, signal }, (index, until) => index.search(query, options, until));
    } catch (error) {
      // Asked with every key: what is wrong with an unfinished query is part of the answer. By its name, since it may come from another thread.
      if (!(error instanceof Error) || error.name !== 'QueryError') throw error;
      return { hits: [], readiness: readinessOf([], search.opened()), problem: error.message };
    }
  });

const onRerank = (
  neuralClient: NeuralClient,
  params: RerankParams,
  token: CancellationToken,
): Promise<RerankResult | ResponseError<void>> =>
  cancellable(token, (signal) => rerankHits(neuralClient, params, signal));

const onSimilar = (
  services: SearchServices,
  params: SimilarParams,
  token: CancellationToken,
): Promise<SearchResult | ResponseError<void>> =>
  cancellable(token, (signal) => similarPassages(services, params, signal));

/** Passages like a text, in all folders and in the store beside them. @throws the signal's reason */
export const similarPassages = async (
  { search, sessions }: SearchServices,
  { text, location, limit }: SimilarParams,
  signal: AbortSignal,
): Promise<SearchResult> => {
  await search.use();
  const place = location === undefined ? undefined : search.placeOf(location.uri);
  const document = location === undefined ? undefined : documentOf(sessions, location.uri);
  const passageFor = (folder: OpenFolder | undefined): Passage => {
    if (location === undefined || document === undefined || place === undefined || place.folder.uri !== folder?.uri)
      return { text };
    const start = document.offsetAt(location.range.start);
    const end = document.offsetAt(location.range.end);
    return { text, place: { path: place.path, start, end } };
  };
  const options = { limit: limitOf(limit) };
  const wanted = { ...options, signal, ...(location !== undefined && { except: location }) };
  return search.ask(wanted, (index, until, folder) => index.similar(passageFor(folder), options, until));
};

/** As it is open, or else as it is saved; undefined where it is no file, or none that can be read. */
export const documentOf = (sessions: Services['sessions'], uri: string): TextDocument | undefined => {
  const open = sessions.get(uri)?.document;
  const path = filePathOf(uri);
  if (open !== undefined || path === undefined) return open;
  try {
    return TextDocument.create(uri, '', 0, readDocumentFile(path, largestFile).text);
  } catch {
    // Not saved yet, or gone: nothing of it is indexed.
    return undefined;
  }
};

const onDuplicates = (
  { search }: SearchServices,
  { limit }: DuplicatesParams,
  token: CancellationToken,
): Promise<DuplicatesResult | ResponseError<void>> =>
  cancellable(token, (signal) => search.duplicates(limitOf(limit), signal));

const onTune = (
  { search }: SearchServices,
  { action }: TuneParams,
  token: CancellationToken,
): Promise<TuneResult | ResponseError<void>> =>
  cancellable(token, async (signal) => ({
    messages: action === 'tune' ? await search.tune(signal) : await search.removeTuning(),
  }));

const onIndex = async ({ search }: SearchServices, { action }: IndexParams): Promise<IndexStatus> => {
  if (action === 'start') await search.use();
  else if (action === 'rebuild') await search.rebuild();
  else if (action !== 'status') search.pause(action === 'pause');
  return search.status();
};

const onExplainIndexed = async (
  { search }: SearchServices,
  { uri }: ExplainIndexedParams,
): Promise<ExplainIndexedResult> => {
  await search.use();
  const place = search.placeOf(uri);
  const reason =
    place === undefined
      ? l10n.t('It lies in no folder of the workspace.')
      : await place.folder.search.explain(place.path);
  return reason === undefined ? {} : { reason };
};
