import { type ClassSections, type CompactParts, readCompact } from './compactReader';
import type { CompactLevel, CompactTrie } from './compactTrie';
import type { ModelDescription } from './compactWriter';
import { likeliest } from './successors';
import { SENTENCE_START_ID } from './vocabulary';
import type { Successor, VocabularyModel } from './vocabularyModel';
import type { WordTable } from './wordTable';

/**
 * A back-off n-gram model, read in place from its compact form. Scoring allocates nothing, and remembers the last context:
 * scoring a sentence from left to right, or many words in one place, repeats no look-up. Word 0 is `<unk>`, 1 `<s>`, 2 `</s>`.
 */
export class NgramModel implements VocabularyModel {
  readonly description: ModelDescription;
  /** How the vocabulary is spelt; see `CharacterModel.fromCounts`. */
  readonly letterTrigrams: Uint16Array;
  /** What {@link withClasses} makes a model of classes of; undefined when the file holds none. */
  readonly classes: ClassSections | undefined;
  readonly #words: WordTable;
  readonly #trie: CompactTrie;
  readonly #unigrams: CompactLevel;
  readonly #order: number;

  /** The last context, latest word first. */
  readonly #context: Uint32Array;
  #contextLength = 0;
  /** `#contexts[k]` is the number of its last k words as a context, for k up to `#depth`; longer ones were seen before no word. */
  readonly #contexts: Uint32Array;
  #depth = 0;
  /** N-grams that end with the last scored word, by length. */
  readonly #nextNodes: Uint32Array;
  #nextDepth = 0;
  #lastWord = -1;
  #matchedOrder = 0;
  #unigramProbabilities: Float32Array | undefined;

  private constructor({ description, words, letterTrigrams, trie, classes }: CompactParts) {
    this.description = description;
    this.letterTrigrams = letterTrigrams;
    this.classes = classes;
    this.#words = words;
    this.#trie = trie;
    this.#unigrams = trie.level(1);
    this.#order = description.order;
    this.#context = new Uint32Array(description.order);
    this.#contexts = new Uint32Array(description.order + 1);
    this.#nextNodes = new Uint32Array(description.order + 1);
  }

  /**
   * Reads a model in place: the bytes must not be changed afterwards. An aligned array (byte offset divisible by 8) is not copied.
   * @throws ModelFormatError when they are not a whole model of a known version
   */
  static read(bytes: Uint8Array): NgramModel {
    return new NgramModel(readCompact(bytes));
  }

  get id(): string {
    return this.description.id;
  }

  get order(): number {
    return this.#order;
  }

  get vocabularySize(): number {
    return this.#words.size;
  }

  /** The word's number; 0 when it is not in the vocabulary. */
  idOf(word: string): number {
    return this.#words.idOf(word);
  }

  idsBeginningWith(prefix: string): Uint32Array {
    return this.#words.idsBeginningWith(prefix);
  }

  /** Throws a RangeError when there is no such number. */
  word(id: number): string {
    return this.#words.word(id);
  }

  /** Length of the n-gram that the last call of `logProbabilityAt` found: 1 to `order`. */
  get matchedOrder(): number {
    return this.#matchedOrder;
  }

  /** Length of the longest context before the last call's position that the model has seen before any word: 0 to `order` - 1. */
  get contextLength(): number {
    return this.#depth;
  }

  /**
   * Natural logarithm of P(ids[position] | the up to order - 1 ids before it). Put `<s>` first in `ids` to score a sentence's
   * beginning as one. Ids must be the model's own. -Infinity for what is never predicted (`<s>`, `<ref>`).
   */
  logProbabilityAt(ids: ArrayLike<number>, position: number): number {
    this.#moveTo(ids, position);
    return this.#score(ids[position]!);
  }

  /**
   * Writes the natural log probability of every word of the vocabulary after `context` (latest word last) to `target`.
   * Throws a RangeError when `target` is not as long as the vocabulary.
   */
  distribution(context: ArrayLike<number>, target: Float32Array): void {
    const rest = this.#backOffTo(context, target);
    for (let id = 0; id < target.length; id++) target[id] = this.#unigrams.logProbability(id) + rest;
    this.#forEachFollower((id, logProbability) => {
      target[id] = logProbability;
    });
  }

  /**
   * As `distribution`, but writes probabilities: a multiplication a word, where logarithms would have to be taken back by whoever mixes models
   * (80,000 words with their classes in 0.8 ms of processor time instead of 2.9).
   */
  probabilities(context: ArrayLike<number>, target: Float32Array): void {
    this.#unigramProbabilities ??= Float32Array.from({ length: this.vocabularySize }, (_, id) =>
      Math.exp(this.#unigrams.logProbability(id)),
    );
    const unigrams = this.#unigramProbabilities;
    const rest = Math.exp(this.#backOffTo(context, target));
    for (let id = 0; id < target.length; id++) target[id] = unigrams[id]! * rest;
    this.#forEachFollower((id, logProbability) => {
      target[id] = Math.exp(logProbability);
    });
  }

  /** Takes up a context, and gives the log of the back-off weight of what was seen after none of its words. */
  #backOffTo(context: ArrayLike<number>, target: Float32Array): number {
    if (target.length !== this.vocabularySize)
      throw new RangeError(
        `A distribution over ${this.vocabularySize} words needs as many places, not ${target.length}`,
      );
    this.#moveTo(context, context.length);
    let rest = 0;
    for (let length = 1; length <= this.#depth; length++)
      rest += this.#trie.logBackoff(length, this.#contexts[length]!);
    return rest;
  }

  /** Words that were seen after the present context, shorter ones first: what comes last of a word holds. */
  #forEachFollower(visit: (id: number, logProbability: number) => void): void {
    let rest = 0;
    for (let length = 1; length <= this.#depth; length++)
      rest += this.#trie.logBackoff(length, this.#contexts[length]!);
    let words: Uint32Array | undefined;
    for (let length = 1; length <= this.#depth; length++) {
      const found = this.#contexts[length]!;
      rest -= this.#trie.logBackoff(length, found);
      const level = this.#trie.level(length + 1);
      const start = this.#trie.childrenStart(length, found);
      const places = this.#trie.childValues(length, found);
      const lower = words;
      words = lower ? places.map((place) => lower[place] ?? 0) : places;
      for (let i = 0; i < words.length; i++) visit(words[i]!, level.logProbability(start + i) + rest);
    }
  }

  /** The `count` likeliest words after `context` (latest word last), best first; `<unk>` and what is never predicted left out. */
  successors(context: ArrayLike<number>, count: number): Successor[] {
    return likeliest(this, context, count);
  }

  /** Makes the ids before `position` the context. */
  #moveTo(ids: ArrayLike<number>, position: number): void {
    let length = 0;
    while (length < this.#order - 1 && length < position) if (ids[position - ++length] === SENTENCE_START_ID) break;
    if (length === this.#contextLength && this.#matches(ids, position, length)) return;
    const isNext =
      this.#lastWord >= 0 &&
      length > 0 &&
      length === Math.min(this.#contextLength + 1, this.#order - 1) &&
      ids[position - 1] === this.#lastWord &&
      this.#matches(ids, position - 1, length - 1);
    if (isNext) this.#shift();
    else {
      this.#contextLength = 0;
      this.#depth = 0;
      for (let i = position - length; i < position; i++) {
        this.#walk(ids[i]!);
        this.#shift();
      }
    }
  }

  /** Whether the `length` ids before `position` are the latest words of the context. */
  #matches(ids: ArrayLike<number>, position: number, length: number): boolean {
    for (let k = 0; k < length; k++) if (ids[position - 1 - k] !== this.#context[k]) return false;
    return true;
  }

  /** Lets the last scored word end the context. */
  #shift(): void {
    const context = this.#context;
    const longest = this.#order - 1;
    if (this.#contextLength < longest) this.#contextLength++;
    for (let k = this.#contextLength - 1; k > 0; k--) context[k] = context[k - 1]!;
    if (longest > 0) context[0] = this.#lastWord;
    // A context that was seen before no word is no use, nor are the longer ones that end with it.
    let depth = 0;
    while (depth < this.#nextDepth) {
      const found = this.#trie.contextOf(depth + 1, this.#nextNodes[depth + 1]!);
      if (found < 0) break;
      this.#contexts[++depth] = found;
    }
    this.#depth = depth;
    this.#lastWord = -1;
  }

  #score(word: number): number {
    const matched = this.#walk(word);
    this.#matchedOrder = matched;
    let logProbability = this.#trie.level(matched).logProbability(this.#nextNodes[matched]!);
    for (let length = matched; length <= this.#depth; length++)
      logProbability += this.#trie.logBackoff(length, this.#contexts[length]!);
    return logProbability;
  }

  /** Finds the n-grams that a word ends after the context, and returns the length of the longest. */
  #walk(word: number): number {
    const trie = this.#trie;
    const next = this.#nextNodes;
    let target = word;
    let matched = 1;
    next[1] = word;
    for (; matched <= this.#depth; matched++) {
      const child = trie.findChild(matched, this.#contexts[matched]!, target);
      if (child < 0) break;
      target = trie.childPlace;
      next[matched + 1] = child;
    }
    this.#nextDepth = Math.min(matched, this.#order - 1);
    this.#lastWord = word;
    return matched;
  }
}
