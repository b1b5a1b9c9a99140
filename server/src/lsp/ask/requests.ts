import { ProgressType, RequestType } from 'vscode-languageserver/node';
import * as protocol from '../../shared/askProtocol';

/** The wire contract's messages about questions to the workspace as this side's library has them. */
export const askRequest = new RequestType<protocol.AskParams, protocol.AskResult, void>(protocol.askMethod);

export const answerPartProgress = new ProgressType<protocol.AnswerPart>();
