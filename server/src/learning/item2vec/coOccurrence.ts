import type { Basket } from './basket';

/** What two items have in common. */
export interface Together {
  readonly item: number;
  /** Baskets that held both. */
  readonly baskets: number;
  /** The sum of these baskets' weights, each over the square root of the number of other items in it: a large basket says less of each pair. */
  readonly weight: number;
}

/** The arrays of a `CoOccurrence`, row by row as sparse matrices have them. */
export interface CoOccurrenceArrays {
  /** Baskets that held an item, those included that held nothing else. [items] */
  readonly baskets: Uint32Array;
  /** Where each row begins, and where the last ends. [items + 1] */
  readonly starts: Uint32Array;
  /** [pairs] */
  readonly others: Uint32Array;
  readonly counts: Uint32Array;
  readonly weights: Float32Array;
}

/** How often items were seen together. Symmetric; without pairs that never were. */
export class CoOccurrence {
  constructor(readonly arrays: CoOccurrenceArrays) {}

  /** @param items how many there are */
  static of(baskets: readonly Basket[], items: number): CoOccurrence {
    const rows = Array.from({ length: items }, () => new Map<number, { count: number; weight: number }>());
    const seen = new Uint32Array(items);
    for (const basket of baskets) {
      const each = basket.weight / Math.sqrt(basket.items.length - 1);
      for (const item of basket.items) {
        seen[item]!++;
        for (const other of basket.items) if (other !== item) add(rows[item]!, other, each);
      }
    }
    return new CoOccurrence({ baskets: seen, ...compressed(rows) });
  }

  get items(): number {
    return this.arrays.baskets.length;
  }

  /** Baskets that held an item. */
  basketsOf(item: number): number {
    return this.arrays.baskets[item]!;
  }

  /** What was seen with an item, ascending. */
  *with(item: number): Generator<Together, void> {
    const { starts, others, counts, weights } = this.arrays;
    for (let place = starts[item]!; place < starts[item + 1]!; place++)
      yield { item: others[place]!, baskets: counts[place]!, weight: weights[place]! };
  }
}

const add = (row: Map<number, { count: number; weight: number }>, other: number, weight: number): void => {
  const cell = row.get(other);
  if (cell === undefined) row.set(other, { count: 1, weight });
  else {
    cell.count++;
    cell.weight += weight;
  }
};

const compressed = (
  rows: readonly ReadonlyMap<number, { readonly count: number; readonly weight: number }>[],
): Omit<CoOccurrenceArrays, 'baskets'> => {
  const starts = new Uint32Array(rows.length + 1);
  for (const [item, row] of rows.entries()) starts[item + 1] = starts[item]! + row.size;
  const pairs = starts[rows.length]!;
  const arrays = {
    starts,
    others: new Uint32Array(pairs),
    counts: new Uint32Array(pairs),
    weights: new Float32Array(pairs),
  };
  let place = 0;
  for (const row of rows)
    for (const [other, { count, weight }] of [...row].sort(([a], [b]) => a - b)) {
      arrays.others[place] = other;
      arrays.counts[place] = count;
      arrays.weights[place++] = weight;
    }
  return arrays;
};
