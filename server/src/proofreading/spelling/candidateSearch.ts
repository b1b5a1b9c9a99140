import type { WordAutomaton } from '../../lexicon/wordAutomaton';
import { END, isUpperCase, OTHER, toSymbol, wordSymbols } from './alphabet';
import { BucketQueue } from './bucketQueue';
import type { SpellingErrorModel } from './errorModel';
import { childOf, NO_RULE, type RuleTable } from './ruleTable';

export interface FoundWord {
  /** The word's number in the automaton. */
  readonly index: number;
  /** Cost of the written form given the word. */
  readonly errorCost: number;
  /** errorCost and the word's prior cost. */
  readonly totalCost: number;
}

export interface PriorCosts {
  bound(first: number, last: number): number;
}

export interface SearchLimits {
  readonly count: number;
  /** How much dearer than the best a candidate may be. */
  readonly window: number;
  /** States dearer by more than this than the best one that explains as much are given up; Infinity makes the search exact. */
  readonly beam: number;
  /** States taken up before the search gives what it has. */
  readonly maxStates: number;
}

const MAX_COST = 1 << 14;
const INITIAL_STATES = 4096;
/** Prefix length of a state that is a whole word with all of the written form explained. */
const COMPLETE = 0x7fff;
const MAX_WRITTEN_LENGTH = 100;
const END_BIT = 1 << END;

/**
 * Best-first search (Hart, Nilsson and Raphael 1968) for the words that were most probably meant by a written form.
 * A state is a prefix of the lexicon and how much of the written form it explains; rules lead from one to the next.
 * A state costs at least its edits so far and the prior of the most frequent word with its prefix; that never falls
 * along a path, so words come out in order of total cost.
 */
export class CandidateSearch {
  private readonly queue = new BucketQueue(MAX_COST);
  private node = new Int32Array(INITIAL_STATES);
  /** Numbers of the words with the state's prefix: `first` to `last` - 1. */
  private first = new Int32Array(INITIAL_STATES);
  private last = new Int32Array(INITIAL_STATES);
  /** Length of the prefix times 256, plus written symbols explained. */
  private place = new Int32Array(INITIAL_STATES);
  private cost = new Int32Array(INITIAL_STATES);
  private stateCount = 0;
  /** Open addressing over (first, place): the state that got there most cheaply, or -1. */
  private seen = new Int32Array(4 * INITIAL_STATES).fill(-1);
  private seenCount = 0;

  private written = '';
  private symbols: Uint8Array = new Uint8Array(1);
  private capitalCost = 0;
  private limit = 0;
  private window = 0;
  private beam = 0;
  /** Least bound of a state by written symbols explained. */
  private best = new Int32Array(MAX_WRITTEN_LENGTH + 2);
  private rules: RuleTable;

  /** `priorCosts` bounds the cost of the words `first` to `last` - 1, whole hundredths of a nat; a part's bound is never below the whole's. */
  constructor(
    private readonly automaton: WordAutomaton,
    private readonly model: SpellingErrorModel,
    private readonly priorCosts: PriorCosts,
  ) {
    this.rules = model.start;
  }

  /** At most `count` words that `accepts` takes, cheapest first, ties by the more frequent word, then in the lexicon's order. */
  search(written: string, limits: SearchLimits, accepts: (index: number) => boolean): FoundWord[] {
    this.begin(written, limits);
    const found: FoundWord[] = [];
    let dearestKept = MAX_COST;
    for (let states = 0; states < limits.maxStates; states++) {
      const state = this.queue.pop();
      if (state === -1) break;
      const totalCost = this.queue.cost;
      if (totalCost > this.limit || totalCost > dearestKept) break;
      const index = this.first[state]!;
      const place = this.place[state]!;
      // A cheaper way to the same place came after this one was queued.
      if (this.seen[this.slotOf(index, place)] !== state) continue;
      if (place >>> 8 !== COMPLETE) {
        this.expand(state);
      } else if (accepts(index)) {
        found.push({ index, errorCost: this.cost[state]!, totalCost });
        if (found.length === limits.count) dearestKept = totalCost;
      }
    }
    found.sort((a, b) => a.totalCost - b.totalCost || b.errorCost - a.errorCost || a.index - b.index);
    return found.slice(0, limits.count);
  }

  private begin(written: string, limits: SearchLimits): void {
    this.written = written;
    this.symbols = wordSymbols(written);
    this.capitalCost = written === written.toLowerCase() ? this.model.caseCost : 0;
    this.limit = MAX_COST - 1;
    this.window = limits.window;
    this.beam = limits.beam;
    this.best.fill(MAX_COST);
    this.queue.clear();
    this.stateCount = 0;
    this.seen.fill(-1);
    this.seenCount = 0;
    const { root, wordCount } = this.automaton;
    if (wordCount > 0 && written.length <= MAX_WRITTEN_LENGTH) this.reach(root, 0, wordCount, 0, 0, 0);
  }

  private expand(state: number): void {
    const cost = this.cost[state]!;
    const place = this.place[state]!;
    if (place >>> 8 === 0) {
      this.rewrite(this.model.start, state, cost);
      this.rewrite(this.model.inside, state, cost + this.model.firstLetterCost);
    } else {
      this.rewrite(this.model.inside, state, cost);
    }
    if (this.symbols[place & 255] === OTHER) this.matchOther(state);
  }

  /** Applies every rule whose written side comes next. */
  private rewrite(rules: RuleTable, state: number, cost: number): void {
    const node = this.node[state]!;
    const first = this.first[state]!;
    const last = this.last[state]!;
    const place = this.place[state]!;
    const length = place >>> 8;
    const prior = this.priorCosts.bound(first, last);
    this.rules = rules;
    let writtenRule = 0;
    for (let explained = place & 255; ; explained++) {
      const rule = rules.intendedRoot[writtenRule]!;
      if (rule !== -1) {
        const insertion = rules.cost[rule]!;
        if (insertion !== NO_RULE) this.reach(node, first, last, length, explained, cost + insertion);
        this.follow(rule, node, first, last, length, explained, cost, prior);
      }
      if (explained === this.symbols.length) return;
      writtenRule = childOf(rules.written, writtenRule, this.symbols[explained]!);
      if (writtenRule === -1) return;
    }
  }

  /** Takes the rules below `rule` along the arcs of `node`; each that ends makes a state. `prior` bounds the node's words' prior costs. */
  private follow(
    rule: number,
    node: number,
    first: number,
    last: number,
    length: number,
    explained: number,
    cost: number,
    prior: number,
  ): void {
    const { automaton, rules } = this;
    const { intended } = rules;
    const mask = intended.mask[rule]!;
    if (mask === 0) return;
    const most = Math.min(this.limit, this.best[explained]! + this.beam);
    if ((mask & END_BIT) !== 0 && automaton.isFinal(node)) {
      const ending = rules.cost[childOf(intended, rule, END)]!;
      if (ending !== NO_RULE) this.reach(node, first, first + 1, COMPLETE, explained, cost + ending);
    }
    const endArc = automaton.endArc(node);
    for (let arc = automaton.firstArc(node); arc < endArc; arc++) {
      const label = automaton.label(arc);
      const next = childOf(intended, rule, toSymbol(label));
      if (next === -1) continue;
      const after = this.capitalCost !== 0 && isUpperCase(label) ? cost + this.capitalCost : cost;
      const least = after + rules.cheapest[next]!;
      if (least + prior > most) continue;
      const from = first + automaton.wordsBefore(arc);
      const to = arc + 1 < endArc ? first + automaton.wordsBefore(arc + 1) : last;
      const priorBelow = this.priorCosts.bound(from, to);
      if (least + priorBelow > most) continue;
      const target = automaton.target(arc);
      const whole = rules.cost[next]!;
      if (whole !== NO_RULE) this.reach(target, from, to, length + 1, explained, after + whole);
      this.follow(next, target, from, to, length + 1, explained, after, priorBelow);
    }
  }

  /** A character outside the alphabet stands for itself. */
  private matchOther(state: number): void {
    const { automaton } = this;
    const node = this.node[state]!;
    const first = this.first[state]!;
    const place = this.place[state]!;
    const code = this.written.charCodeAt(place & 255);
    const endArc = automaton.endArc(node);
    for (let arc = automaton.firstArc(node); arc < endArc; arc++) {
      if (automaton.label(arc) !== code) continue;
      const from = first + automaton.wordsBefore(arc);
      const to = arc + 1 < endArc ? first + automaton.wordsBefore(arc + 1) : this.last[state]!;
      this.reach(automaton.target(arc), from, to, (place >>> 8) + 1, (place & 255) + 1, this.cost[state]!);
    }
  }

  /** Queues a state unless it is dearer than the limit or than another way to the same place. */
  private reach(node: number, first: number, last: number, length: number, explained: number, cost: number): void {
    const bound = cost + this.priorCosts.bound(first, last);
    if (bound > this.limit || bound > this.best[explained]! + this.beam) return;
    if (bound < this.best[explained]!) this.best[explained] = bound;
    const place = (length << 8) | explained;
    const slot = this.slotOf(first, place);
    const before = this.seen[slot]!;
    if (before !== -1 && this.cost[before]! <= cost) return;
    if (this.stateCount === this.node.length) this.growStates();
    const state = this.stateCount++;
    this.node[state] = node;
    this.first[state] = first;
    this.last[state] = last;
    this.place[state] = place;
    this.cost[state] = cost;
    this.seen[slot] = state;
    this.queue.push(state, bound);
    if (length === COMPLETE) this.limit = Math.min(this.limit, bound + this.window);
    if (before === -1 && 2 * ++this.seenCount > this.seen.length) this.growSeen();
  }

  /** Where the state of this place is kept, or would be. */
  private slotOf(first: number, place: number): number {
    const mask = this.seen.length - 1;
    let slot = (Math.imul(Math.imul(first, 0x9e3779b1) ^ place, 0x85ebca6b) >>> 7) & mask;
    for (;;) {
      const state = this.seen[slot]!;
      if (state === -1 || (this.first[state] === first && this.place[state] === place)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private growStates(): void {
    const grow = (values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(2 * values.length);
      grown.set(values);
      return grown;
    };
    this.node = grow(this.node);
    this.first = grow(this.first);
    this.last = grow(this.last);
    this.place = grow(this.place);
    this.cost = grow(this.cost);
  }

  private growSeen(): void {
    const states = this.seen.filter((state) => state !== -1);
    this.seen = new Int32Array(2 * this.seen.length).fill(-1);
    for (const state of states) this.seen[this.slotOf(this.first[state]!, this.place[state]!)] = state;
  }
}
