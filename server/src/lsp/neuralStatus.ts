import * as l10n from '@vscode/l10n';
import type { ModelState } from '../inference/clientOptions';
import type { NeuralStatus, StatusParams } from '../shared/protocol';

export interface NeuralState extends NeuralStatus {
  /** Something is broken that somebody could repair; that a platform has no runtime is no fault. */
  readonly isFault: boolean;
}

/** What the status says of the neural model. */
export const neuralStatus = (model: string, state: ModelState): NeuralState | undefined => {
  if (state.state !== 'unavailable') return { model, state: state.state, isFault: false };
  const { kind, reason } = state.error;
  // Switched off by a setting, or with the server.
  if (kind === 'closed') return undefined;
  const { template, values } = reason;
  return { model, state: 'unavailable', detail: l10n.t(template, ...values), isFault: kind !== 'platform' };
};

/** A status with the neural model in it: one that is broken degrades what is otherwise well. */
export const withNeural = (status: StatusParams, neural: NeuralState | undefined): StatusParams => {
  if (neural === undefined) return status;
  const { isFault, ...told } = neural;
  const models = neural.state === 'loaded' ? [...status.models, neural.model] : status.models;
  const withModel: StatusParams = { ...status, models, neural: told };
  return isFault && status.state === 'ready' && neural.detail !== undefined
    ? { ...withModel, state: 'degraded', detail: neural.detail }
    : withModel;
};
