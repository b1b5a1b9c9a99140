import type { RandomGenerator } from '../../lm/sampling/randomGenerator';
import { aliasTable } from '../word2vec/aliasTable';

/** Draws numbers by their weights in the same time however many there are. */
export class WeightedDraw {
  private readonly table: Uint32Array;

  /** @param weights from 0 on, at least one above it */
  constructor(private readonly weights: Float64Array) {
    this.table = aliasTable(weights);
  }

  next(random: RandomGenerator): number {
    const column = random.nextUint32() % this.weights.length;
    return random.nextUint32() < this.table[2 * column]! ? column : this.table[2 * column + 1]!;
  }
}
