const SLICE_A = 0x9e3779b1;
const SLICE_B = 0x85ebca77;

/**
 * 53 bits that tell a span of text from others, as a number: FNV-1a's step in two lanes with different multipliers. A string for a key would
 * keep the whole text alive that it was cut from. Two spans out of a million share a key with a probability of 1 in 18,000.
 * @param seed the key of what came before
 */
export const contentKey = (text: string, start: number, end: number, seed = 0): number => {
  let a = (SLICE_A ^ seed) | 0;
  let b = (SLICE_B ^ Math.floor(seed / 0x100000000)) | 0;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, SLICE_B);
    b ^= b >>> 15;
  }
  a = Math.imul(a ^ (a >>> 16), SLICE_A);
  b = Math.imul(b ^ (b >>> 13), SLICE_B);
  return ((b ^ (b >>> 16)) >>> 11) * 0x100000000 + ((a ^ (a >>> 13)) >>> 0);
};
