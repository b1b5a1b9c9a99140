import { checksum } from '../../lexicon/checksum';
import type { SpellingErrorModel } from './errorModel';
import type { RuleTable } from './ruleTable';

const MAGIC = 0x314d4553; // "SEM1", little endian
const HEADER_NUMBERS = 11;

/**
 * An error model compiled: its rules as they are looked up, to be viewed in place. 32-bit numbers, little endian: magic, checksum of
 * what follows, the prior's exponent (two of them, a double), costs of capitals, of a first letter and of a space left out; nodes
 * of the written and of the intended tries, for rules at the start and inside; then the lists of each table, in `listsOf`'s order.
 */
export function writeErrorModel(model: SpellingErrorModel): Uint8Array {
  const tables = [model.start, model.inside];
  const lists = tables.flatMap(listsOf);
  const numbers = new Int32Array(HEADER_NUMBERS + lists.reduce((sum, { length }) => sum + length, 0));
  numbers[0] = MAGIC;
  new Float64Array(numbers.buffer, 8, 1)[0] = model.priorExponent;
  numbers.set([model.caseCost, model.firstLetterCost, model.spaceDeletionCost], 4);
  numbers.set(
    tables.flatMap(({ intendedRoot, cost }) => [intendedRoot.length, cost.length]),
    7,
  );
  let at = HEADER_NUMBERS;
  for (const list of lists) {
    numbers.set(list, at);
    at += list.length;
  }
  numbers[1] = checksum(numbers.subarray(2));
  return new Uint8Array(numbers.buffer);
}

/** Views the bytes of a compiled error model. Throws an Error when they are none, cut short or damaged. */
export function readErrorModel(bytes: Uint8Array): SpellingErrorModel {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const numbers = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >>> 2);
  if (numbers[0] !== MAGIC) throw new Error('no compiled spelling error model');
  const sizes = [numbers.subarray(7, 9), numbers.subarray(9, 11)] as const;
  const length = sizes.reduce((sum, [written, intended]) => sum + 3 * written! + 4 * intended!, HEADER_NUMBERS);
  if (length * 4 !== bytes.length || numbers[1]! >>> 0 !== checksum(numbers.subarray(2)))
    throw new Error('damaged spelling error model: its length or its checksum is wrong');
  let at = HEADER_NUMBERS;
  const [start, inside] = sizes.map(([written, intended]): RuleTable => {
    const list = (size: number | undefined): Int32Array => {
      at += size!;
      return numbers.subarray(at - size!, at);
    };
    return {
      written: { mask: list(written), firstChild: list(written) },
      intendedRoot: list(written),
      intended: { mask: list(intended), firstChild: list(intended) },
      cost: list(intended),
      cheapest: list(intended),
    };
  }) as [RuleTable, RuleTable];
  return {
    priorExponent: new Float64Array(aligned.buffer, aligned.byteOffset + 8, 1)[0]!,
    caseCost: numbers[4]!,
    firstLetterCost: numbers[5]!,
    spaceDeletionCost: numbers[6]!,
    start,
    inside,
  };
}

function listsOf({ written, intendedRoot, intended, cost, cheapest }: RuleTable): Int32Array[] {
  return [written.mask, written.firstChild, intendedRoot, intended.mask, intended.firstChild, cost, cheapest];
}
