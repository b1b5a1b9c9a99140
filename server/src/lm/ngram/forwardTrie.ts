import { type BackoffModel, lastWords } from './backoffModel';

/** The n-grams of one order in the order of their words from first to last: the children of a context are adjacent. */
export interface ForwardLevel {
  /** Number of each n-gram in the model's own (suffix) order. */
  readonly source: Uint32Array;
  /** Number, in forward order, of its context. */
  readonly parent: Uint32Array;
  /**
   * Bigrams: the last word. Higher orders: the place of the n-gram's suffix among the children of that suffix's context, which
   * is smaller than the word and as good to a reader who looks from short contexts to long ones (Pibiri and Venturini 2017).
   */
  readonly value: Uint32Array;
  /** Whether the n-gram is the first child of its context. */
  readonly startsList: Uint8Array;
}

/** Orders 2 to n of a model, at indices 0 to n - 2. */
export function forwardTrie(model: BackoffModel): ForwardLevel[] {
  const vocabularySize = model.vocabulary.size;
  const result: ForwardLevel[] = [];
  /** Forward number of each n-gram of the order below, and its place among its siblings. */
  let forward = Uint32Array.from({ length: vocabularySize }, (_, id) => id);
  let place = forward;
  for (let order = 2; order <= model.order; order++) {
    const { context, suffix } = model.levels[order - 1]!;
    const size = context.length;
    const parentOf = context.map((index) => forward[index]!);
    const last = lastWords(model, order);
    const byWord = countingSort(undefined, last, vocabularySize);
    const source = countingSort(byWord, parentOf, forward.length);
    const parent = new Uint32Array(size);
    const value = new Uint32Array(size);
    const startsList = new Uint8Array(size);
    const nextForward = new Uint32Array(size);
    const nextPlace = new Uint32Array(size);
    for (let i = 0, first = 0; i < size; i++) {
      const at = source[i]!;
      parent[i] = parentOf[at]!;
      value[i] = place[suffix[at]!]!;
      if (i === 0 || parent[i] !== parent[i - 1]) {
        startsList[i] = 1;
        first = i;
      }
      nextForward[at] = i;
      nextPlace[at] = i - first;
    }
    result.push({ source, parent, value, startsList });
    forward = nextForward;
    place = nextPlace;
  }
  return result;
}

/** Sorts `items` (absent: all) by their keys, stably. */
function countingSort(items: Uint32Array | undefined, keys: Uint32Array, keyCount: number): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(keyCount + 1);
  for (const key of keys) starts[key + 1]!++;
  for (let key = 0; key < keyCount; key++) starts[key + 1]! += starts[key]!;
  const sorted = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const item = items ? items[i]! : i;
    sorted[starts[keys[item]!]!++] = item;
  }
  return sorted;
}
