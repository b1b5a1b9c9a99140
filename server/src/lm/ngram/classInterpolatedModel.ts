import type { ClassModel } from './classModel';
import type { NgramModel } from './ngramModel';
import { likeliest } from './successors';
import type { Successor, VocabularyModel } from './vocabularyModel';

/**
 * A model of words interpolated with one of their classes: P(w | h) = a P_words(w | h) + (1 - a) P_classes(w | h), where `a` depends on
 * how long a context of `h` the model of words has seen before (Jelinek and Mercer 1980).
 */
export class ClassInterpolatedModel implements VocabularyModel {
  readonly #words: NgramModel;
  readonly #classes: ClassModel;
  /** `a`, and what is left of 1, by length of the context. */
  readonly #weights: Float32Array;
  #byClass: Float32Array | undefined;

  /** @param weights 0 to 1, of the model of words where it has seen a context of 0 to its order - 1 words */
  constructor(words: NgramModel, classes: ClassModel, weights: Float32Array) {
    this.#words = words;
    this.#classes = classes;
    this.#weights = weights;
  }

  get id(): string {
    return this.#words.id;
  }

  get order(): number {
    return Math.max(this.#words.order, this.#classes.order);
  }

  get vocabularySize(): number {
    return this.#words.vocabularySize;
  }

  idOf(word: string): number {
    return this.#words.idOf(word);
  }

  idsBeginningWith(prefix: string): Uint32Array {
    return this.#words.idsBeginningWith(prefix);
  }

  word(id: number): string {
    return this.#words.word(id);
  }

  get matchedOrder(): number {
    return this.#words.matchedOrder;
  }

  get contextLength(): number {
    return this.#words.contextLength;
  }

  logProbabilityAt(ids: ArrayLike<number>, position: number): number {
    const byWords = this.#words.logProbabilityAt(ids, position);
    const byClasses = this.#classes.logProbabilityAt(ids, position);
    const weight = this.#weights[this.#words.contextLength]!;
    return Math.log(weight * Math.exp(byWords) + (1 - weight) * Math.exp(byClasses));
  }

  distribution(context: ArrayLike<number>, target: Float32Array): void {
    this.#words.distribution(context, target);
    this.#byClass ??= new Float32Array(target.length);
    this.#classes.probabilities(context, this.#byClass);
    const weight = this.#weights[this.#words.contextLength]!;
    for (let id = 0; id < target.length; id++)
      target[id] = Math.log(weight * Math.exp(target[id]!) + (1 - weight) * this.#byClass[id]!);
  }

  probabilities(context: ArrayLike<number>, target: Float32Array): void {
    this.#words.probabilities(context, target);
    this.#byClass ??= new Float32Array(target.length);
    const byClass = this.#byClass;
    this.#classes.probabilities(context, byClass);
    const weight = this.#weights[this.#words.contextLength]!;
    for (let id = 0; id < target.length; id++) target[id] = weight * target[id]! + (1 - weight) * byClass[id]!;
  }

  successors(context: ArrayLike<number>, count: number): Successor[] {
    return likeliest(this, context, count);
  }
}
