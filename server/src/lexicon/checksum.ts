const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/**
 * FNV-1a over 32-bit numbers: of every fourth, from each of the first four, and then of those four, since one alone would wait for
 * its own products. Models are checked with it as they are opened, instead of being walked through.
 */
export function checksum(numbers: Int32Array): number {
  const whole = numbers.length & ~3;
  let a = FNV_OFFSET;
  let b = FNV_OFFSET;
  let c = FNV_OFFSET;
  let d = FNV_OFFSET;
  for (let i = 0; i < whole; i += 4) {
    a = Math.imul(a ^ numbers[i]!, FNV_PRIME);
    b = Math.imul(b ^ numbers[i + 1]!, FNV_PRIME);
    c = Math.imul(c ^ numbers[i + 2]!, FNV_PRIME);
    d = Math.imul(d ^ numbers[i + 3]!, FNV_PRIME);
  }
  let hash = FNV_OFFSET;
  for (const part of [a, b, c, d, ...numbers.subarray(whole)]) hash = Math.imul(hash ^ part, FNV_PRIME);
  return hash >>> 0;
}
