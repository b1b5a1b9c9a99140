import { RequestType } from 'vscode-languageserver/node';
import * as protocol from '../../shared/relatedProtocol';

/** The wire contract's messages about related files as this side's library has them. */
export const relatedFilesRequest = new RequestType<protocol.RelatedFilesParams, protocol.RelatedFilesResult, void>(
  protocol.relatedFilesMethod,
);
