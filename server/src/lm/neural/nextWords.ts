import type { Continuation } from '../languageModel';
import { exponentialOfNegative } from '../sampling/exponential';
import type { SubwordTokenizer } from './tokenizer';
import { ROOT, TokenTree } from './tokenTree';

/** Logits after the root and after each node that is asked for. */
export type LogitsOf = (tree: TokenTree, nodes: readonly number[]) => Promise<readonly Float32Array[]>;

/** Beginnings of words that are read in one step, and how many steps: a word is seldom longer. */
const MAX_BEGINNINGS = 24;
const MAX_STEPS = 4;
/** Likeliest ways that a beginning goes on. */
const WAYS_ON = 3;

interface Beginning {
  readonly tokens: readonly number[];
  readonly logProbability: number;
}

/**
 * The likeliest next words, with the end of the text or line as the empty one. A word's probability is that of its subwords and
 * of what follows beginning a new word, given that the word before is over (Pimentel and Meister 2024).
 */
export class NextWords {
  readonly #tokenizer: SubwordTokenizer;
  readonly #begins: Uint8Array;
  readonly #ends: Uint8Array;
  readonly #texts: readonly string[];

  constructor(tokenizer: SubwordTokenizer) {
    this.#tokenizer = tokenizer;
    const decoder = new TextDecoder();
    this.#texts = Array.from({ length: tokenizer.size }, (_, id) =>
      decoder.decode(tokenizer.bytes(id) ?? new Uint8Array()),
    );
    this.#begins = tokenizer.beginsWord();
    this.#ends = Uint8Array.from(this.#texts, (text, id) =>
      text.startsWith('\n') || tokenizer.endTokens.includes(id) ? 1 : 0,
    );
  }

  /** @param open whether the text before ends inside what may be a word: then the next word begins with a subword that cannot go on with it */
  async likeliest(logitsOf: LogitsOf, count: number, open: boolean): Promise<readonly Continuation[]> {
    const [first] = await logitsOf(new TokenTree(), [ROOT]);
    const start = logProbabilities(first!);
    const over = open ? logSum(start, (id) => this.#begins[id] === 1) : 0;
    const words = new Map<string, number>();
    add(words, '', logSum(start, (id) => this.#ends[id] === 1) - over);
    let beginnings = best(start, MAX_BEGINNINGS, (id) => (!open || this.#begins[id] === 1) && this.#ends[id] === 0).map(
      (id): Beginning => ({ tokens: [id], logProbability: start[id]! - over }),
    );
    for (let step = 0; step < MAX_STEPS && beginnings.length > 0; step++) {
      const tree = new TokenTree();
      const nodes = beginnings.map(({ tokens }) => tree.add(tokens).at(-1)!);
      const longer: Beginning[] = [];
      for (const [index, logits] of (await logitsOf(tree, nodes)).entries()) {
        const { tokens, logProbability } = beginnings[index]!;
        const after = logProbabilities(logits);
        const text = this.#textOf(tokens);
        const whole = text !== '' && !text.includes('\ufffd');
        if (whole) add(words, text, logProbability + logSum(after, (id) => this.#begins[id] === 1));
        for (const id of best(after, WAYS_ON, (one) => (!whole || this.#begins[one] === 0) && this.#ends[one] === 0))
          longer.push({ tokens: [...tokens, id], logProbability: logProbability + after[id]! });
      }
      const bound = [...words.values()].sort((one, other) => other - one)[count - 1] ?? Number.NEGATIVE_INFINITY;
      beginnings = longer
        .filter(({ logProbability }) => logProbability > bound)
        .sort((one, other) => other.logProbability - one.logProbability)
        .slice(0, MAX_BEGINNINGS);
    }
    return [...words]
      .map(([text, logProbability]) => ({ text, logProbability }))
      .sort((one, other) => other.logProbability - one.logProbability)
      .slice(0, count);
  }

  #textOf(tokens: readonly number[]): string {
    const bytes = tokens.flatMap((id) => [...(this.#tokenizer.bytes(id) ?? [])]);
    return new TextDecoder().decode(Uint8Array.from(bytes)).trimStart();
  }
}

function logProbabilities(logits: Float32Array): Float32Array {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > greatest) greatest = logit;
  let sum = 0;
  for (const logit of logits) sum += exponentialOfNegative(greatest - logit);
  const normaliser = greatest + Math.log(sum);
  return logits.map((logit) => logit - normaliser);
}

function logSum(values: Float32Array, counts: (id: number) => boolean): number {
  let sum = 0;
  for (let id = 0; id < values.length; id++) if (counts(id)) sum += exponentialOfNegative(-values[id]!);
  return Math.log(sum);
}

/** The `count` tokens with the greatest values, best first. */
function best(values: Float32Array, count: number, counts: (id: number) => boolean): number[] {
  const found: number[] = [];
  for (let id = 0; id < values.length; id++) {
    if (found.length === count && values[id]! <= values[found.at(-1)!]!) continue;
    if (!counts(id)) continue;
    let place = found.length;
    while (place > 0 && values[found[place - 1]!]! < values[id]!) place--;
    found.splice(place, 0, id);
    if (found.length > count) found.pop();
  }
  return found;
}

function add(words: Map<string, number>, text: string, logProbability: number): void {
  const before = words.get(text) ?? Number.NEGATIVE_INFINITY;
  const greater = Math.max(before, logProbability);
  if (greater === Number.NEGATIVE_INFINITY) return;
  words.set(text, greater + Math.log(Math.exp(before - greater) + Math.exp(logProbability - greater)));
}
