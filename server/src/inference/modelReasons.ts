import { type Reason, reasonOf } from './inferenceErrors';

/** Why a model cannot answer, said of the model that it is. */
export interface ModelReasons {
  readonly closed: () => Reason;
  /** @param platform that has no runtime */
  readonly noRuntime: (platform: string) => Reason;
  /** @param line what the runtime says as it is loaded */
  readonly brokenRuntime: (line: string) => Reason;
  readonly stuck: () => Reason;
  readonly tooLarge: () => Reason;
  /** @param how its process ended: a signal, an exit code */
  readonly ended: (how: string) => Reason;
}

export const neuralReasons: ModelReasons = {
  closed: () => reasonOf('The neural model is switched off.'),
  noRuntime: (platform) => reasonOf('The neural model does not run on {0}.', platform),
  brokenRuntime: (line) => reasonOf('The neural model does not run here: {0}.', line),
  stuck: () => reasonOf('The neural model did not answer and was ended.'),
  tooLarge: () => reasonOf('The neural model took too much memory and was ended.'),
  ended: (how) => reasonOf('The process of the neural model ended ({0}).', how),
};

export const embeddingReasons: ModelReasons = {
  closed: () => reasonOf('The embedding model is switched off.'),
  noRuntime: (platform) => reasonOf('The embedding model does not run on {0}.', platform),
  brokenRuntime: (line) => reasonOf('The embedding model does not run here: {0}.', line),
  stuck: () => reasonOf('The embedding model did not answer and was ended.'),
  tooLarge: () => reasonOf('The embedding model took too much memory and was ended.'),
  ended: (how) => reasonOf('The process of the embedding model ended ({0}).', how),
};
