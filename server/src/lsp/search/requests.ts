import { NotificationType, RequestType } from 'vscode-languageserver/node';
import * as protocol from '../../shared/searchProtocol';

/** The wire contract's messages about search as this side's library has them. */
export const searchRequest = new RequestType<protocol.SearchParams, protocol.SearchResult, void>(protocol.searchMethod);

export const rerankRequest = new RequestType<protocol.RerankParams, protocol.RerankResult, void>(protocol.rerankMethod);

export const similarRequest = new RequestType<protocol.SimilarParams, protocol.SearchResult, void>(
  protocol.similarMethod,
);

export const senseRequest = new RequestType<protocol.SenseParams, protocol.SearchResult, void>(protocol.senseMethod);

export const duplicatesRequest = new RequestType<protocol.DuplicatesParams, protocol.DuplicatesResult, void>(
  protocol.duplicatesMethod,
);

export const indexRequest = new RequestType<protocol.IndexParams, protocol.IndexStatus, void>(protocol.indexMethod);

export const tuneRequest = new RequestType<protocol.TuneParams, protocol.TuneResult, void>(protocol.tuneMethod);

export const openedNotification = new NotificationType<protocol.OpenedParams>(protocol.openedMethod);

export const openedHitsRequest = new RequestType<protocol.OpenedHitsParams, protocol.OpenedHitsResult, void>(
  protocol.openedHitsMethod,
);

export const indexedFilesRequest = new RequestType<protocol.IndexedFilesParams, protocol.IndexedFilesResult, void>(
  protocol.indexedFilesMethod,
);

export const explainIndexedRequest = new RequestType<
  protocol.ExplainIndexedParams,
  protocol.ExplainIndexedResult,
  void
>(protocol.explainIndexedMethod);

export const indexStatusNotification = new NotificationType<protocol.IndexStatus>(protocol.indexStatusMethod);

export const storeRequest = new RequestType<object, protocol.StoreResult, void>(protocol.storeMethod);

export const storePasswordRequest = new RequestType<protocol.StorePasswordParams, protocol.StorePasswordResult, void>(
  protocol.storePasswordMethod,
);

export const storePasswordChangedNotification = new NotificationType<object>(protocol.storePasswordChangedMethod);
