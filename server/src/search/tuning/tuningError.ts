/** Searches cannot be tuned. */
export class TuningError extends Error {
  override readonly name: string = 'TuningError';
}

/** There is no model, or no passage has a vector of it yet. */
export class NoVectorsError extends TuningError {
  override readonly name = 'NoVectorsError';
}

/** There is too little to learn from. */
export class TooFewPairsError extends TuningError {
  override readonly name = 'TooFewPairsError';
}
