import type { AskParams, AskResult } from '../../shared/askProtocol';
import { cancellable } from '../cancellable';
import type { EditorSettings } from '../editorSettings';
import type { NeuralClient } from '../neuralClient';
import type { Services } from '../services';
import { askWorkspace } from './askWorkspace';
import { endpointWriter } from './endpointWriter';
import { answerPartProgress, askRequest } from './requests';

type AskServices = Pick<Services, 'connection' | 'ports' | 'search'>;

/** Answers questions to the workspace. */
export const answerAskRequests = (
  services: AskServices,
  neuralClient: Pick<NeuralClient, 'get'>,
  settings: Pick<EditorSettings, 'ask' | 'endpoint'>,
): void => {
  services.connection.onRequest(askRequest, (params, token) =>
    cancellable(token, (signal) => onAsk({ services, neuralClient, settings }, params, signal)),
  );
};

interface AskedOf {
  readonly services: AskServices;
  readonly neuralClient: Pick<NeuralClient, 'get'>;
  readonly settings: Pick<EditorSettings, 'ask' | 'endpoint'>;
}

const onAsk = async (
  { services: { connection, ports, search }, neuralClient, settings }: AskedOf,
  { question, generates = true, partialResultToken }: AskParams,
  signal: AbortSignal,
): Promise<AskResult> => {
  const { ask, embeddingModel } = await settings.ask();
  const parts = {
    search,
    embedder: ports.embedder(embeddingModel, (message) => connection.console.warn(message)),
    // The first question may load it.
    model: await neuralClient.get(() => true),
    endpoint: await endpointWriter(await settings.endpoint()),
    settings: { ...ask, generate: ask.generate && generates },
  };
  return askWorkspace(
    question,
    parts,
    (part) => {
      if (partialResultToken !== undefined)
        connection.sendProgress(answerPartProgress, partialResultToken, part).catch(() => {});
    },
    signal,
  );
};
