import { ModelFormatError } from './compactFormat';
import type { ClassSections } from './compactReader';
import { NgramModel } from './ngramModel';

/**
 * A class-based n-gram model (Brown et al. 1992): P(w | h) = P(class of w | classes of h) P(w | class of w). It has seen more contexts
 * than a model of words: what follows a plural noun is known for all of them. Its words are numbered as the model's that it belongs to.
 */
export class ClassModel {
  /** Of classes. */
  readonly #ngrams: NgramModel;
  readonly #classOf: Uint16Array;
  readonly #logShare: Float32Array;
  /** Classes of the words from the earliest that counts to the one that is scored. */
  readonly #window: number[] = [];
  #distribution: Float32Array | undefined;
  /** P(word | its class). */
  #shares: Float32Array | undefined;

  /** Throws a ModelFormatError when the n-grams of classes are damaged, or words have other classes than these. */
  constructor({ count, classOf, logShare, ngrams }: ClassSections) {
    this.#ngrams = NgramModel.read(ngrams);
    if (this.#ngrams.vocabularySize !== count || !classOf.every((number) => number < count))
      throw new ModelFormatError('The classes do not belong to the words of the model');
    this.#classOf = classOf;
    this.#logShare = logShare;
  }

  get order(): number {
    return this.#ngrams.order;
  }

  get size(): number {
    return this.#ngrams.vocabularySize;
  }

  /** Natural logarithm of P(ids[position] | the up to order - 1 ids before it); -Infinity for what is never predicted. */
  logProbabilityAt(ids: ArrayLike<number>, position: number): number {
    const id = ids[position]!;
    return this.#ngrams.logProbabilityAt(this.#classes(ids, position), this.#window.length - 1) + this.#logShare[id]!;
  }

  /** Writes the probability of every word after `context` (latest word last) to `target`. */
  probabilities(context: ArrayLike<number>, target: Float32Array): void {
    this.#distribution ??= new Float32Array(this.size);
    this.#shares ??= this.#logShare.map(Math.exp);
    const ofClasses = this.#distribution;
    this.#ngrams.distribution(this.#classes(context, context.length - 1), ofClasses);
    for (let number = 0; number < ofClasses.length; number++) ofClasses[number] = Math.exp(ofClasses[number]!);
    for (let id = 0; id < target.length; id++) target[id] = ofClasses[this.#classOf[id]!]! * this.#shares[id]!;
  }

  #classes(ids: ArrayLike<number>, last: number): readonly number[] {
    const window = this.#window;
    window.length = 0;
    for (let i = Math.max(0, last - this.order + 1); i <= last; i++) window.push(this.#classOf[ids[i]!]!);
    return window;
  }
}
