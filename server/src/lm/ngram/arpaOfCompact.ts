import { writeArpa } from './arpaWriter';
import type { BackoffLevel } from './backoffModel';
import { readCompact } from './compactReader';
import type { CompactTrie } from './compactTrie';
import { Vocabulary } from './vocabulary';

/**
 * A compact model in ARPA format, for other programs; probabilities and back-offs are the quantised ones.
 * @throws ModelFormatError when the bytes are not a whole model
 */
export function arpaOfCompact(bytes: Uint8Array): Generator<string> {
  const { description, words, trie } = readCompact(bytes);
  const vocabulary = new Vocabulary(Array.from({ length: words.size }, (_, id) => words.word(id)));
  const levels: BackoffLevel[] = [];
  for (let order = 1; order <= description.order; order++) levels.push(expand(trie, order, description.order, levels));
  return writeArpa({ order: description.order, vocabulary, levels, events: description.events });
}

/** The n-grams of an order in the trie's own order. */
function expand(trie: CompactTrie, order: number, highest: number, lower: readonly BackoffLevel[]): BackoffLevel {
  const level = trie.level(order);
  const { size } = level;
  const logProbability = Float32Array.from({ length: size }, (_, i) => level.logProbability(i));
  const logBackoff = new Float32Array(size);
  for (let i = 0; order < highest && i < size; i++) {
    const found = trie.contextOf(order, i);
    if (found >= 0) logBackoff[i] = trie.logBackoff(order, found);
  }
  const firstWord = new Uint32Array(size);
  const suffix = new Uint32Array(order === 1 ? 0 : size);
  const context = new Uint32Array(order === 1 ? 0 : size);
  if (order === 1) for (let id = 0; id < size; id++) firstWord[id] = id;
  const below = lower[order - 2];
  for (let parent = 0, child = 0; below && parent < below.logProbability.length; parent++) {
    const found = trie.contextOf(order - 1, parent);
    if (found < 0) continue;
    // A child's value is its suffix's place among the children of the parent's suffix, which has some where the parent has.
    const first = order === 2 ? 0 : trie.childrenStart(order - 2, trie.contextOf(order - 2, below.suffix[parent]!));
    for (const value of trie.childValues(order - 1, found)) {
      context[child] = parent;
      suffix[child] = first + value;
      firstWord[child] = below.firstWord[parent]!;
      child++;
    }
  }
  return { firstWord, suffix, context, logProbability, logBackoff };
}
