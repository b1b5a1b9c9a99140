/** A piece of text as the model wrote it. */
export interface WrittenPiece {
  readonly text: string;
  /** Natural logarithm. */
  readonly logProbability: number;
  /** In nats, of the distribution that it was taken from. */
  readonly entropy: number;
}

/** What has to hold of a text that is shown by itself. */
export interface Confidence {
  /** The least probability of the first word. */
  readonly firstWord: number;
  /** The fewest keys that it may be expected to save: its probability times its characters but one. To show `a` helps nobody. */
  readonly savedKeys: number;
  /** The least probability of each word after it. */
  readonly laterWord: number;
  /** The greatest entropy before the first word, in nats. */
  readonly entropy: number;
}

/** A word with the space and the marks before it. */
export interface WrittenWord {
  readonly text: string;
  readonly logProbability: number;
  readonly pieces: number;
  readonly entropy: number;
}

const sentenceEnd = /[.!?\u2026]["'\u2019\u201d)\]]*$/;
const clauseEnd = /[,;:\u2014]["'\u2019\u201d)\]]*$/;
const letter = /[\p{L}\p{M}\p{N}]/u;

/** Pieces put together to words: a new one begins where white space does. */
export const writtenWords = (pieces: readonly WrittenPiece[]): readonly WrittenWord[] => {
  const words: WrittenWord[] = [];
  for (const { text, logProbability, entropy } of pieces) {
    const last = words.at(-1);
    if (last === undefined || (/^\s/.test(text) && letter.test(last.text)))
      words.push({ text, logProbability, entropy, pieces: 1 });
    else
      words[words.length - 1] = {
        text: last.text + text,
        logProbability: last.logProbability + logProbability,
        entropy: last.entropy,
        pieces: last.pieces + 1,
      };
  }
  return words;
};

/** Whether a first word is to be shown. */
export const isWorthwhile = (
  word: string,
  probability: number,
  { firstWord, savedKeys }: Pick<Confidence, 'firstWord' | 'savedKeys'>,
): boolean => probability >= firstWord && probability * (word.trim().length - 1) >= savedKeys;

/** Whether a text has come to the end of a sentence, or of a clause of some length: there it stops. */
export const isRounded = (text: string): boolean => {
  const end = text.trimEnd();
  return sentenceEnd.test(end) || (clauseEnd.test(end) && end.trim().split(/\s+/).length >= 3);
};

/**
 * The words of a text that may be shown by themselves: up to the first of which the model is not sure, and none if that is the first.
 * @param whole the text was written to its end: its last word is not cut
 */
export const confidentText = (pieces: readonly WrittenPiece[], confidence: Confidence, whole: boolean): string => {
  const { laterWord, entropy } = confidence;
  const words = writtenWords(pieces);
  const usable = whole || (words.length > 0 && isRounded(words.at(-1)!.text)) ? words : words.slice(0, -1);
  const first = usable[0];
  if (first === undefined || first.entropy > entropy) return '';
  if (!isWorthwhile(first.text, Math.exp(first.logProbability), confidence)) return '';
  const unsure = usable.findIndex(({ logProbability }, index) => index > 0 && Math.exp(logProbability) < laterWord);
  return usable
    .slice(0, unsure < 0 ? undefined : unsure)
    .map(({ text }) => text)
    .join('');
};

/** A text without what stands after the caret already: cut at the word from which on it says the same. */
export const withoutRepetition = (text: string, after: string): string => {
  const following = after.trim().toLowerCase();
  if (following === '') return text;
  for (const { 0: word, index } of text.matchAll(/\s*\S+/g)) {
    const rest = text.slice(index).trim().toLowerCase();
    // What is left may end so too: `the the` before `the`.
    if (letter.test(word) && (beginsWith(following, rest) || beginsWith(rest, following)))
      return withoutRepetition(text.slice(0, index), after);
  }
  return text;
};

/** Whether a text begins with another one and no word goes on behind it. */
const beginsWith = (text: string, beginning: string): boolean =>
  text.startsWith(beginning) && !(letter.test(beginning.slice(-1)) && letter.test(text.charAt(beginning.length)));

/** Whether a text says again what was said right before it: three words of the last sixteen. */
export const repeatsBefore = (text: string, before: string): boolean => {
  const said = wordsOf(before).slice(-16).join(' ');
  const words = wordsOf(text);
  for (let start = 0; start + 3 <= words.length; start++)
    if (said.includes(words.slice(start, start + 3).join(' '))) return true;
  return words.some((word, index) => index > 0 && word === words[index - 1]);
};

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}'\u2019]+/gu) ?? [];
