type Numbers = Float32Array | Float64Array;

/** The product of `length` numbers from one place of each on. Four sums, since one would wait for itself. */
export const dot = (a: Numbers, aFrom: number, b: Numbers, bFrom: number, length: number): number => {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    s0 += a[aFrom + at]! * b[bFrom + at]!;
    s1 += a[aFrom + at + 1]! * b[bFrom + at + 1]!;
    s2 += a[aFrom + at + 2]! * b[bFrom + at + 2]!;
    s3 += a[aFrom + at + 3]! * b[bFrom + at + 3]!;
  }
  for (let at = whole; at < length; at++) s0 += a[aFrom + at]! * b[bFrom + at]!;
  return s0 + s1 + (s2 + s3);
};

export const lengthOf = (vector: Numbers): number => Math.sqrt(dot(vector, 0, vector, 0, vector.length));
