import { NotificationType, RequestType } from 'vscode-languageserver/node';
import * as completion from '../shared/completionProtocol';
import * as protocol from '../shared/protocol';

/** The wire contract's messages as this side's library has them. */
export const tokenScoresRequest = new RequestType<protocol.TokenScoresParams, protocol.TokenScoresResult | null, void>(
  protocol.tokenScoresMethod,
);

export const explainSentenceRequest = new RequestType<
  protocol.ExplainSentenceParams,
  protocol.ExplainSentenceResult | null,
  void
>(protocol.explainSentenceMethod);

export const rewordingsRequest = new RequestType<completion.RewordingsParams, completion.RewordingsResult | null, void>(
  completion.rewordingsMethod,
);

export const checkDocumentRequest = new RequestType<protocol.CheckDocumentParams, protocol.CheckResult, void>(
  protocol.checkDocumentMethod,
);

export const checkWorkspaceRequest = new RequestType<protocol.CheckWorkspaceParams, protocol.CheckResult, void>(
  protocol.checkWorkspaceMethod,
);

export const dictionaryRequest = new RequestType<protocol.DictionaryParams, protocol.DictionaryResult, void>(
  protocol.dictionaryMethod,
);

export const learntRequest = new RequestType<protocol.LearntParams, protocol.LearntResult, void>(protocol.learntMethod);

export const visibleRangesNotification = new NotificationType<protocol.VisibleRangesParams>(
  protocol.visibleRangesMethod,
);

export const scoresChangedNotification = new NotificationType<protocol.ScoresChangedParams>(
  protocol.scoresChangedMethod,
);

export const statusNotification = new NotificationType<protocol.StatusParams>(protocol.statusMethod);
