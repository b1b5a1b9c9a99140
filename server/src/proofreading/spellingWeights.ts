/**
 * How the evidence about an unknown word adds up to the log odds that it is a misspelling of its best candidate (natural logarithms).
 * Set on errors of our own making in held-out text of the corpus: see models/build/calibration.
 */
export const spellingWeights = {
  /** Of the n-gram gain. */
  context: 0.7,
  /** Of the candidate's frequency out of context, on top of what the n-gram knows of it. */
  prior: 0.25,
  slope: 0.5,
  lowerCase: 2,
  capitalFirst: -1,
  capitalInside: -3,
  /** Stands for the best candidate's log odds when there is none. */
  withoutCandidate: -8,
  /** Log odds of the same word in its usual capitals. */
  recased: 0,
  properName: 0.8,
  acronym: 0.3,
};
