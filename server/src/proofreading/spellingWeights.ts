import calibrated from './spellingWeights.json';

/**
 * How the evidence about an unknown word adds up to the log odds that it is a misspelling of its best candidate (natural logarithms).
 * `spellingWeights.json` is what models/build/calibration finds on misspellings put into held-out text of the corpus.
 */
export const spellingWeights = {
  ...calibrated,
  /** Evidence for the same word in its usual capitals, to be compared with that for another word. */
  recased: 0,
  /** Confidence that a name wants its capital, and that an abbreviation wants its own. */
  properName: 0.8,
  acronym: 0.3,
};
