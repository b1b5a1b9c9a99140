import { Correction } from './correction';
import { lengthOf } from './vectors';

/** How close a vector is to none. */
const least = 1e-12;

/**
 * An adapter as a search applies it: a query q becomes WᵀWq, of length 1. Its cosines with passages as they are indexed are the products of Wq and Wp but for a factor of the
 * query's own, so passages are ranked as if both sides were adapted, and no index changes.
 */
export class QueryAdapter {
  private readonly product: Float64Array;

  constructor(readonly correction: Correction) {
    this.product = new Float64Array(correction.dimensions);
  }

  /** One that changes nothing. */
  static identity(dimensions: number): QueryAdapter {
    return new QueryAdapter(new Correction(dimensions, 1));
  }

  /** @returns of length 1; the query itself where it would become zeros @throws RangeError where it is of another length */
  apply(query: Float32Array): Float32Array {
    const { dimensions } = this.correction;
    if (query.length !== dimensions)
      throw new RangeError(`the adapter is for vectors of ${dimensions} numbers, this one has ${query.length}`);
    const adapted = this.twice(Float64Array.from(query));
    const length = lengthOf(adapted);
    return length < least ? query : Float32Array.from(adapted, (value) => value / length);
  }

  /** Rows of queries. */
  applyAll(queries: Float32Array): Float32Array {
    const { dimensions } = this.correction;
    const adapted = new Float32Array(queries.length);
    for (let from = 0; from < queries.length; from += dimensions)
      adapted.set(this.apply(queries.subarray(from, from + dimensions)), from);
    return adapted;
  }

  /** WᵀWq; a view that the next call writes over. */
  private twice(query: Float64Array): Float64Array {
    const once = query.slice();
    this.correction.addProduct(query, once);
    this.product.set(once);
    this.correction.addTransposedProduct(once, this.product);
    return this.product;
  }
}
