import { RandomGenerator } from '../../lm/sampling/randomGenerator';
import type { Basket } from './basket';
import { ItemVectors } from './itemVectors';
import { WeightedDraw } from './weightedDraw';

export interface Item2vecOptions {
  readonly dimensions: number;
  /** How often all baskets are gone through, unless that were more pairs than `mostPairs`. */
  readonly epochs: number;
  readonly mostPairs: number;
  /** Items drawn for each pair that are taken not to belong to it. */
  readonly negatives: number;
  /** Items are drawn by their frequency to this power. */
  readonly noisePower: number;
  /** Of the first step; it falls to nothing. */
  readonly learningRate: number;
  /** Items of a basket that each of its items is paired with in an epoch, at most: a large basket must not outweigh many small ones. */
  readonly contexts: number;
  readonly seed: number;
}

/**
 * Item2vec of Barkan and Koenigstein (2016): skip-gram with negative sampling in which the window is the whole basket, since its order says nothing. All baskets
 * are learnt from alike; by their weights it is told how often items are seen by now. The same baskets, options and seed give the same vectors.
 * @param items how many there are
 * @param onEpoch called after each
 */
export const trainItem2vec = (
  baskets: readonly Basket[],
  items: number,
  options: Item2vecOptions,
  onEpoch: (done: number, of: number) => void = () => {},
): ItemVectors => {
  const learnt = baskets.filter((basket) => basket.items.length > 1);
  const seen = frequencies(learnt, items, () => 1);
  const noise = normalized(seen.map((value) => value ** options.noisePower));
  const training = new Training(items, noise, options);
  const epochs = epochsFor(learnt, options);
  for (let epoch = 0; epoch < epochs; epoch++) {
    training.epoch(learnt, epoch / epochs, (epoch + 1) / epochs);
    onEpoch(epoch + 1, epochs);
  }
  return training.result(
    presentRates(
      noise,
      seen,
      frequencies(learnt, items, ({ weight }) => weight ** 2),
    ),
  );
};

const pairsOf = ({ items }: Basket, contexts: number): number => items.length * Math.min(items.length - 1, contexts);

const epochsFor = (baskets: readonly Basket[], { epochs, mostPairs, contexts }: Item2vecOptions): number => {
  const each = baskets.reduce((sum, basket) => sum + pairsOf(basket, contexts), 0);
  return each === 0 ? 0 : Math.max(1, Math.min(epochs, Math.round(mostPairs / each)));
};

/** How often each item is seen, as a share of all. @param weightOf how much a basket counts */
const frequencies = (baskets: readonly Basket[], items: number, weightOf: (basket: Basket) => number): Float64Array => {
  const sums = new Float64Array(items);
  for (const basket of baskets) for (const item of basket.items) sums[item]! += weightOf(basket);
  return normalized(sums);
};

const normalized = (values: Float64Array): Float64Array => {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / (sum || 1));
};

/**
 * The noise, moved from how often items were seen to how often they are seen by now: what vectors know of an item's company outlasts how busy it is, so what
 * weighs less counts for less twice here. (The shift of priors of Saerens, Latinne and Decaestecker 2002.)
 */
const presentRates = (noise: Float64Array, seen: Float64Array, seenLately: Float64Array): Float32Array =>
  Float32Array.from(noise, (value, item) => (value === 0 ? 0 : (value * seenLately[item]!) / seen[item]!));

class Training {
  private readonly random: RandomGenerator;
  private readonly vectors: Float32Array;
  private readonly contexts: Float32Array;
  private readonly step: Float32Array;
  private readonly draw: WeightedDraw | undefined;

  constructor(
    items: number,
    noise: Float64Array,
    private readonly options: Item2vecOptions,
  ) {
    const { dimensions, seed } = options;
    const random = RandomGenerator.ofSeed(seed);
    this.random = random;
    this.vectors = Float32Array.from({ length: items * dimensions }, () => (random.nextDouble() - 0.5) / dimensions);
    this.contexts = new Float32Array(items * dimensions);
    this.step = new Float32Array(dimensions);
    this.draw = noise.some((value) => value > 0) ? new WeightedDraw(noise) : undefined;
  }

  result(rates: Float32Array): ItemVectors {
    const { vectors, contexts } = this;
    return new ItemVectors(this.options.dimensions, { vectors, contexts, rates });
  }

  /** Goes through all baskets in a new order. @param from how much of the training is done, 0 to 1 @param to what will be */
  epoch(baskets: readonly Basket[], from: number, to: number): void {
    const order = this.shuffled(baskets.length);
    for (const [place, index] of order.entries()) {
      const { items } = baskets[index]!;
      const done = from + ((to - from) * place) / order.length;
      this.learn(items, this.options.learningRate * (1 - done));
    }
  }

  private learn(items: readonly number[], rate: number): void {
    const { contexts } = this.options;
    for (const [place, item] of items.entries()) {
      if (items.length - 1 <= contexts) for (const other of items) if (other !== item) this.pair(item, other, rate);
      if (items.length - 1 > contexts)
        for (let drawn = 0; drawn < contexts; drawn++) {
          const offset = 1 + (this.random.nextUint32() % (items.length - 1));
          this.pair(item, items[(place + offset) % items.length]!, rate);
        }
    }
  }

  /** One step of stochastic gradient descent of -log σ(u·v) - Σ log σ(-n·v). */
  private pair(item: number, context: number, rate: number): void {
    const { dimensions, negatives } = this.options;
    const own = this.vectors.subarray(item * dimensions, (item + 1) * dimensions);
    this.step.fill(0);
    this.pull(own, context, 1, rate);
    for (let negative = 0; negative < negatives; negative++) {
      const noise = this.draw!.next(this.random);
      // What is drawn may be the context itself: without that, products would not be those that `companyOf` takes them for.
      if (noise !== item) this.pull(own, noise, 0, rate);
    }
    for (let column = 0; column < dimensions; column++) own[column]! += this.step[column]!;
  }

  private pull(own: Float32Array, context: number, label: 0 | 1, rate: number): void {
    const { contexts, step } = this;
    const { length } = own;
    const start = context * length;
    let product = 0;
    for (let column = 0; column < length; column++) product += own[column]! * contexts[start + column]!;
    const gradient = rate * (label - 1 / (1 + Math.exp(-product)));
    for (let column = 0; column < length; column++) {
      step[column]! += gradient * contexts[start + column]!;
      contexts[start + column]! += gradient * own[column]!;
    }
  }

  /** Fisher and Yates. */
  private shuffled(length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, place) => place);
    for (let place = length - 1; place > 0; place--) {
      const other = this.random.nextUint32() % (place + 1);
      const kept = order[place]!;
      order[place] = order[other]!;
      order[other] = kept;
    }
    return order;
  }
}
