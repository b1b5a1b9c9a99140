import { type ByteAutomaton, deadState } from './byteAutomaton';
import { type CharacterNfa, wholeLabel } from './characterNfa';
import { characterEnd, noWay } from './utf8Graph';

/** Not yet computed. */
const unknown = -2;

interface DfaState {
  /** Places in the nondeterministic automaton, ascending. */
  readonly places: Int32Array;
  /** Labels of all places together. */
  readonly labels: number;
  readonly distance: number;
  /** The state after a byte of each kind, once one was asked for. */
  next?: Int32Array;
}

/**
 * The subset construction over bytes, state by state as texts come to them. A place is a state of the character automaton, or a
 * node of the byte graph inside a character with the state that waits behind it. Places without a way to a label are left out, so
 * what is left always has one.
 */
export class LazyDfa implements ByteAutomaton {
  readonly byteKinds: Uint8Array;
  private readonly kindCount: number;
  private readonly states: DfaState[] = [];
  private readonly stateIds = new Map<string, number>();
  private readonly distances: Float64Array;
  private readonly closures: (Int32Array | undefined)[] = [];
  /** Places inside characters: they are numbered after the states. */
  private readonly innerPlaces = new Map<number, number>();
  private readonly innerNode: number[] = [];
  private readonly innerTarget: number[] = [];

  /** @param nfa Not to be changed any more. */
  constructor(private readonly nfa: CharacterNfa) {
    this.byteKinds = nfa.graph.byteKinds();
    this.kindCount = Math.max(...this.byteKinds) + 1;
    this.distances = nfa.distancesToLabels();
  }

  /** The state in which the automaton may be in any of some states of the character automaton. */
  stateAt(...states: readonly number[]): number {
    return this.intern(new Set(states.flatMap((state) => [...this.closure(state)])));
  }

  step(state: number, byte: number): number {
    const from = this.states[state]!;
    from.next ??= new Int32Array(this.kindCount).fill(unknown);
    const kind = this.byteKinds[byte]!;
    const known = from.next[kind]!;
    if (known !== unknown) return known;
    const made = this.compute(state, byte);
    from.next[kind] = made;
    return made;
  }

  bytesOnward(state: number): readonly number[] {
    const { nfa } = this;
    const taken = new Uint8Array(256);
    const take = (node: number): void => nfa.graph.forEachRun(node, (first, last) => taken.fill(1, first, last + 1));
    for (const place of this.states[state]!.places)
      if (place < nfa.size) nfa.forEachEdge(place, take, () => undefined);
      else take(this.innerNode[place - nfa.size]!);
    const bytes: number[] = [];
    for (let byte = 0; byte < 256; byte++) if (taken[byte] === 1) bytes.push(byte);
    return bytes;
  }

  accepts(state: number): boolean {
    return (this.labels(state) & wholeLabel) !== 0;
  }

  awaitsLetters(): boolean {
    return false;
  }

  labels(state: number): number {
    return this.states[state]!.labels;
  }

  distance(state: number): number {
    return this.states[state]!.distance;
  }

  /** A state without its places that have a label. */
  without(state: number, label: number): number {
    const { places } = this.states[state]!;
    return this.intern(
      new Set(places.filter((place) => place >= this.nfa.size || (this.nfa.labelOf(place) & label) === 0)),
    );
  }

  private compute(state: number, byte: number): number {
    const { nfa } = this;
    const reached = new Set<number>();
    const go = (node: number, target: number): void => {
      const after = nfa.graph.step(node, byte);
      if (after === noWay) return;
      if (after === characterEnd) for (const place of this.closure(target)) reached.add(place);
      else if (this.distances[target]! < Number.POSITIVE_INFINITY) reached.add(this.innerPlace(after, target));
    };
    for (const place of this.states[state]!.places)
      if (place < nfa.size) nfa.forEachEdge(place, go, () => undefined);
      else go(this.innerNode[place - nfa.size]!, this.innerTarget[place - nfa.size]!);
    return this.intern(reached);
  }

  private intern(reached: ReadonlySet<number>): number {
    if (reached.size === 0) return deadState;
    const places = Int32Array.from(reached).sort();
    const key = places.join();
    const known = this.stateIds.get(key);
    if (known !== undefined) return known;
    let labels = 0;
    let distance = Number.POSITIVE_INFINITY;
    for (const place of places) {
      if (place < this.nfa.size) labels |= this.nfa.labelOf(place);
      distance = Math.min(distance, this.placeDistance(place));
    }
    const id = this.states.push({ places, labels, distance }) - 1;
    this.stateIds.set(key, id);
    return id;
  }

  private placeDistance(place: number): number {
    const inner = place - this.nfa.size;
    if (inner < 0) return this.distances[place]!;
    return this.nfa.graph.height(this.innerNode[inner]!) + this.distances[this.innerTarget[inner]!]!;
  }

  private innerPlace(node: number, target: number): number {
    const key = node * this.nfa.size + target;
    const known = this.innerPlaces.get(key);
    if (known !== undefined) return known;
    this.innerNode.push(node);
    const place = this.nfa.size + this.innerTarget.push(target) - 1;
    this.innerPlaces.set(key, place);
    return place;
  }

  /** The states that empty edges lead to, itself among them, if they have a label or edges with characters. */
  private closure(state: number): Int32Array {
    const known = this.closures[state];
    if (known !== undefined) return known;
    const seen = new Set([state]);
    const kept: number[] = [];
    for (const from of seen) {
      if (this.distances[from] === Number.POSITIVE_INFINITY) continue;
      let matters = this.nfa.labelOf(from) !== 0;
      this.nfa.forEachEdge(
        from,
        () => {
          matters = true;
        },
        (target) => seen.add(target),
      );
      if (matters) kept.push(from);
    }
    const closure = Int32Array.from(kept);
    this.closures[state] = closure;
    return closure;
  }
}
