import { type ByteAutomaton, deadState, oneOfEachKind } from './byteAutomaton';

/** States that one search may look at; what is not settled by then counts as having no way out. */
const searchLimit = 200_000;

/**
 * Distances by search (A*), for automata whose parts each say how far it is at least: whether two conditions can be met together
 * does not follow from each of them. What a search finds out about the states on its way is kept.
 */
export abstract class SearchedAutomaton implements ByteAutomaton {
  abstract readonly byteKinds: Uint8Array;
  abstract step(state: number, byte: number): number;
  abstract bytesOnward(state: number): readonly number[];
  abstract accepts(state: number): boolean;
  abstract awaitsLetters(state: number): boolean;
  /** At most the distance; by each byte at most one less than before. */
  protected abstract leastDistance(state: number): number;

  private readonly distances = new Map<number, number>();

  distance(state: number): number {
    return this.distances.get(state) ?? this.search(state);
  }

  private search(start: number): number {
    const travelled = new Map([[start, 0]]);
    const before = new Map<number, number>();
    const done = new Set<number>();
    // States by the length of a way through them.
    const queues: (number[] | undefined)[] = [];
    const enqueue = (state: number): void => {
      const least = this.distances.get(state) ?? this.leastDistance(state);
      if (least === Number.POSITIVE_INFINITY) return;
      const length = travelled.get(state)! + least;
      queues[length] ??= [];
      queues[length]!.push(state);
    };
    enqueue(start);
    for (let length = 0; length < queues.length; length++) {
      for (let state = queues[length]?.pop(); state !== undefined; state = queues[length]?.pop()) {
        if (done.has(state)) continue;
        done.add(state);
        const known = this.distances.get(state);
        if (this.accepts(state) || (known !== undefined && known < Number.POSITIVE_INFINITY))
          return this.remember(start, state, known ?? 0, before);
        if (known !== undefined) continue;
        if (done.size > searchLimit) return this.forget(start);
        const after = travelled.get(state)! + 1;
        for (const byte of oneOfEachKind(this.bytesOnward(state), this.byteKinds)) {
          const next = this.step(state, byte);
          if (next === deadState || after >= (travelled.get(next) ?? Number.POSITIVE_INFINITY)) continue;
          travelled.set(next, after);
          before.set(next, state);
          enqueue(next);
        }
      }
    }
    for (const state of done) this.distances.set(state, Number.POSITIVE_INFINITY);
    return Number.POSITIVE_INFINITY;
  }

  /** Notes the distance of every state on the way that was found. */
  private remember(start: number, end: number, fromEnd: number, before: ReadonlyMap<number, number>): number {
    let distance = fromEnd;
    this.distances.set(end, distance);
    for (let state = end; state !== start; ) {
      state = before.get(state)!;
      this.distances.set(state, ++distance);
    }
    return distance;
  }

  private forget(start: number): number {
    this.distances.set(start, Number.POSITIVE_INFINITY);
    return Number.POSITIVE_INFINITY;
  }
}
