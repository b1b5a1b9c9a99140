import { InferenceClient } from './client';
import type { InferenceClientOptions } from './clientOptions';
import { shippedModelId, shippedModelPath } from './modelFiles';

/** The neural model that came with the program, as a client that starts it with the first request. */
export const shippedNeuralModel = (options: Partial<InferenceClientOptions> = {}): InferenceClient =>
  new InferenceClient({ id: shippedModelId, descriptionPath: shippedModelPath(), ...options });
