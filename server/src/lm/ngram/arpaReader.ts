import type { BackoffLevel, BackoffModel } from './backoffModel';
import { SuffixTrieCursor } from './suffixTrieCursor';
import { SENTENCE_START_ID, Vocabulary } from './vocabulary';
import { SENTENCE_END, SENTENCE_START, UNKNOWN } from './vocabularyForm';

/** What is wrong with an ARPA file, and in which line (from 1). */
export class ArpaError extends Error {
  override readonly name = 'ArpaError';
  readonly line: number;
  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
    this.line = line;
  }
}

/** One order as read: words of n-gram i at `words[i * order]` on. */
interface Entries {
  words: Uint32Array;
  logProbability: Float32Array;
  logBackoff: Float32Array;
}

const ZERO_BELOW = -98;
const MAXIMUM_ORDER = 9;

/**
 * Reads a back-off model in ARPA format. n-grams may stand in any order; suffixes that pruning has left out are put back
 * with their backed-off probability. Probabilities of 1e-98 and less are taken as 0. Words keep the file's order as their
 * numbers, after `<unk>`, `<s>`, `</s>`; a file without `<unk>` gives it probability 0.
 * @throws ArpaError on anything that is not such a model, with the line.
 */
export function readArpa(lines: Iterable<string>): BackoffModel {
  const source = new LineSource(lines);
  const sizes = readSizes(source);
  const order = sizes.length;
  const words: string[] = [UNKNOWN, SENTENCE_START, SENTENCE_END];
  const ids = new Map(words.map((word, id) => [word, id]));
  const levels = sizes.map((size, i) => readSection(source, i + 1, order, size, words, ids));
  source.expect('\\end\\');
  const vocabulary = new Vocabulary(words);
  const sorted = levels.map((entries, i) =>
    i === 0 ? entries : inSuffixOrder(entries, i + 1, words.length, source.line),
  );
  return { order, vocabulary, levels: link(sorted, words, source.line), events: 0 };
}

class LineSource {
  line = 0;
  readonly #iterator: Iterator<string>;

  constructor(lines: Iterable<string>) {
    this.#iterator = lines[Symbol.iterator]();
  }

  /** The next line that is not blank; undefined at the end. */
  next(): string | undefined {
    for (;;) {
      const { done, value } = this.#iterator.next();
      if (done) return undefined;
      this.line++;
      const text = value.trim();
      if (text !== '') return text;
    }
  }

  expect(text: string): void {
    const found = this.next();
    if (found !== text)
      this.fail(`expected ${text}, found ${found === undefined ? 'the end of the file' : quote(found)}`);
  }

  fail(problem: string): never {
    throw new ArpaError(this.line, problem);
  }
}

const quote = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;

function readSizes(source: LineSource): number[] {
  source.expect('\\data\\');
  const sizes: number[] = [];
  for (;;) {
    const text = source.next();
    const match = text && /^ngram\s+(\d+)\s*=\s*(\d+)$/.exec(text);
    if (!match) {
      if (text !== '\\1-grams:') source.fail(`expected "ngram ${sizes.length + 1}=..." or "\\1-grams:"`);
      break;
    }
    if (Number(match[1]) !== sizes.length + 1) source.fail(`the size of order ${sizes.length + 1} is missing`);
    const size = Number(match[2]);
    if (size > 0x7fffffff) source.fail(`${size} n-grams are too many`);
    sizes.push(size);
    if (sizes.length > MAXIMUM_ORDER) source.fail(`orders over ${MAXIMUM_ORDER} are not supported`);
  }
  if (sizes.length === 0) source.fail('no "ngram 1=..." before "\\1-grams:"');
  return sizes;
}

function readSection(
  source: LineSource,
  order: number,
  highest: number,
  size: number,
  words: string[],
  ids: Map<string, number>,
): Entries {
  if (order > 1) source.expect(`\\${order}-grams:`);
  // A line is read before its room is taken, so that a wrong size in the header can't exhaust the memory.
  let capacity = Math.min(size, 1 << 16);
  let entries = emptyEntries(order, capacity);
  for (let i = 0; i < size; i++) {
    const text = source.next();
    if (text === undefined || text.startsWith('\\'))
      source.fail(`${i} ${order}-grams where the header announces ${size}`);
    if (i === capacity) {
      capacity = Math.min(size, capacity * 2);
      entries = grown(entries, order, capacity);
    }
    const fields = text.split(/[\t ]+/);
    if (fields.length !== order + 1 && fields.length !== order + 2)
      source.fail(
        `a log probability, ${order} ${order === 1 ? 'word' : 'words'} and at most a back-off weight expected`,
      );
    if (fields.length === order + 2 && order === highest && Number(fields[order + 1]) !== 0)
      source.fail('a back-off weight in the highest order');
    const probability = numberIn(source, fields[0]!);
    if (probability > 0) source.fail(`log probability ${probability} is above 0`);
    entries.logProbability[i] = probability < ZERO_BELOW ? Number.NEGATIVE_INFINITY : probability * Math.LN10;
    const backoff = fields.length === order + 2 ? numberIn(source, fields[order + 1]!) : 0;
    entries.logBackoff[i] = backoff * Math.LN10;
    for (let k = 0; k < order; k++) {
      const word = fields[k + 1]!;
      let id = ids.get(word);
      if (id === undefined) {
        if (order > 1) source.fail(`${quote(word)} is not among the 1-grams`);
        id = words.length;
        ids.set(word, id);
        words.push(word);
      }
      entries.words[i * order + k] = id;
    }
  }
  return order === 1 ? unigramsById(source, entries, size, words.length) : entries;
}

function numberIn(source: LineSource, text: string): number {
  if (text === '-inf' || text === '-Infinity') return -99;
  const value = Number(text);
  if (!Number.isFinite(value)) source.fail(`${quote(text)} is not a number`);
  return value;
}

function emptyEntries(order: number, size: number): Entries {
  return {
    words: new Uint32Array(size * order),
    logProbability: new Float32Array(size),
    logBackoff: new Float32Array(size),
  };
}

function grown(entries: Entries, order: number, size: number): Entries {
  const result = emptyEntries(order, size);
  result.words.set(entries.words);
  result.logProbability.set(entries.logProbability);
  result.logBackoff.set(entries.logBackoff);
  return result;
}

function unigramsById(source: LineSource, entries: Entries, size: number, vocabularySize: number): Entries {
  const result = emptyEntries(1, vocabularySize);
  result.words.set(Uint32Array.from({ length: vocabularySize }, (_, id) => id));
  result.logProbability.fill(Number.NEGATIVE_INFINITY);
  const seen = new Uint8Array(vocabularySize);
  for (let i = 0; i < size; i++) {
    const id = entries.words[i]!;
    if (seen[id]) source.fail('a word is listed twice among the 1-grams');
    seen[id] = 1;
    // KenLM writes probability 1 for <s>, SRILM 1e-99: it is never predicted.
    if (id !== SENTENCE_START_ID) result.logProbability[id] = entries.logProbability[i]!;
    result.logBackoff[id] = entries.logBackoff[i]!;
  }
  if (!seen[2]) source.fail(`${SENTENCE_END} is not among the 1-grams`);
  return result;
}

/** Sorts by the words read from last to first: a least-significant-digit radix sort, one pass a word. */
function inSuffixOrder(entries: Entries, order: number, vocabularySize: number, line: number): Entries {
  const size = entries.logProbability.length;
  let from = Uint32Array.from({ length: size }, (_, i) => i);
  let to = new Uint32Array(size);
  for (let k = 0; k < order; k++) {
    const bucket = new Uint32Array(vocabularySize + 1);
    for (let i = 0; i < size; i++) bucket[entries.words[i * order + k]! + 1]!++;
    for (let id = 0; id < vocabularySize; id++) bucket[id + 1]! += bucket[id]!;
    for (let i = 0; i < size; i++) to[bucket[entries.words[from[i]! * order + k]!]!++] = from[i]!;
    [from, to] = [to, from];
  }
  const result = emptyEntries(order, size);
  for (let i = 0; i < size; i++) {
    const at = from[i]!;
    result.words.set(entries.words.subarray(at * order, (at + 1) * order), i * order);
    result.logProbability[i] = entries.logProbability[at]!;
    result.logBackoff[i] = entries.logBackoff[at]!;
    if (i > 0 && compareReversed(result.words, (i - 1) * order, result.words, i * order, order) === 0)
      throw new ArpaError(line, `an n-gram of order ${order} is listed twice`);
  }
  return result;
}

/** Compares `length` words from the two places on, last word first. */
function compareReversed(a: Uint32Array, aStart: number, b: Uint32Array, bStart: number, length: number): number {
  for (let k = length - 1; k >= 0; k--) {
    const difference = a[aStart + k]! - b[bStart + k]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Puts in the (n-1)-grams that are suffixes of n-grams but not listed, with probability NaN for the time being. */
function withSuffixes(lower: Entries, entries: Entries, order: number): Entries {
  const size = entries.logProbability.length;
  const lowerSize = lower.logProbability.length;
  const missing: number[] = [];
  let j = 0;
  for (let i = 0; i < size; i++) {
    const compare = () =>
      j < lowerSize ? compareReversed(lower.words, j * (order - 1), entries.words, i * order + 1, order - 1) : 1;
    let difference = compare();
    while (difference < 0) {
      j++;
      difference = compare();
    }
    const previous = missing.at(-1);
    if (
      difference > 0 &&
      (previous === undefined ||
        compareReversed(entries.words, previous * order + 1, entries.words, i * order + 1, order - 1) !== 0)
    )
      missing.push(i);
  }
  if (missing.length === 0) return lower;
  const result = grown(lower, order - 1, lowerSize + missing.length);
  missing.forEach((i, k) => {
    result.words.set(entries.words.subarray(i * order + 1, (i + 1) * order), (lowerSize + k) * (order - 1));
    result.logProbability[lowerSize + k] = Number.NaN;
  });
  return result;
}

function link(sorted: Entries[], words: readonly string[], line: number): BackoffLevel[] {
  for (let order = sorted.length; order > 2; order--) {
    const lower = sorted[order - 2]!;
    const completed = withSuffixes(lower, sorted[order - 1]!, order);
    if (completed !== lower) sorted[order - 2] = inSuffixOrder(completed, order - 1, words.length, line);
  }
  const levels: BackoffLevel[] = [];
  for (let order = 1; order <= sorted.length; order++) {
    const entries = sorted[order - 1]!;
    const { logProbability, logBackoff } = entries;
    const size = logProbability.length;
    const firstWord = new Uint32Array(size);
    const suffix = new Uint32Array(order === 1 ? 0 : size);
    const context = new Uint32Array(order === 1 ? 0 : size);
    const cursor = order > 1 ? new SuffixTrieCursor(levels) : undefined;
    const contextCursor = order > 1 ? new SuffixTrieCursor(levels) : undefined;
    const reversed = new Uint32Array(order);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < order; k++) reversed[k] = entries.words[(i + 1) * order - 1 - k]!;
      firstWord[i] = reversed[order - 1]!;
      if (!cursor || !contextCursor) continue;
      const s = cursor.find(reversed, 0, order - 1);
      const c = contextCursor.find(reversed, 1, order - 1);
      if (c < 0) {
        const names = Array.from(reversed, (id) => words[id]).reverse();
        throw new ArpaError(
          line,
          `the ${order}-gram "${names.join(' ')}" is listed, but not its context "${names.slice(0, -1).join(' ')}"`,
        );
      }
      suffix[i] = s;
      context[i] = c;
      if (Number.isNaN(logProbability[i]))
        logProbability[i] = levels[order - 2]!.logBackoff[c]! + levels[order - 2]!.logProbability[s]!;
    }
    levels.push({ firstWord, suffix, context, logProbability, logBackoff });
  }
  return levels;
}
