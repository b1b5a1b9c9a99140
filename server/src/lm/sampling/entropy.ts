import { exponentialOfNegative } from './exponential';

/** Entropy of the softmax of a row of logits, in nats. */
export const entropyOf = (logits: Float32Array): number => {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) if (logits[id]! > greatest) greatest = logits[id]!;
  let sum = 0;
  let weighted = 0;
  for (let id = 0; id < logits.length; id++) {
    const distance = greatest - logits[id]!;
    const weight = exponentialOfNegative(distance);
    if (weight === 0) continue;
    sum += weight;
    weighted += weight * distance;
  }
  return Math.log(sum) + weighted / sum;
};
