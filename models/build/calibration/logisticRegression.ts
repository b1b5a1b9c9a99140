/** One observation; `features` without the constant. */
export interface Observation {
  readonly features: readonly number[];
  readonly positive: boolean;
  readonly weight: number;
}

const STEPS = 50;
/** Keeps a feature that never varies at 0. */
const RIDGE = 1e-3;

/** Weights that make the observations likeliest, the constant's first: Newton's method on log odds = w0 + w1 x1 + ... */
export function logisticRegression(observations: readonly Observation[]): number[] {
  const size = 1 + (observations[0]?.features.length ?? 0);
  const weights = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => -RIDGE * weight);
    const hessian = weights.map((_, i) => weights.map((_, j) => (i === j ? RIDGE : 0)));
    for (const { features, positive, weight } of observations) {
      const x = [1, ...features];
      const logOdds = x.reduce((sum, value, i) => sum + value * weights[i]!, 0);
      const probability = 1 / (1 + Math.exp(-logOdds));
      const curvature = weight * probability * (1 - probability);
      for (let i = 0; i < size; i++) {
        gradient[i]! += weight * ((positive ? 1 : 0) - probability) * x[i]!;
        for (let j = 0; j < size; j++) hessian[i]![j]! += curvature * x[i]! * x[j]!;
      }
    }
    for (const [i, change] of solve(hessian, gradient).entries()) weights[i]! += change;
  }
  return weights;
}

/** Gaussian elimination with pivots; both arguments are used up. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    [right[column], right[pivot]] = [right[pivot]!, right[column]!];
    for (let row = column + 1; row < size; row++) {
      const factor = matrix[row]![column]! / matrix[column]![column]!;
      for (let i = column; i < size; i++) matrix[row]![i]! -= factor * matrix[column]![i]!;
      right[row]! -= factor * right[column]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let i = row + 1; i < size; i++) right[row]! -= matrix[row]![i]! * right[i]!;
    right[row]! /= matrix[row]![row]!;
  }
  return right;
}
