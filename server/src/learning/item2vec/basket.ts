/** Items that were seen together once, of which order says nothing. */
export interface Basket {
  /** Each once, from 0 on. A basket of one tells only how often its item is seen. */
  readonly items: readonly number[];
  /** How much it counts, above 0 to 1. */
  readonly weight: number;
}
