/**
 * The area under the receiver operating characteristic: how often a question that can be answered has the higher confidence than one that cannot, equal ones counted half.
 * @param answerable confidences; at least one
 * @param unanswerable confidences; at least one
 */
export const areaUnderCurve = (answerable: readonly number[], unanswerable: readonly number[]): number => {
  let higher = 0;
  for (const one of answerable) for (const other of unanswerable) higher += one > other ? 1 : one === other ? 0.5 : 0;
  return higher / (answerable.length * unanswerable.length);
};

/** The threshold below which so large a share of the answerable questions lies at most; what lies below is refused. */
export const thresholdAt = (answerable: readonly number[], falseRefusals: number): number =>
  answerable.toSorted((a, b) => a - b)[Math.floor(falseRefusals * answerable.length)] ?? 0;

/** The share of values below a threshold. */
export const shareBelow = (values: readonly number[], threshold: number): number =>
  values.filter((value) => value < threshold).length / (values.length || 1);
