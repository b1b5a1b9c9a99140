import type { ChatTurn } from '../lm/languageModel';
import { InferenceClient } from './client';
import type { InferenceClientOptions } from './clientOptions';
import { shippedModelId, shippedModelPath } from './modelFiles';

/** ChatML, which SmolLM2-Instruct was trained on. */
const turn: ChatTurn = {
  before: '<|im_start|>user\n',
  after: '<|im_end|>\n<|im_start|>assistant\n',
};

/** The neural model that came with the program, as a client that starts it with the first request. */
export const shippedNeuralModel = (options: Partial<InferenceClientOptions> = {}): InferenceClient =>
  new InferenceClient({ id: shippedModelId, descriptionPath: shippedModelPath(), turn, ...options });
