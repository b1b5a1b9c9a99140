/**
 * Values put into a few classes, each with one value for all its members.
 * `-Infinity` has a class of its own, number 0, when it occurs.
 */
export interface Quantization {
  /** Class values, ascending; at most 2^bits. */
  readonly codebook: Float32Array;
  readonly codes: Uint8Array;
}

const BINS = 1 << 14;
const ROUNDS = 30;

/**
 * Lloyd's algorithm (Lloyd 1982) over a histogram of the values, begun with classes of equal weight.
 * Every value weighs the same: by frequency, class values would lie above the mean of their members, and distributions
 * sum to more than 1.
 */
export function quantize(values: Float32Array, bits: number): Quantization {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let hasInfinite = false;
  for (const value of values) {
    if (value === Number.NEGATIVE_INFINITY) hasInfinite = true;
    else {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  const offset = hasInfinite ? 1 : 0;
  const codes = new Uint8Array(values.length);
  if (greatest < least)
    return { codebook: hasInfinite ? Float32Array.of(Number.NEGATIVE_INFINITY) : new Float32Array(0), codes };
  const scale = greatest > least ? (BINS - 1) / (greatest - least) : 0;
  const binOf = (value: number): number => Math.round((value - least) * scale);
  const mass = new Float64Array(BINS);
  const moment = new Float64Array(BINS);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === Number.NEGATIVE_INFINITY) continue;
    const bin = binOf(value);
    mass[bin]!++;
    moment[bin]! += value;
  }
  const classes = lloyd(mass, moment, 2 ** bits - offset, (bin) => least + (scale > 0 ? bin / scale : 0));
  const codebook = new Float32Array(classes.length + offset);
  if (hasInfinite) codebook[0] = Number.NEGATIVE_INFINITY;
  codebook.set(classes, offset);
  const codeOfBin = new Uint8Array(BINS);
  for (let bin = 0, code = 0; bin < BINS; bin++) {
    const value = least + (scale > 0 ? bin / scale : 0);
    while (code + 1 < classes.length && value > (classes[code]! + classes[code + 1]!) / 2) code++;
    codeOfBin[bin] = code + offset;
  }
  for (let i = 0; i < values.length; i++)
    codes[i] = values[i] === Number.NEGATIVE_INFINITY ? 0 : codeOfBin[binOf(values[i]!)]!;
  return { codebook, codes };
}

/** Class values of a weighted histogram. */
function lloyd(mass: Float64Array, moment: Float64Array, count: number, valueAt: (bin: number) => number): number[] {
  const total = mass.reduce((sum, m) => sum + m, 0);
  /** First bin of each class. */
  let starts: number[] = [];
  for (let bin = 0, seen = 0; bin < BINS; bin++) {
    if (mass[bin]! > 0 && seen >= (total * starts.length) / count) starts.push(bin);
    seen += mass[bin]!;
  }
  let classes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    classes = [];
    for (let k = 0; k < starts.length; k++) {
      let m = 0;
      let v = 0;
      for (let bin = starts[k]!; bin < (starts[k + 1] ?? BINS); bin++) {
        m += mass[bin]!;
        v += moment[bin]!;
      }
      if (m > 0) classes.push(v / m);
    }
    starts = classes.map((value, k) => {
      if (k === 0) return 0;
      const boundary = (classes[k - 1]! + value) / 2;
      let low = 0;
      let high = BINS;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (valueAt(middle) > boundary) high = middle;
        else low = middle + 1;
      }
      return low;
    });
  }
  return classes;
}
