import type { OpenVocabulary } from '../openVocabulary';
import type { WordModel } from '../wordModel';
import { UNKNOWN_ID } from './vocabulary';

/** A model and how it shares the probability of its unknown word among words. */
export interface OpenWordModel {
  readonly words: WordModel;
  readonly open: OpenVocabulary;
}

/** Both models' halves; which of them a text is nearer to is not known beforehand. */
const LOG_HALF = Math.log(0.5);

/** log(exp(a) + exp(b)) without overflow. */
const logSum = (a: number, b: number): number => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));

/**
 * Linear interpolation of two n-gram models (Jelinek and Mercer 1980), one half each: P(w|h) = (P1(w|h) + P2(w|h)) / 2, over the words
 * of both. A word that one of them does not know has there the probability of the unknown word times the word's share of it.
 */
export class InterpolatedWordModel implements WordModel {
  readonly id: string;
  readonly order: number;
  private readonly sides: readonly [Side, Side];
  /** Identifiers by word, in the order in which words were asked for; 0 is the unknown word's. */
  private readonly ids = new Map<string, number>();

  constructor(first: OpenWordModel, second: OpenWordModel) {
    this.id = `${first.words.id}+${second.words.id}`;
    this.order = Math.max(first.words.order, second.words.order);
    this.sides = [new Side(first), new Side(second)];
  }

  idOf(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const [first, second] = this.sides;
    if (!first.knows(word) && !second.knows(word)) return UNKNOWN_ID;
    first.add(word);
    const id = second.add(word);
    this.ids.set(word, id);
    return id;
  }

  logProbabilityAt(ids: ArrayLike<number>, position: number): number {
    const [first, second] = this.sides;
    return LOG_HALF + logSum(first.logProbabilityAt(ids, position), second.logProbabilityAt(ids, position));
  }
}

/** One of the models, asked by the identifiers of both. */
class Side {
  /** The model's own identifiers. */
  private readonly own: number[] = [UNKNOWN_ID];
  /** Natural logarithm of P(word | unknown); 0 for words that the model knows, and for the word that neither knows. */
  private readonly logShares: number[] = [0];
  private readonly window: number[] = [];

  constructor(private readonly model: OpenWordModel) {}

  knows(word: string): boolean {
    return this.model.words.idOf(word) !== UNKNOWN_ID;
  }

  /** The identifier that the word has from now on. */
  add(word: string): number {
    const { words, open } = this.model;
    const id = words.idOf(word);
    this.own.push(id);
    return this.logShares.push(id === UNKNOWN_ID ? open.logShare(word) : 0) - 1;
  }

  logProbabilityAt(ids: ArrayLike<number>, position: number): number {
    const { words } = this.model;
    const { window, own } = this;
    const start = Math.max(0, position - words.order + 1);
    window.length = 0;
    for (let i = start; i <= position; i++) window.push(own[ids[i]!]!);
    return words.logProbabilityAt(window, position - start) + this.logShares[ids[position]!]!;
  }
}
